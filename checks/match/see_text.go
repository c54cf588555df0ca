package match

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// seeText wants min characters (default 40) of text outside headings and links.
func seeText(b *body, min int) sighting {
	if min < 2 {
		min = 40
	}
	n, longest := b.prose()
	if n >= min {
		return saw(b.s, longest, checks.AtText)
	}
	// a short file is often set in one size, all of it large: what looks like
	// headings is its text
	out, all := sighting{}, 0
	b.each(func(s *seen, i int) bool {
		if s.doc != nil {
			if all += s.blocks[i].length(); all >= min {
				out = saw(s, s.c.Blocks[i].Text, checks.AtText)
			}
		}
		return !out.ok
	})
	return out
}

// seeProse wants running text of several sentences: at least 200 characters, of
// which a good part stands in blocks long enough to be sentences.
func seeProse(b *body, min int) sighting {
	if min < 2 {
		min = 200
	}
	n, longest := b.prose()
	long := 0
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if bl.Kind != checks.BlockHeading && s.blocks[i].length() >= 60 && !linkHeavy(s, i) {
			long += s.blocks[i].length()
		}
		return true
	})
	if n < min || long < min/2 {
		return sighting{}
	}
	return saw(b.s, longest, checks.AtText)
}

func linkHeavy(s *seen, i int) bool {
	n := 0
	for _, li := range s.c.Blocks[i].Links() {
		n += s.links[li].length()
	}
	return n*2 > s.blocks[i].length()
}

var (
	foundingWords = foldAll("ก่อตั้ง", "จัดตั้งขึ้น", "ได้จัดตั้ง", "ตั้งเป็น", "ยกฐานะ", "สุขศาลา", "โอสถสภา", "โอสถศาลา", "สถานีอนามัย", "ที่ทำการอนามัย", "กิ่งอำเภอ", "เดิมชื่อ", "เดิมเป็น",
		"เดิมใช้", "เดิมตั้งอยู่", "เริ่มจาก", "เริ่มแรก", "เปิดดำเนินการ", "เปิดทำการ", "บริจาคที่ดิน", "งบประมาณก่อสร้าง", "ก่อสร้างอาคาร", "สร้างอาคาร", "ย้ายมา", "ย้ายที่ทำการ", "แยกออกจาก", "ไร่", "ตารางวา", "สาธารณสุขอำเภอคนแรก", "หัวหน้าคนแรก", "แรกเริ่ม", "อาคารหลังเดิม", "ในอดีต",
		"แต่เดิม", "จัดตั้งเป็น", "ตั้งขึ้นเมื่อ", "เปลี่ยนชื่อเป็น", "ย้ายไปอยู่", "แยกตัว", "แยกเป็นอำเภอ", "เปิดใช้อาคาร", "อาคารหลังปัจจุบัน", "เรือนไม้", "อาคารไม้", "ผดุงครรภ์", "ที่ราชพัสดุ", "ที่ดินราชพัสดุ", "established in", "was founded", "founded in")
	officeWords = foldAll("สำนักงานสาธารณสุขอำเภอ", "สสอ.", "สาธารณสุขอำเภอ", "หน่วยงาน", "สำนักงานฯ", "สำนักงาน", "สถานีอนามัย", "สุขศาลา")
	lifeWords   = foldAll("เกิดเมื่อ", "ประวัติส่วนตัว", "ประวัติการศึกษา", "จบการศึกษา", "สำเร็จการศึกษา", "บิดาชื่อ", "มารดาชื่อ", "สมรสกับ", "เข้ารับราชการ", "ประวัติการทำงาน")
	centreWords = foldAll("ศูนย์ข้อมูลข่าวสาร")
	districtOf  = foldAll("คำขวัญอำเภอ", "เจ้าเมือง", "ยกฐานะเป็นอำเภอ", "ประวัติอำเภอ", "ที่ว่าการอำเภอ", "อาณาเขต", "นายอำเภอคนแรก", "ชื่ออำเภอ", "คำว่าอำเภอ")
)

