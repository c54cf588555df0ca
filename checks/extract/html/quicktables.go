package html

import "strings"

// tablePart takes a start tag inside a table. It reports whether it is one that
// means something different there.
func (b *builder) tablePart(e *element) bool {
	switch b.mode {
	case inCell, inCaption:
		switch e.group {
		case captionGroup, columnsGroup, columnGroup, bodiesGroup, rowGroup, cellGroup:
			if b.mode == inCaption && e.name == "th" {
				return false // the library's parser has no rule for it
			}
			b.endFenced()
			return b.tablePart(e)
		}
		return false
	case inColumns:
		if e.group == columnGroup {
			b.leaf(e, e.name)
			return true
		}
		if e.group == plainGroup || b.top().kind.group != columnsGroup {
			b.odd = true
			return true
		}
		b.stack = b.stack[:len(b.stack)-1]
		b.mode = inTable
	}
	switch e.group {
	case captionGroup:
		b.backTo(tableGroup)
		b.open(e, e.name)
		b.mode = inCaption
	case columnsGroup:
		b.backTo(tableGroup)
		b.open(e, e.name)
		b.mode = inColumns
	case columnGroup:
		b.backTo(tableGroup)
		b.implied("colgroup")
		b.mode = inColumns
		b.leaf(e, e.name)
	case bodiesGroup:
		b.backTo(tableGroup)
		b.open(e, e.name)
		b.mode = inBodies
	case rowGroup:
		b.rows()
		b.backTo(bodiesGroup)
		b.open(e, e.name)
		b.mode = inRow
	case cellGroup:
		if b.mode != inRow {
			b.rows()
			b.backTo(bodiesGroup)
			b.implied("tr")
		}
		b.open(e, e.name)
		b.mode = inCell
	case rawGroup:
		if e.name != "script" && e.name != "style" {
			b.odd = true
			return true
		}
		b.verbatim(e)
	case formGroup:
		if b.form == nil {
			b.form = b.leaf(e, e.name)
		}
	case inputGroup:
		for _, a := range b.a.list() {
			if a.Key == "type" && strings.EqualFold(a.Val, "hidden") {
				b.leaf(e, e.name)
				return true
			}
		}
		b.odd = true
	default:
		b.odd = true
	}
	return true
}

// rows makes the body of a table whose rows stand in none.
func (b *builder) rows() {
	if b.mode == inTable {
		b.implied("tbody")
		b.mode = inBodies
	}
}

// backTo ends what is open in a table up to an element of a group.
func (b *builder) backTo(g group) {
	i := len(b.stack) - 1
	for i > 0 && b.stack[i].kind.group != g && b.stack[i].kind.group != tableGroup {
		i--
	}
	b.cutTo(i+1, false)
}

// endFenced ends the innermost cell or caption, and all formatting in it.
func (b *builder) endFenced() {
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch b.stack[i].kind.group {
		case cellGroup:
			b.cutTo(i, true)
			b.mode = inRow
			return
		case captionGroup:
			b.cutTo(i, true)
			b.mode = inTable
			return
		case tableGroup:
			b.odd = true
			return
		}
	}
	b.odd = true
}

// endTable takes an end tag inside a table. It reports whether it is one that
// means something different there.
func (b *builder) endTable(e *element, name string) bool {
	switch e.group {
	case tableGroup, bodiesGroup, rowGroup, cellGroup, captionGroup, columnsGroup, columnGroup, bodyGroup, htmlGroup:
	case paragraphGroup:
		b.odd = b.odd || b.mode != inCell && b.mode != inCaption
		return false
	default:
		if b.mode == inCell || b.mode == inCaption {
			return false
		}
		if e.group == formGroup {
			b.form = nil
		}
		b.odd = b.odd || b.mode == inColumns
		return true
	}
	if e.group == bodyGroup || e.group == htmlGroup || e.group == columnGroup {
		return true
	}
	switch b.mode {
	case inCell:
		switch e.group {
		case cellGroup:
			i := b.inScope(tableScope, func(o *element) bool { return o == e })
			if i < 0 {
				return true
			}
			b.cutTo(i, true)
			b.mode = inRow
			return true
		case captionGroup, columnsGroup:
			return true
		}
		if b.inScope(tableScope, func(o *element) bool { return o == e }) < 0 {
			return true
		}
		b.endFenced()
		return b.endTable(e, name)
	case inCaption:
		switch e.group {
		case captionGroup:
			b.endFenced()
		case tableGroup:
			b.endFenced()
			return b.endTable(e, name)
		}
		return true
	case inColumns:
		if b.top().kind.group != columnsGroup {
			b.odd = true
			return true
		}
		switch e.group {
		case columnsGroup:
			b.cutTo(len(b.stack)-1, false)
			b.mode = inTable
			return true
		}
		b.cutTo(len(b.stack)-1, false)
		b.mode = inTable
		return b.endTable(e, name)
	}
	b.endRows(e)
	return true
}

// endRows takes the end tag of a row, of the rows or of the whole table, between
// cells.
func (b *builder) endRows(e *element) {
	is := func(o *element) bool { return o == e }
	switch e.group {
	case rowGroup, tableGroup, bodiesGroup:
	default:
		return
	}
	if b.inScope(tableScope, is) < 0 {
		return
	}
	if b.mode == inRow {
		b.backTo(rowGroup)
		b.cutTo(len(b.stack)-1, false)
		b.mode = inBodies
		if e.group == rowGroup {
			return
		}
	}
	if b.mode == inBodies && e.group != rowGroup {
		b.backTo(bodiesGroup)
		b.cutTo(len(b.stack)-1, false)
		b.mode = inTable
	}
	if b.mode == inTable && e.group == tableGroup {
		b.backTo(tableGroup)
		b.cutTo(len(b.stack)-1, false)
		b.resume()
	}
}

// resume finds where the page goes on after a table.
func (b *builder) resume() {
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch b.stack[i].kind.group {
		case cellGroup:
			b.mode = inCell
			return
		case captionGroup:
			b.mode = inCaption
			return
		case rowGroup, bodiesGroup, tableGroup, columnsGroup:
			b.odd = true
			return
		}
	}
	b.mode = inBody
}
