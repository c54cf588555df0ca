// Package query is the archive's SQL as functions. All files beside this one are
// written by sqlc from queries.sql and the migrations; a test of package archive
// tells when they are stale and writes them anew.
package query
