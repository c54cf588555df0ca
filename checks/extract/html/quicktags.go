package html

// start takes a start tag, whose attributes were read.
func (b *builder) start(name string) {
	e := elementOf(name)
	switch e.group {
	case oddGroup:
		b.odd = true
		return
	case htmlGroup:
		if b.odd = b.mode != atStart; !b.odd {
			b.open(e, name)
			b.mode = beforeHead
		}
		return
	}
	if b.headTag(e) {
		return
	}
	switch b.mode {
	case inTable, inBodies, inRow, inColumns, inCaption, inCell:
		if b.tablePart(e) {
			return
		}
	}
	b.bodyTag(e, name)
}

// headTag takes a start tag before the body. It reports whether the tag was that
// of a head, or belongs there.
func (b *builder) headTag(e *element) bool {
	if b.mode > afterHead && b.mode < afterBody {
		return false
	}
	switch e.group {
	case headGroup:
		switch b.mode {
		case atStart:
			b.implied("html")
			fallthrough
		case beforeHead:
			b.head = b.open(e, e.name)
			b.mode = inHead
		case afterBody, afterAll:
			b.mode = inBody
		}
		return true
	case metaGroup, rawGroup:
	case bodyRaw:
		if e.name != "noscript" || b.mode > inHead {
			b.ready()
			return false
		}
	case bodyGroup:
		if b.mode >= afterBody {
			b.odd = true
			return true
		}
		if b.mode != afterHead {
			b.before(afterHead)
		}
		b.open(e, e.name)
		b.mode = inBody
		return true
	default:
		b.ready()
		return false
	}
	switch b.mode {
	case afterBody, afterAll:
		b.mode = inBody
		return false
	case afterHead:
		b.stack = append(b.stack, b.head)
		b.headPart(e)
		b.stack = b.stack[:len(b.stack)-1]
	default:
		b.before(inHead)
		b.headPart(e)
	}
	return true
}

// before makes what a page left out up to a place in its head.
func (b *builder) before(to mode) {
	if b.mode == atStart {
		b.implied("html")
		b.mode = beforeHead
	}
	if b.mode == beforeHead && to >= inHead {
		b.head = b.implied("head")
		b.mode = inHead
	}
	if b.mode == inHead && to >= afterHead {
		b.stack = b.stack[:len(b.stack)-1]
		b.mode = afterHead
	}
}

// headPart adds an element that may stand in a head.
func (b *builder) headPart(e *element) {
	if e.group == metaGroup {
		b.leaf(e, e.name)
		return
	}
	b.verbatim(e)
}

// bodyTag takes the start tag of an element that shows something.
func (b *builder) bodyTag(e *element, name string) {
	switch e.group {
	case blockGroup, preGroup, paragraphGroup:
		b.endParagraph()
		b.open(e, name)
	case headingGroup:
		b.endParagraph()
		if b.top().kind.group == headingGroup {
			b.cutTo(len(b.stack)-1, false)
		}
		b.open(e, name)
	case formGroup:
		if b.form != nil {
			return
		}
		b.endParagraph()
		b.form = b.open(e, name)
	case itemGroup, termGroup:
		b.item(e)
	case buttonGroup:
		b.odd = b.groupInScope(anyScope, buttonGroup) >= 0
		b.open(e, name)
	case formatGroup:
		b.format(e)
	case tableGroup:
		if i := b.groupInScope(buttonScope, paragraphGroup); i >= 0 && !b.quirks {
			b.odd = b.odd || b.maybe
			b.cutTo(i, false)
		}
		b.open(e, name)
		b.mode = inTable
	case emptyGroup, paramGroup, metaGroup:
		b.leaf(e, name)
	case inputGroup:
		if i := b.groupInScope(anyScope, selectGroup); i >= 0 {
			b.cutTo(i, false)
		}
		b.leaf(e, name)
	case ruleGroup:
		if b.groupInScope(buttonScope, paragraphGroup) >= 0 {
			b.endImplied(paragraphGroup)
			if i := b.groupInScope(anyScope, paragraphGroup); i >= 0 {
				b.cutTo(i, false)
			}
		}
		if b.groupInScope(anyScope, selectGroup) >= 0 {
			b.endImplied(plainGroup)
		}
		b.leaf(e, name)
	case rawGroup, areaGroup:
		b.verbatim(e)
	case bodyRaw:
		if e.name == "xmp" {
			b.endParagraph()
		}
		b.verbatim(e)
	case selectGroup:
		if i := b.groupInScope(anyScope, selectGroup); i >= 0 {
			b.cutTo(i, false)
			return
		}
		b.open(e, name)
	case optionGroup, optionsGroup:
		switch {
		case b.groupInScope(anyScope, selectGroup) < 0:
			if b.top().kind.group == optionGroup {
				b.cutTo(len(b.stack)-1, false)
			}
		case e.group == optionGroup:
			b.endImplied(optionsGroup)
		default:
			b.endImplied(plainGroup)
		}
		b.open(e, name)
	case bodyGroup:
		b.odd = true
	case headGroup, captionGroup, columnsGroup, columnGroup, bodiesGroup, rowGroup, cellGroup:
		// nothing outside a table
	default: // plain elements, and those that formatting does not reach out of
		b.open(e, name)
	}
}