// seeHistory wants the running story of the office: founding words or a year
// with prose, told of the office and not of its district, its head or its
// information centre.
//
// Where min asks for several founding words, nothing else leads there and the
// text must say it all by itself: in the main part of a page, with two years,
// told beside the office's name, and hardly of a health centre.
func seeHistory(b *body, min int) sighting {
	if min > 1 {
		return untitledHistory(b, min)
	}
	prose := seeProse(b, 150)
	marks, office, life, district, centre := 0, 0, 0, 0, 0
	q, where := "", b.s
	b.each(func(s *seen, i int) bool {
		t := s.blocks[i]
		told := t.tale()
		if told.marks > 0 && q == "" && len(t.raw) > 60 {
			q, where = t.raw, s
		}
		marks += told.marks
		office += told.office
		life += told.life
		district += told.district
		centre += told.centre
		return true
	})
	if !prose.ok {
		if n, _ := b.prose(); n < 120 || marks < 3 || b.times(3) < 3 {
			return sighting{} // neither running text nor a list of what happened when
		}
	}
	if marks == 0 && b.times(1) == 0 {
		return sighting{}
	}
	if q == "" {
		_, q = b.prose()
	}
	out := saw(where, q, checks.AtText)
	switch {
	case life >= 2 && life > marks/2:
		return sighting{reason: checks.WrongOwner, quote: out.quote, where: where}
	case centre > 0 && centre >= office:
		return sighting{reason: checks.WrongOwner, quote: out.quote, where: where}
	case office == 0, district >= 2 && district > office:
		return sighting{reason: checks.WrongOwner, quote: out.quote, where: where}
	}
	return out
}

// times counts the years and days that a body names, as far as enough.
func (b *body) times(enough int) int {
	n := 0
	b.each(func(s *seen, i int) bool {
		n += len(s.blocks[i].years()) + len(s.blocks[i].dates())
		return n < enough
	})
	return n
}

// untitledHistory finds the story of the office on a page that does not say so.
func untitledHistory(b *body, min int) sighting {
	main := *b
	main.idx = nil
	for _, i := range b.idx {
		if b.s.main(i) && b.s.c.Blocks[i].Kind != checks.BlockHeading {
			main.idx = append(main.idx, i)
		}
	}
	marks, origins, named, other := map[string]bool{}, map[string]bool{}, false, false
	var long []*text
	q := ""
	main.each(func(s *seen, i int) bool {
		t := s.blocks[i]
		if t.length() < 60 || linkHeavy(s, i) {
			return true
		}
		told := t.told()
		for _, w := range told.marks {
			marks[w] = true
		}
		for _, w := range told.origins {
			origins[w] = true
		}
		long = append(long, t)
		named = named || t.says(saysOffice)
		other = other || t.says(saysOther)
		if len(told.marks) > 0 && q == "" {
			q = t.raw
		}
		return true
	})
	if len(marks) < min || len(origins) < 2 || !named || other {
		return sighting{}
	}
	years := 0
	for _, t := range long {
		years += len(t.years()) + len(t.dates())
	}
	if years < 2 {
		return sighting{}
	}
	main.label = b.label
	if out := seeHistory(&main, 1); out.ok {
		return saw(b.s, q, checks.AtText)
	}
	return sighting{}
}

// story is what a text tells of how something came to be.
type story struct {
	marks, origins []string // words of founding, of origin
}

// told reads the story of a text, once however many pages tell it.
func (t *text) told() story {
	if t.first(knowsStory) && t.says(saysFounding|saysOrigin) {
		folded := t.fold()
		t.tells().story = &story{marks: founding.in(folded), origins: origin.in(folded)}
	}
	if t.more == nil || t.more.told == nil || t.more.told.story == nil {
		return story{}
	}
	return *t.more.told.story
}

// tale counts the words in a text of which something tells its story.
type tale struct{ marks, office, life, district, centre int }

