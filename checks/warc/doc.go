// Package warc keeps crawls in the archive format of the web, WARC 1.1
// (ISO 28500:2017), and reads them back, also what other programs wrote.
//
// A file that is being written is its own journal: every record is a gzip member
// of its own and is written as soon as it is known, so that whatever ends the
// program, all whole records before the end can be read. What WARC has no field
// for stands in extension fields that begin with "Truatweb-", and in metadata
// records, which other readers pass over.
package warc
