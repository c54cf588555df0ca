package checks

import (
	"encoding/json"
	"time"
)

// Office is the auditee.
type Office struct {
	Name     string   `json:"name"`
	Code     string   `json:"code,omitempty"`
	District string   `json:"district,omitempty"`
	Province string   `json:"province,omitempty"`
	Region   string   `json:"region,omitempty"` // health region, e.g. "6"
	Tags     []string `json:"tags,omitempty"`   // by which a province groups its offices
	Home     string   `json:"home"`
	Scope    []string `json:"scope,omitempty"`   // URL prefixes that are this office's; offices share hosts
	Aliases  []string `json:"aliases,omitempty"` // other names the office goes by, e.g. สสอ.…
	// Responsible and Reviewer override the standards' units.
	Responsible string `json:"responsible,omitempty"`
	Reviewer    string `json:"reviewer,omitempty"`
}

// Site is everything seen in one crawl. It is immutable once the crawl ended.
type Site struct {
	Office    Office
	Home      string // canonical address of the home page
	Started   time.Time
	Ended     time.Time
	Pages     []*Page // in the order in which they were first seen
	Documents []*Document
	Gaps      []Gap
	Stopped   Reason // why the crawl ended early: "", Budget, Stopped …
	StoppedBy string // which budget: "pages", "time", "bytes", "person"; "decided" where enough was known, and Stopped is ""
	Ledger    []Load
	// Renderer says whether pages drawn by script could be looked at.
	Renderer bool
	// Measured holds what gatherers measured, JSON by their keys.
	Measured map[string]json.RawMessage
	index    map[string]Resource
	gaps     map[string]int // address → index in Gaps
	alone    map[string]int // addresses left alone → their gap, in Gaps
	known    *known
}

// TimeUp is the key in Site.Measured that says that not all was measured because
// the run's time was up.
const TimeUp = "time_up"

// Unmeasured is why a measurement is missing.
func (s *Site) Unmeasured() Reason {
	if s.Measured[TimeUp] != nil {
		return Budget
	}
	return NotMeasured
}

// Introduce names an office that was given by its address alone, as its own home
// page does in its title, headings, header, footer and pictures, in this order.
// nameIn finds an office's name and its district in a text.
func (s *Site) Introduce(nameIn func(string) (office, district string)) {
	if s.Office.Name != "" {
		return
	}
	home, ok := s.Find(s.Home).(*Page)
	if !ok {
		return
	}
	c := home.Read()
	texts := []string{c.Title}
	for _, region := range []Region{RegionMain, RegionHeader, RegionFooter} {
		for i := range c.Blocks {
			if b := &c.Blocks[i]; b.Region == region && (b.Kind == BlockHeading || region != RegionMain) {
				texts = append(texts, b.Text)
			}
		}
	}
	for i := range c.Images {
		texts = append(texts, c.Images[i].Alt)
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; len(b.Links()) == 0 {
			texts = append(texts, b.Text)
		}
	}
	for _, t := range texts {
		if name, district := nameIn(t); name != "" {
			s.Office.Name = name
			if s.Office.District == "" {
				s.Office.District = district
			}
			return
		}
	}
}

// Resource is a Page or a Document.
type Resource interface {
	Fetch() *Fetched
	Read() *Content
}

// Fetched is how a resource was come by.
type Fetched struct {
	URL         string   // canonical address, unique in the Site
	Final       string   // address after redirects, as the server gave it
	Aliases     []string // other canonical addresses that led to the same resource
	Status      int
	ContentType string // the header's, which may lie
	Size        int64  // bytes after decompression
	SHA256      string // lower-case hex of the decompressed body
	SeenAt      time.Time
	Path        []string // click path: addresses from home to here, home first, this one last
	Label       string   // text of the first link that led here
	Nth         int      // how many pages and documents had been seen, this one included
	Outside     bool     // outside the office's scope, seen by one hop
	Redirects   []string // addresses passed, first to last
	// Trouble says why a citizen who follows the link gets nothing of use,
	// although the server answered: SignIn, WrongType, EmptyFile, Password,
	// FormClosed, SoftMissing, Challenge, Blocked, Spam, Placeholder; or Unverified
	// where a page off the site stands for something that could not be seen.
	Trouble Reason
	Detail  string
}

// Page is a hypertext page.
type Page struct {
	Fetched
	Content *Content
	Charset Charset
	// Thin is true for a page with hardly any text whose scripts seem to draw it.
	Thin     bool
	Rendered bool // Content is what a browser drew
	aside    any
}

// Aside is what a sentinel made of the page when it passed, nil for nothing: it
// need not look again.
func (p *Page) Aside() any { return p.aside }

// SetAside keeps what the crawl's sentinel made of the page.
func (p *Page) SetAside(x any) { p.aside = x }

// Fetch returns how the page was come by.
func (p *Page) Fetch() *Fetched { return &p.Fetched }

