// Package offices reads and writes the list of offices that a round audits, as
// people keep it: a workbook or a CSV file with one row an office.
//
//	list, err := offices.Read(tables, old) // all mistakes at once, with row and mend
//	change := offices.Compare(old, list)   // what it brings
//	offices.Table(list)                    // the same rows again
package offices