func (t *text) tale() tale {
	if t.first(knowsTale) && t.says(saysFounding|saysBody|saysLife|saysDistrict|saysCentre) {
		got, folded := tale{}, t.fold()
		if t.says(saysFounding) {
			got.marks = len(founding.in(folded))
		}
		if t.says(saysBody) {
			got.office = count(folded, officeWords[:4])
		}
		if t.says(saysLife) {
			got.life = count(folded, lifeWords)
		}
		if t.says(saysDistrict) {
			got.district = count(folded, districtOf)
		}
		if t.says(saysCentre) {
			got.centre = count(folded, centreWords)
		}
		t.tells().tale = &got
	}
	if t.more == nil || t.more.told == nil || t.more.told.tale == nil {
		return tale{}
	}
	return *t.more.told.tale
}

// finder finds which words of one list a folded text carries, wherever they stand.
type finder struct {
	*automaton
	words []string
}

func newFinder(words []string) finder { return finder{newAutomaton(words), words} }

// in lists the words that a text carries, each once.
func (f finder) in(folded string) (out []string) {
	f.walk(folded, func(state, _ int) {
		for _, id := range f.ending(state) {
			if w := f.words[id]; !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	})
	return out
}

var founding, origin = newFinder(foundingWords), newFinder(originWords)

// originWords tell how an office came to be; no two of them overlap.
var originWords = foldAll("ก่อตั้ง", "จัดตั้ง", "ตั้งขึ้น", "ตั้งเป็น", "ยกฐานะ", "สุขศาลา", "โอสถ", "ที่ทำการอนามัย", "เดิมชื่อ", "เดิมเป็น", "แต่เดิม", "แยกออกจาก", "แยกตัว", "เปิดดำเนินการ", "เปลี่ยนชื่อเป็น", "founded", "established")

// otherStories is what the story of something else speaks of: a health centre,
// a person, a law, a group.
var otherStories = foldAll("รพ.สต", "โรงพยาบาลส่งเสริมสุขภาพตำบล", "พระราชบัญญัติ", "มาตรา", "เวชระเบียน", "ประวัติการรักษา", "เกิดเมื่อ", "จบการศึกษา", "สมาคม", "ชมรม", "กองทุน", "โครงการพระราชดำริ", "วัดแห่งนี้", "หมู่บ้านนี้", "เจ้าเมือง", "คำขวัญ")

func count(folded string, words []string) int {
	n := 0
	for _, w := range words {
		n += strings.Count(folded, w)
	}
	return n
}

// seeList wants at least min entries: rows, items or links.
func seeList(b *body, min int) sighting {
	n, q := 0, ""
	var where *seen
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if (bl.Kind == checks.BlockItem || bl.Kind == checks.BlockRow || len(bl.Links()) > 0) && bl.Kind != checks.BlockHeading && bl.Text != "" && !s.blocks[i].chrome() {
			n += max(1, len(bl.Links()))
			if q == "" {
				q, where = bl.Text, s
			}
		}
		return true
	})
	if n < max(min, 2) && !(min == 1 && n == 1) {
		return sighting{have: n, of: max(min, 2)}
	}
	return saw(where, q, checks.AtRow)
}

// seeTable wants at least min rows of a table (default 2).
func seeTable(b *body, min int) sighting {
	n, q := 0, ""
	var where *seen
	b.each(func(s *seen, i int) bool {
		if bl := &s.c.Blocks[i]; bl.Kind == checks.BlockRow {
			n++
			if q == "" {
				q, where = bl.Text, s
			}
		}
		return true
	})
	if n < max(min, 2) {
		return sighting{}
	}
	return saw(where, q, checks.AtRow)
}

var (
	projectWord = thai.Fold("โครงการ")
	projectName = regexp.MustCompile(`^[ก-๎]{4,12}`)
	// what follows the word where it speaks of projects and names none
	projectTalk = foldAll("ที่", "ของ", "และ", "ตาม", "ประจำ", "ทั้ง", "หรือ", "ต่าง", "นี้", "ดังกล่าว", "ได้", "ใน", "สำคัญ", "รวม", "งบประมาณ", "กิจกรรม", "ปี", "จำนวน", "ซึ่ง", "เป็น", "มี", "โดย", "ให้",
		"ไม่", "ละ", "เดียว", "แผน", "ระดับ", "กลุ่มเป้าหมาย", "ผู้รับผิดชอบ", "วัตถุประสงค์")
)