// Read returns what the page says; never nil.
func (p *Page) Read() *Content { return contentOrEmpty(p.Content) }

// Charset says how bytes became text.
type Charset struct {
	Name     string // "utf-8", "windows-874" …
	By       string // what decided: "bom", "valid-utf8", "header", "meta", "thai-share", "fallback"
	Declared string // what the header or the page claimed, "" if nothing
	Damaged  int    // characters that could not be decoded
}

// Document is a file that is no hypertext page.
type Document struct {
	Fetched
	Kind    Kind
	Content *Content // nil if no reader could read it
	Facts   Facts
}

// Fetch returns how the document was come by.
func (d *Document) Fetch() *Fetched { return &d.Fetched }

// Read returns what the document says; never nil.
func (d *Document) Read() *Content { return contentOrEmpty(d.Content) }

// Gap is something that could not be seen.
type Gap struct {
	URL    string    `json:"url"`
	Reason Reason    `json:"reason"`
	Detail string    `json:"detail,omitempty"` // e.g. "HTTP 404", never a secret
	From   string    `json:"from,omitempty"`   // the page that links to it
	Label  string    `json:"label,omitempty"`  // text of that link
	Status int       `json:"status,omitempty"` // HTTP status, 0 if none came
	Tries  int       `json:"tries,omitempty"`
	At     time.Time `json:"at"`
	// Outside is true if the address lies outside the office's scope.
	Outside bool `json:"outside,omitempty"`
	// Sampled is true for addresses left alone on purpose, since others of the
	// same shape were seen: they do not lower coverage.
	Sampled bool `json:"sampled,omitempty"`
	// Sample says more of such addresses; nil where they have no shape in common.
	Sample *Sample `json:"sample,omitempty"`
}

// Sample says how addresses of one shape were sampled; its Gap names one that was
// left alone.
type Sample struct {
	Shape string `json:"shape"` // the address with "#" for numbers and "*" for names
	Asked int    `json:"asked"` // asked for
	Left  int    `json:"left"`  // known and left alone
	Seed  uint64 `json:"seed"`  // of the choice between the newest and the oldest
	// Endless is true where the pages kept leading on to more of their kind.
	Endless bool `json:"endless,omitempty"`
}

// Load is what one host was asked for, by the crawl, the browser and the
// technical checks together: the load ledger.
type Load struct {
	Host          string `json:"host"`                  // with the port where it is not the scheme's own
	Requests      int    `json:"requests"`              // as sent, repeated ones and redirects included
	Connections   int    `json:"connections,omitempty"` // opened, those without a request included
	Bytes         int64  `json:"bytes"`                 // as received by the connections, before decryption and decompression
	BusiestMinute int    `json:"busiest_minute"`        // most requests in sixty seconds, by the second
	// CrawlDelay is how many seconds robots.txt asks to be left between requests;
	// more than 30 are not obeyed.
	CrawlDelay int `json:"crawl_delay,omitempty"`
}

// Find gives the resource at a canonical address or one of its aliases; nil if
// there is none.
func (s *Site) Find(key string) Resource {
	if s.index == nil {
		s.Index()
	}
	if r, ok := s.index[key]; ok {
		return r
	}
	return nil
}

// Index rebuilds the look-ups behind Find and GapAt; call it after changing
// Pages, Documents or Gaps.
func (s *Site) Index() {
	s.index = make(map[string]Resource, 2*(len(s.Pages)+len(s.Documents)))
	put := func(a string, r Resource) {
		if _, taken := s.index[a]; !taken && a != "" {
			s.index[a] = r
		}
	}
	add := func(r Resource) {
		f := r.Fetch()
		put(f.URL, r)
		put(f.Final, r)
		for _, a := range f.Aliases {
			put(a, r)
		}
	}
	for _, p := range s.Pages {
		add(p)
	}
	for _, d := range s.Documents {
		add(d)
	}
	s.known = &known{}
	s.gaps = make(map[string]int, len(s.Gaps))
	for i := range s.Gaps {
		if _, known := s.gaps[s.Gaps[i].URL]; !known {
			s.gaps[s.Gaps[i].URL] = i
		}
	}
}

// GapAt gives the first gap at a canonical address; nil if there is none.
func (s *Site) GapAt(key string) *Gap {
	if s.gaps == nil {
		s.Index()
	}
	i, ok := s.gaps[key]
	if !ok {
		i, ok = s.alone[key]
	}
	if ok && i < len(s.Gaps) {
		return &s.Gaps[i]
	}
	return nil
}

// LeaveAlone lets a gap be found by a further canonical address that it stands for:
// one that was left alone with others of its shape.
func (s *Site) LeaveAlone(key string, gap int) {
	if s.alone == nil {
		s.alone = map[string]int{}
	}
	s.alone[key] = gap
}
