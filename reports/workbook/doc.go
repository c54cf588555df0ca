// Package workbook reads workbooks as people hand them in: what Excel,
// LibreOffice and smaller programs save as .xlsx, within bounds of time and
// memory whatever the file holds. It writes none: see package xlsx.
//
//	book, err := workbook.Open(ctx, file, size, mend)
//	merged, err := book.Rows(ctx, book.Sheets[0], func(row int, cells map[int]*workbook.Cell) bool { … })
package workbook
