package auditor

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of the second look.
const (
	mostScans    = 30 // recognised in one audit
	mostOfOne    = 3  // for one finding
	mostLooking  = 5 * time.Minute
	quoteLength  = 240 // characters
	leastLetters = 8   // Thai letters in a quote that says something
	leastSounds  = 4   // syllables of a word that is looked for by its consonants
)

// Recogniser recognises text in a picture or in the pages of a scan. Its content
// has Facts.OCR.
type Recogniser interface {
	Recognise(ctx context.Context, body []byte, kind checks.Kind) (*checks.Content, error)
}

// Scans gives the bytes of documents by their hash; nil for what was not kept.
type Scans interface {
	Bytes(sum string) ([]byte, error)
}

// lookAgain has the scans recognised that undecided findings rest on, and adds
// to those findings what the scans seem to say. Recognised text is for a person
// who decides: it changes no verdict and no reason, and brings no year.
func (a *Auditor) lookAgain(ctx context.Context, site *checks.Site, when match.When, out *checks.Audit) {
	if a.o.Recogniser == nil || a.o.Scans == nil || ctx.Err() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, mostLooking)
	defer cancel()
	read := a.recognise(ctx, wanted(site, out))
	if len(read) == 0 {
		return
	}
	again := a.o.Matcher.Judge(withText(site, read), when)
	for i := range out.Findings {
		f := &out.Findings[i]
		if !undecided(f) {
			continue
		}
		quotes := quoted(f, again)
		if len(quotes) == 0 {
			quotes = passages(f, read)
		}
		f.Evidence = append(slices.Clip(f.Evidence), quotes...)
	}
	redact(out)
}

// undecided reports whether a finding waits for somebody to look at a picture or
// scan.
func undecided(f *checks.Finding) bool {
	return f.Verdict == checks.NeedsEyes && (slices.Contains(f.Reasons, checks.ImageOnly) || slices.Contains(f.Reasons, checks.UnreadableText))
}

// wanted lists the scans that undecided findings rest on, in their order.
func wanted(site *checks.Site, out *checks.Audit) []*checks.Document {
	bySum := map[string]*checks.Document{}
	for _, d := range site.Documents {
		if scan(d) && bySum[d.SHA256] == nil {
			bySum[d.SHA256] = d
		}
	}
	var list []*checks.Document
	for i := range out.Findings {
		f := &out.Findings[i]
		if !undecided(f) {
			continue
		}
		n := 0
		for _, e := range f.Evidence {
			if d := bySum[e.SHA256]; d != nil && n < mostOfOne {
				n++
				if !slices.Contains(list, d) && len(list) < mostScans {
					list = append(list, d)
				}
			}
		}
	}
	return list
}

// recognise gives what scans seem to say, by the hash of their bytes.
func (a *Auditor) recognise(ctx context.Context, scans []*checks.Document) map[string]*checks.Content {
	out := map[string]*checks.Content{}
	for _, d := range scans {
		body, err := a.o.Scans.Bytes(d.SHA256)
		if err != nil || body == nil {
			continue // a person looks, as without
		}
		c, err := a.o.Recogniser.Recognise(ctx, body, d.Kind)
		if ctx.Err() != nil {
			return out
		}
		if err == nil && len(c.Blocks) > 0 && c.Facts.OCR {
			out[d.SHA256] = c
		}
	}
	return out
}

// withText is the site with the recognised text in its scans. The site itself is
// left as it was seen.
func withText(site *checks.Site, read map[string]*checks.Content) *checks.Site {
	s := *site
	s.Documents = slices.Clone(site.Documents)
	for i, d := range s.Documents {
		text := read[d.SHA256]
		if text == nil || !scan(d) {
			continue
		}
		known, with := d.Read(), *d
		c := &checks.Content{Kind: d.Kind, Title: known.Title, Links: known.Links, Images: known.Images, Blocks: text.Blocks, Facts: d.Facts}
		c.Facts.OCR, c.Facts.NoText, c.Facts.Garbled, c.Facts.Reader = true, true, false, text.Facts.Reader
		with.Content, with.Facts = c, c.Facts
		s.Documents[i] = &with
	}
	s.Index()
	return &s
}

// quoted gives the recognised passages that judging the scans' text rests on.
func quoted(f *checks.Finding, again []checks.Finding) []checks.Evidence {
	i := slices.IndexFunc(again, func(g checks.Finding) bool { return g.Standard == f.Standard && g.ID == f.ID })
	if i < 0 || again[i].Verdict != checks.NeedsEyes {
		return nil
	}
	var out []checks.Evidence
	for _, e := range again[i].Evidence {
		rests := slices.ContainsFunc(f.Evidence, func(have checks.Evidence) bool { return have.SHA256 == e.SHA256 })
		if e.OCR && rests && e.Place != checks.AtFile && e.Place != checks.AtRow && e.Place != checks.AtLink && says(e.Quote) {
			e.Year = 0
			out = append(out, e)
		}
	}
	return out
}

// passages gives of each scan that a finding rests on the passage that has to do
// with it most: one with a word that was looked for, or else the first that says
// anything.
func passages(f *checks.Finding, read map[string]*checks.Content) []checks.Evidence {
	var out []checks.Evidence
	done := map[string]bool{}
	for _, e := range f.Evidence {
		c := read[e.SHA256]
		if c == nil || done[e.SHA256] {
			continue
		}
		done[e.SHA256] = true
		if q := passage(c, f.Searched.Words); q != "" {
			out = append(out, checks.Evidence{URL: e.URL, Title: e.Title, Place: checks.AtText, Quote: q, SHA256: e.SHA256, SeenAt: e.SeenAt, Path: e.Path, Label: e.Label, OCR: true})
		}
	}
	return out
}

func passage(c *checks.Content, searched []string) string {
	keys := []struct {
		of    func(string) string
		least int
	}{{thai.Fold, 1}, {thai.Skeleton, leastSounds}} // recognition loses marks before letters
	for _, key := range keys {
		for i := range c.Blocks {
			text := key.of(c.Blocks[i].Text)
			if says(c.Blocks[i].Text) && slices.ContainsFunc(searched, func(w string) bool {
				k := key.of(w)
				return k != "" && thai.Syllables(w) >= key.least && strings.Contains(text, k)
			}) {
				return cut(c.Blocks[i].Text)
			}
		}
	}
	for i := range c.Blocks {
		if says(c.Blocks[i].Text) {
			return cut(c.Blocks[i].Text)
		}
	}
	return ""
}

func says(s string) bool {
	n, _, _ := thai.Letters(s)
	return n >= leastLetters
}

func cut(s string) string {
	if r := []rune(s); len(r) > quoteLength {
		return string(r[:quoteLength]) + "…"
	}
	return s
}