// item begins an item of a list, and ends the one before.
func (b *builder) item(e *element) {
	for i := len(b.stack) - 1; i >= 0; i-- {
		o := b.stack[i].kind
		if o.group == e.group {
			b.cutTo(i, false)
			break
		}
		if o.special && o.name != "address" && o.name != "div" && o.name != "p" {
			break
		}
	}
	b.endParagraph()
	b.open(e, e.name)
}

// format begins an element of formatting.
func (b *builder) format(e *element) {
	most := 3 // of one kind: a parser forgets some of more
	if e.name == "a" || e.name == "nobr" {
		most = 1 // the second ends the first
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		o := b.stack[i].kind
		if o.group == cellGroup || o.group == captionGroup || o.group == markerGroup {
			break
		}
		if o == e {
			if most--; most == 0 {
				b.odd = true
				return
			}
		}
	}
	b.open(e, e.name)
}

// end takes an end tag.
func (b *builder) end(name string) {
	e := elementOf(name)
	if e.group == oddGroup || name == "br" {
		b.odd = true
		return
	}
	switch b.mode {
	case atStart:
		b.odd = true
	case beforeHead, inHead, afterHead:
		b.endHead(e)
	case afterBody, afterAll:
		if e.group == htmlGroup && b.mode == afterBody {
			b.mode = afterAll
			return
		}
		b.mode = inBody
		b.endBody(e, name)
	case inBody:
		b.endBody(e, name)
	default:
		if !b.endTable(e, name) {
			b.endBody(e, name)
		}
	}
}

// endHead takes an end tag before the body; others than the head's own mean
// nothing there.
func (b *builder) endHead(e *element) {
	switch e.group {
	case headGroup:
		switch b.mode {
		case beforeHead:
			b.before(afterHead)
		case inHead:
			b.before(afterHead)
		}
	case bodyGroup, htmlGroup:
		b.ready()
		b.endBody(e, e.name)
	}
}

// endBody takes an end tag in the body.
func (b *builder) endBody(e *element, name string) {
	switch e.group {
	case bodyGroup, htmlGroup:
		if b.groupInScope(anyScope, bodyGroup) >= 0 {
			b.mode = afterBody
			if e.group == htmlGroup {
				b.mode = afterAll
			}
		}
	case blockGroup, buttonGroup, preGroup, selectGroup:
		is := func(o *element) bool { return o == e }
		if b.inScope(anyScope, is) < 0 {
			return
		}
		b.endImplied(plainGroup)
		if i := b.inScope(anyScope, is); i >= 0 {
			b.cutTo(i, false)
		}
	case formGroup:
		form := b.form
		b.form = nil
		i := b.groupInScope(anyScope, formGroup)
		if form == nil || i < 0 || b.stack[i] != form {
			return
		}
		b.endImplied(plainGroup)
		b.stack = append(b.stack[:i], b.stack[i+1:]...)
	case paragraphGroup:
		if b.groupInScope(buttonScope, paragraphGroup) < 0 {
			b.implied("p")
		}
		b.endParagraph()
	case itemGroup:
		if i := b.groupInScope(itemScope, itemGroup); i >= 0 {
			b.cutTo(i, false)
		}
	case termGroup:
		if i := b.inScope(anyScope, func(o *element) bool { return o == e }); i >= 0 {
			b.cutTo(i, false)
		}
	case headingGroup:
		if i := b.groupInScope(anyScope, headingGroup); i >= 0 {
			b.cutTo(i, false)
		}
	case formatGroup:
		b.endFormat(e)
	case markerGroup:
		if i := b.inScope(anyScope, func(o *element) bool { return o == e }); i >= 0 {
			b.cutTo(i, true)
		}
	default:
		for i := len(b.stack) - 1; i >= 0; i-- {
			n := b.stack[i]
			if n.kind == e && (e != unknown || n.Data == name) {
				b.cutTo(i, false)
				return
			}
			if n.kind.special {
				return
			}
		}
	}
}

// endFormat ends an element of formatting together with the plain elements in
// it. Where a block began in it, or other formatting, the rules are not for this
// builder; where it is not open, nothing ends.
func (b *builder) endFormat(e *element) {
	blocks, others := false, false
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch o := b.stack[i].kind; {
		case o == e:
			if b.odd = b.odd || blocks || others; !b.odd {
				b.stack = b.stack[:i]
			}
			return
		case o.group == markerGroup || o.group == cellGroup || o.group == captionGroup:
			return
		case o.special || o.stops != 0:
			blocks = true
		case o.group == formatGroup:
			others = true
		}
	}
}
