// Package privacy is a sentinel: it notices, while pages and documents pass by,
// that people's data lie open on an office's site: national ids, lists of
// private telephones, patient and account numbers, illnesses with names. It
// tells where and how many, shows of a national id the first and the last digit
// and of the rest nothing, and [Mask] takes such numbers out of what an audit
// quotes.
//
// It reads text. What only a picture shows, such as a scanned identity card, it
// cannot see; a file that is named as one is told.
package privacy

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Figures of this file are chosen by us.
const (
	fewPhones     = 5  // rows of names with mobile numbers
	fewPatients   = 3  // rows of names with illnesses
	fewBare       = 3  // valid bare numbers without a word beside them
	mostResources = 20 // told one by one for each sign
)

// The signs, as Warning.Detail begins. Reports put them into words.
const (
	signID      = "national_id"       // valid, of a person
	signLike    = "national_id_form"  // valid, but begins with 0 or 9 as no person's does
	signPhones  = "phone_list"        //
	signHN      = "patient_number"    //
	signAccount = "bank_account"      //
	signIllness = "health_condition"  //
	signCard    = "id_card_file"      // by its name
	signMore    = "more_of_this_kind" // resources beyond those told one by one
)

// Look tells which pages and documents hold people's data: one warning for each
// resource and sign, up to some twenty of a sign, with the number of rows or
// numbers. Detail begins with the sign; after "national_id" follows the first
// number, masked.
func Look(site *checks.Site) []checks.Warning {
	var out []checks.Warning
	told := map[string]int{}
	for _, r := range resources(site) {
		for _, w := range look(r) {
			sign, _, _ := strings.Cut(w.Detail, " ")
			if told[sign]++; told[sign] <= mostResources {
				out = append(out, w)
				continue
			}
			more := sign + " " + signMore
			if i := slices.IndexFunc(out, func(o checks.Warning) bool { return o.Detail == more }); i >= 0 {
				out[i].Count += w.Count
			} else {
				w.Detail = more
				out = append(out, w)
			}
		}
	}
	return out
}

func resources(site *checks.Site) []checks.Resource {
	var out []checks.Resource
	for _, p := range site.Pages {
		if !p.Outside && p.Trouble != checks.Spam {
			out = append(out, p)
		}
	}
	for _, d := range site.Documents {
		if !d.Outside {
			out = append(out, d)
		}
	}
	return out
}

// counts are what one resource holds.
type counts struct {
	ids, like, phones, patients, accounts, ill int
	first                                      string // id, masked
	candidates, doubtful                       int    // bare numbers without a word beside them, and the valid ones among them
	doubt                                      string
}

func look(r checks.Resource) []checks.Warning {
	c := r.Read()
	var n counts
	heading, seen := c.Title, false
	above := c.Title + "\n" + heading
	lists := patientLists.In(above)
	var head columns
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind == checks.BlockHeading {
			heading = b.Text
			above = c.Title + "\n" + heading
			lists = patientLists.In(above)
		}
		if b.Region == checks.RegionMenu {
			continue
		}
		if enough(b.Text, 5) {
			n.numbers(b, above)
		}
		if b.Kind == checks.BlockRow && len(b.Header()) > 0 || seen {
			head.of(b)
			n.illness(b, &head, lists)
		}
		if b.Kind == checks.BlockHeading || i == 0 {
			seen = patientLists.In(c.Title + heading)
		}
	}
	if c.HiddenText != "" && enough(c.HiddenText, 13) {
		n.numbers(&checks.Block{Kind: checks.BlockText, Text: c.HiddenText}, "")
	}
	if n.doubtful >= fewBare && n.doubtful*2 >= n.candidates {
		n.ids += n.doubtful
		if n.first == "" {
			n.first = n.doubt
		}
	}
	return n.warnings(r)
}

func (n *counts) warnings(r checks.Resource) []checks.Warning {
	var out []checks.Warning
	note := func(detail string, count, least int) {
		if count >= least {
			out = append(out, checks.Warning{Kind: "personal_data", URL: r.Fetch().URL, Detail: detail, Count: count})
		}
	}
	note(signID+" "+n.first, n.ids, 1)
	note(signLike, n.like, 1)
	note(signHN, n.patients, 1)
	note(signAccount, n.accounts, 1)
	note(signIllness, n.ill, fewPatients)
	note(signPhones, n.phones, fewPhones)
	if d, ok := r.(*checks.Document); ok && cardScan(d) {
		note(signCard, 1, 1)
	}
	return out
}

