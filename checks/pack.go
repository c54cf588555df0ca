package checks

import (
	"slices"
	"strings"
)

// Pack gives a content memory of its own and no more of it than it needs: lists
// of exactly their length, and texts that share gives in place of those cut from
// a page, which is so not kept alive. What rows of one table have in common they
// share.
func (c *Content) Pack(share func(string) string) {
	text := func(s *string) {
		if *s == "" {
			*s = "" // of a page, however short
			return
		}
		*s = share(*s)
	}
	texts := func(list []string) {
		for i := range list {
			text(&list[i])
		}
	}
	for _, s := range []*string{&c.Title, &c.Lang, &c.Description, &c.Generator, &c.Canonical, &c.Base, &c.NoScript, &c.HiddenText} {
		text(s)
	}
	c.packBlocks(text, texts)
	c.Links, c.CommentLinks = packLinks(c.Links, c.Blocks, text), packLinks(c.CommentLinks, nil, text)
	c.Images = exact(c.Images)
	for i := range c.Images {
		im := &c.Images[i]
		text(&im.Src)
		text(&im.Alt)
		text(&im.File)
	}
	for i := range c.Forms {
		f := &c.Forms[i]
		text(&f.Action)
		text(&f.Text)
		for j := range f.Fields {
			text(&f.Fields[j].Type)
			text(&f.Fields[j].Name)
			text(&f.Fields[j].Label)
		}
	}
	texts(c.Scripts)
	texts(c.ScriptWords)
	texts(c.Markup.Repeated)
	texts(c.Markup.Feeds)
	texts(c.Markup.Styles)
	ids := make(map[string]bool, len(c.IDs))
	for id := range c.IDs {
		text(&id)
		ids[id] = true
	}
	c.IDs = ids
}

// packBlocks packs the blocks with what stands apart of them.
func (c *Content) packBlocks(text func(*string), texts func([]string)) {
	c.Blocks = exact(c.Blocks)
	apart, cells, numbers := 0, 0, 0
	for i := range c.Blocks {
		if m := c.Blocks[i].more; m != nil {
			apart++
			cells += len(m.cells)
			for _, l := range m.lists {
				numbers += len(l)
			}
		}
	}
	more, all, list := make([]blockMore, 0, apart), make([]string, 0, cells), make([]int32, 0, numbers)
	heads := map[*string][]string{} // of tables, which the rows of each have in common
	for i := range c.Blocks {
		b := &c.Blocks[i]
		text(&b.Text)
		if b.more == nil {
			continue
		}
		m := *b.more
		for k := range m.lists {
			m.lists[k], list = packed(m.lists[k], list)
		}
		m.cells, all = packed(m.cells, all)
		rest := b.Text
		for j := range m.cells {
			rest = part(&m.cells[j], rest, text)
		}
		if len(m.header) > 0 {
			first := &m.header[0]
			if heads[first] == nil {
				heads[first] = slices.Clone(m.header)
				texts(heads[first])
			}
			m.header = heads[first]
		}
		more = append(more, m)
		b.more = &more[len(more)-1]
	}
}

// packLinks packs links. What one says is mostly what the block that it stands in
// says, and so is what stands around it.
func packLinks(links []Link, blocks []Block, text func(*string)) []Link {
	links = exact(links)
	apart := 0
	for i := range links {
		if w, _, _ := links[i].brief(); w != (Wording{}) {
			apart++
		}
	}
	said := make([]Wording, 0, apart)
	for i := range links {
		l := &links[i]
		around := ""
		if l.Block >= 0 && l.Block < len(blocks) {
			around = blocks[l.Block].Text
		}
		w, tail, titled := l.brief()
		text(&l.URL)
		part(&l.Text, around, text)
		l.more, l.tail, l.titled = nil, tail, titled
		if w == (Wording{}) {
			continue
		}
		text(&w.Href)
		part(&w.Title, around, text)
		part(&w.Context, around, text)
		text(&w.Rel)
		said = append(said, w)
		l.more = &said[len(said)-1]
	}
	return links
}

// part makes a text one with the first place in a kept one where it stands, or
// keeps it by itself, and gives what of the kept one is left after it.
func part(s *string, kept string, text func(*string)) string {
	if at := strings.Index(kept, *s); at >= 0 {
		end := at + len(*s)
		*s = kept[at:end]
		return kept[end:]
	}
	text(s)
	return kept
}

func exact[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return append(make([]T, 0, len(list)), list...)
}

// packed moves a list to the end of another.
func packed[T any](list, all []T) (moved, rest []T) {
	if list == nil {
		return nil, all
	}
	n := len(all)
	all = append(all, list...)
	return all[n:len(all):len(all)], all
}
