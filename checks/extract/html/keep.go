package html

import (
	"hash/maphash"
	"strings"
	"sync"

	"github.com/truatweb/truatweb/checks"
)

const (
	wordSets    = 1 << 11 // sets of two texts that are remembered
	longestWord = 512     // bytes of each
)

// vocabulary remembers texts, so that pages which repeat them, as those of a site
// do their menus, share them. It is bounded: what was met again outlives what was
// not. Safe for concurrent use.
type vocabulary struct {
	mu   sync.Mutex
	seed maphash.Seed
	sets [][2]word // none: nothing is remembered
}

type word struct {
	text  string
	again bool // was met again
}

func newVocabulary() *vocabulary {
	return &vocabulary{seed: maphash.MakeSeed(), sets: make([][2]word, wordSets)}
}

// share gives a text equal to s that holds on to nothing else, the one remembered
// if there is one. The lock is held.
func (v *vocabulary) share(s string) string {
	if len(s) > longestWord || v.sets == nil {
		return strings.Clone(s)
	}
	h := maphash.String(v.seed, s)
	set := &v.sets[h%wordSets]
	for i := range set {
		if set[i].text == s {
			set[i].again = true
			return set[i].text
		}
	}
	i := int(h>>32) & 1
	if set[i].again && !set[1-i].again {
		i = 1 - i
	}
	s = strings.Clone(s)
	set[0].again, set[1].again = set[0].again && i != 0, set[1].again && i != 1
	set[i].text = s
	return s
}

func (v *vocabulary) text(s *string) {
	if *s != "" {
		*s = v.share(*s)
		return
	}
	*s = "" // of a page, however short
}

func (v *vocabulary) texts(list []string) {
	for i := range list {
		v.text(&list[i])
	}
}

// keep copies the texts of a content: the page that they were cut from is not kept
// alive, and each can be kept alone. The lock is held, and the heads of tables
// were copied before.
func (v *vocabulary) keep(c *checks.Content) {
	for _, s := range []*string{&c.Title, &c.Lang, &c.Description, &c.Generator, &c.Canonical, &c.Base, &c.NoScript, &c.HiddenText} {
		v.text(s)
	}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		v.text(&b.Text)
		rest := b.Text
		for j := range b.Cells {
			rest = v.part(&b.Cells[j], rest)
		}
	}
	v.links(c.Links)
	v.links(c.CommentLinks)
	for i := range c.Images {
		im := &c.Images[i]
		v.text(&im.Src)
		v.text(&im.Alt)
		v.text(&im.File)
	}
	for i := range c.Forms {
		f := &c.Forms[i]
		v.text(&f.Action)
		v.text(&f.Text)
		for j := range f.Fields {
			v.text(&f.Fields[j].Type)
			v.text(&f.Fields[j].Name)
			v.text(&f.Fields[j].Label)
		}
	}
	v.texts(c.Scripts)
	v.texts(c.ScriptWords)
	v.texts(c.Markup.Repeated)
	v.texts(c.Markup.Feeds)
	v.texts(c.Markup.Styles)
	ids := make(map[string]bool, len(c.IDs))
	for id := range c.IDs {
		v.text(&id)
		ids[id] = true
	}
	c.IDs = ids
}

// part makes a text one with the first place in a kept one where it stands, or
// keeps it by itself, and gives what of the kept one is left after it.
func (v *vocabulary) part(s *string, kept string) string {
	if at := strings.Index(kept, *s); at >= 0 {
		end := at + len(*s)
		*s = kept[at:end]
		return kept[end:]
	}
	v.text(s)
	return kept
}

func (v *vocabulary) links(list []checks.Link) {
	for i := range list {
		l := &list[i]
		v.text(&l.URL)
		if l.Href != "" && strings.HasSuffix(l.URL, l.Href) {
			l.Href = l.URL[len(l.URL)-len(l.Href):]
		} else {
			v.text(&l.Href)
		}
		v.text(&l.Text)
		v.text(&l.Title)
		v.text(&l.Context)
		v.text(&l.Rel)
	}
}