// numbers looks at one block that has digits.
func (n *counts) numbers(b *checks.Block, above string) {
	hn := patients(b.Text) || slices.ContainsFunc(b.Header(), patientColumn)
	if !hn && !enough(b.Text, 10) {
		return
	}
	f := read(b.Text)
	header := strings.Join(b.Header(), " ")
	found, mobiles := f.ids(), f.mobiles()
	account := (strings.Contains(b.Text, "บัญชี") || strings.Contains(header, "บัญชี")) && len(f.accounts()) > 0
	if !hn && len(found) == 0 && mobiles == 0 && !account {
		return
	}
	people := names(b.Text)
	if len(found) > 0 {
		told := idWords.In(b.Text) || idWords.In(header) || idWords.In(above)
		firm := firmWords.In(b.Text) || firmWords.In(header)
		for _, x := range found {
			n.id(x, told, people > 0, firm)
		}
	}
	if people == 0 || invented.In(b.Text) {
		return
	}
	if mobiles > 0 && !directory(b, header, above) {
		n.phones += min(mobiles, people)
	}
	if account && !ownAccounts.In(b.Text+header+above) {
		n.accounts += min(len(f.accounts()), people)
	}
	if hn {
		n.patient(f, b, people)
	}
}

func (n *counts) id(x id, told, named, firm bool) {
	person := x.digits[0] >= '1' && x.digits[0] <= '8'
	switch {
	case !person:
		if x.valid && !x.attached && !firm && (told || named) {
			n.like++
		}
	case x.attached:
	case x.form == dashed && x.valid, x.valid && (told || named) && (x.form != boxes || told):
		n.ids++
		if n.first == "" {
			n.first = shown(x.digits)
		}
	case x.form == bare || x.form == spaced:
		n.candidates++
		if x.valid {
			if n.doubtful++; n.doubtful == 1 {
				n.doubt = shown(x.digits)
			}
		}
	}
}

// directory reports whether telephones beside names are what an office says of
// its own staff or of firms, with their posts or under a directory's heading,
// and not a list of private people.
func directory(b *checks.Block, header, above string) bool {
	return !privateWords.In(above+header) && (directoryWords.In(above) || postWords.In(b.Text) || postWords.In(header))
}

// patient counts people named beside a patient's number.
func (n *counts) patient(f *figures, b *checks.Block, people int) {
	hn := 0
	for i := range f.groups {
		if f.patient(i) {
			hn++
		}
	}
	for i, h := range b.Header() {
		if patientColumn(h) && i < len(b.Cells()) && enough(b.Cells()[i], 4) {
			hn = max(hn, 1)
		}
	}
	n.patients += min(hn, people)
}

// patientColumn reports whether a column of a table holds patients' numbers.
func patientColumn(h string) bool {
	h = strings.ToUpper(strings.Trim(h, " ."))
	return h == "HN" || h == "H.N" || strings.HasPrefix(h, "เลข HN") || strings.HasPrefix(h, "เลขที่ผู้ป่วย")
}

// columns are what the head of a table says, which its rows have in common.
type columns struct {
	first *string // of the head
	ill   bool    // names an illness
	staff bool    // names who is in charge
}

func (h *columns) of(b *checks.Block) {
	switch {
	case len(b.Header()) == 0:
		*h = columns{}
	case h.first != &b.Header()[0]:
		header := strings.Join(b.Header(), " ")
		*h = columns{&b.Header()[0], illnessCols.In(header), strings.Contains(header, "รับผิดชอบ")}
	}
}

// illness counts people named in a list of the ill; lists is what the heading says.
func (n *counts) illness(b *checks.Block, head *columns, lists bool) {
	listed := lists && (b.Kind == checks.BlockRow || b.Kind == checks.BlockItem || enough(b.Text, 1))
	if !listed && !head.ill || head.staff {
		return
	}
	if people := names(b.Text); people > 0 && !postWords.In(b.Text) && !invented.In(b.Text) {
		n.ill += people
	}
}

// cardScan reports whether a picture or a scan is named as an identity card.
func cardScan(d *checks.Document) bool {
	if d.Kind != checks.KindImage && !d.Facts.NoText {
		return false
	}
	u, err := url.Parse(d.URL)
	return err == nil && cardFiles.In(strings.ToLower(path.Base(u.Path)))
}