// projects lists the projects that a text names.
func (t *text) projects() []string {
	if t.first(knowsNamed) {
		var named []string
		if t.says(saysProject) {
			for _, rest := range strings.Split(t.fold(), projectWord)[1:] {
				if name := projectName.FindString(rest); name != "" && !hasPrefix(name, projectTalk) {
					named = append(named, name)
				}
			}
		}
		if t.figures > 0 {
			named = append(named, priced(t.raw)...)
		}
		if len(named) > 0 {
			t.tells().named = named
		}
	}
	if t.more == nil || t.more.told == nil {
		return nil
	}
	return t.more.told.named
}

// seeProjects wants at least min projects to be named, each once, headings
// aside: the word with a name after it, or a name with a sum of money after it,
// as tables of projects give them.
func seeProjects(b *body, min int) sighting {
	named, q := map[string]bool{}, ""
	where := b.s
	b.each(func(s *seen, i int) bool {
		if s.c.Blocks[i].Kind == checks.BlockHeading {
			return true
		}
		before := len(named)
		for _, name := range s.blocks[i].projects() {
			named[name] = true
		}
		if q == "" && len(named) > before {
			q, where = s.c.Blocks[i].Text, s
		}
		return true
	})
	if len(named) < atLeast(min) {
		return sighting{have: len(named), of: atLeast(min)}
	}
	return saw(where, q, checks.AtText)
}

var (
	beforeSum = regexp.MustCompile(`([ก-๎][ก-๎a-z0-9 ().\-/]{6,})[|:\s]*$`)
	// what has a price and is no project: kinds of spending and totals
	notPriced = foldAll("งบ", "ค่า", "เงิน", "รวม", "จำนวน", "วงเงิน", "ราคา", "เป็น", "หมวด", "แผนงาน", "ทั้งสิ้น", "ยอด", "คงเหลือ", "ได้รับ")
)

// priced lists what stands right before a sum of money in a text.
func priced(raw string) (names []string) {
	n, from := thai.Normalize(raw), 0
	for _, at := range sums(n) {
		if m := beforeSum.FindStringSubmatch(n[from:at[0]]); m != nil {
			name := strings.TrimPrefix(thai.Fold(m[1]), projectWord)
			if r := []rune(name); len(r) > 12 {
				name = string(r[:12])
			}
			if !hasPrefix(name, notPriced) && !hasAny(name, notPriced[3:4]) {
				names = append(names, name)
			}
		}
		from = at[1]
	}
	return names
}

func hasPrefix(folded string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(folded, w) {
			return true
		}
	}
	return false
}

var strategyWords = foldAll("ประเด็นยุทธศาสตร์", "ยุทธศาสตร์ที่", "ประเด็นการพัฒนา", "เป้าประสงค์", "กลยุทธ์", "strategic issue", "excellence", "แผนยุทธศาสตร์", "ตัวชี้วัด", "เป้าหมายการพัฒนา", "แนวทางการพัฒนา", "ยุทธศาสตร์การพัฒนา", "ประเด็นที่", "จุดเน้น", "เข็มมุ่ง", "strategic goal", "strategic objective")

// plans counts the words of a plan in a text.
func (t *text) plans() int {
	if !t.says(saysPlan) {
		return 0
	}
	if t.first(knowsPlans) {
		t.tells().plans = count(t.fold(), strategyWords)
	}
	return t.more.told.plans
}

// seeStrategy wants strategic issues, goals or the like: two words of a plan in
// the body.
func seeStrategy(b *body, min int) sighting {
	n, q := 0, ""
	var where *seen
	b.each(func(s *seen, i int) bool {
		if k := s.blocks[i].plans(); k > 0 {
			n += k
			if q == "" || len(q) < 30 {
				q, where = s.c.Blocks[i].Text, s
			}
		}
		return true
	})
	if n < max(min, 2) {
		return sighting{}
	}
	return saw(where, q, checks.AtText)
}
