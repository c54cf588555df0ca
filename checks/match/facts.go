package match

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// text is one string of a site with the phrases met in it. Equal strings are one
// text, however often they stand there: a menu says the same on every page. What
// else a text is, is worked out when first asked for.
type text struct {
	raw     string
	hits    []hit
	carries traits // lists of which it carries any word
	sum     uint64 // stands for the folded form
	more    *moreOf
	asked   looks // what was looked for
	is      looks // and found
	runes   int32 // characters
	width   int32 // bytes of the folded form
	number  int32 // of what is written there: the same for equal strings
	persons int16 // names of persons
	figures uint8 // what may be a figure, as far as 255
	signs   signs
}

// moreOf is what few texts are asked for.
type moreOf struct {
	times  *timesOf
	told   *toldOf
	folded string // of a short text, once it was asked for
	lines  []line
	left   line // the label that still waits for its number
}

// timesOf are the days and years that a text names.
type timesOf struct {
	dates  []thai.Date
	years  []thai.Year
	ranges []thai.Range
}

// toldOf is what a text tells of plans, projects and how something came to be.
type toldOf struct {
	story *story
	tale  *tale
	sums  int
	plans int
	units []string
	named []string
}

// traits are lists of words.
type traits uint64

const (
	saysPromise    traits = 1 << iota // speaks of content to come
	saysChrome                        // has words of a content page's furniture
	saysNotNone                       // says no more than that something is missing
	saysBlank                         // carries the blanks of a template
	saysCounter                       // speaks of visits to the website
	saysNotCounter                    // speaks of other counts
	saysBroken                        // says that a counter is out of order
	saysMap                           // speaks of a map of where the office is
	saysNotMap                        // speaks of other maps
	saysSource                        // says where content is from
	saysLaw                           // names a kind of law
	saysNone                          // states that there is none
	saysNoneOf                        // states so in words of a rule
	saysOffice                        // names an office as its story does
	saysOther                         // tells the story of something else
	saysFounding                      // tells of a founding
	saysOrigin                        // tells of an origin
	saysBody                          // names the office or a body like it
	saysLife                          // tells a person's life
	saysDistrict                      // tells of a district
	saysCentre                        // names an information centre
	saysKnowledge                     // speaks of health, research or statistics
	saysPost                          // names a post
	saysSatisfied                     // speaks of satisfaction
	saysSite                          // speaks of the website
	saysService                       // speaks of a service
	saysDuration                      // speaks of how long something takes
	saysAge                           // gives other spans of time
	saysStep                          // speaks of steps
	saysSteps                         // has the word for steps itself
	saysStepRest                      // heads what is no step
	saysPlan                          // has words of a plan
	saysUnit                          // names a head of a unit
	saysGazette                       // names the Government Gazette
	saysNews                          // has verbs of an event
	saysProject                       // names a project
	saysShelf                         // points to a shelf
	saysTitle                         // has a title that is written out
	saysName                          // announces a name
	saysLatin                         // has a title in Latin letters
	saysLine                          // says what a telephone number is for
	saysSpan                          // has a unit of time
	saysNumber                        // has a number in words
	saysUnits                         // has a word for a unit of an office
	saysNo                            // has the word for none
	saysKeeper                        // may name a body that keeps a portal
	saysScore                         // has a sign of a degree of satisfaction
	saysPlace                         // has the first word of postal addresses; one for each follows
)

// saysPlaces are the words of postal addresses.
const saysPlaces traits = (1<<10 - 1) * saysPlace

// spots are the lists of words that are asked of every text.
var spots = func() map[traits][]string {
	lists := map[traits][]string{
		saysPromise: placeholderWords, saysChrome: chromeWords, saysNotNone: notNone, saysBlank: templateWords,
		saysCounter: counterWords, saysNotCounter: notCounter, saysBroken: counterBroken, saysMap: mapWords, saysNotMap: notMapWords,
		saysSource: sourceTag, saysLaw: lawKinds, saysNone: append(noneAlone[:2:2], noneWords...), saysOffice: officeWords[:3], saysOther: otherStories,
		saysFounding: foundingWords, saysOrigin: originWords, saysBody: officeWords[:4], saysLife: lifeWords, saysDistrict: districtOf, saysCentre: centreWords,
		saysKnowledge: knowledgeWords, saysPost: positionWords, saysSatisfied: satisfied, saysSite: siteWords, saysService: serviceWords,
		saysDuration: durationHead, saysAge: ageWords, saysStep: stepHead, saysSteps: stepHead[:1], saysStepRest: stepRest, saysPlan: strategyWords,
		saysUnit: unitHeads, saysGazette: gazette, saysNews: newsVerbs, saysProject: {projectWord}, saysShelf: shelfWords,
		saysTitle: writtenTitles(), saysName: foldAll("ชื่อ"), saysLatin: latinTitles, saysLine: foldAll(labelEnds...),
		saysSpan: foldAll(spanSigns...), saysNumber: foldAll("ครึ่ง", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า"), saysUnits: foldAll(unitSigns...),
		saysNo: noneAlone[3:], saysKeeper: foldAll(keeperSigns...), saysScore: foldAll(scoreSigns...),
	}
	for i, w := range addressWords {
		lists[saysPlace<<i] = []string{w}
	}
	return lists
}()

// looks are what a text was looked at for.
type looks uint32

const (
	isNone     looks = 1 << iota // ends on a statement of none
	isEmail                      // holds an address of electronic mail
	isCount                      // carries a plain figure
	isAddress                    // is a postal address
	isKeeper                     // names a body that keeps a portal
	isKeepers                    // begins with its name
	isOffice                     // names this office
	isPost                       // names a post, aside from the office's own name
	isPostLine                   // is what stands under a name alone
	isPhone                      // carries a telephone number
	isDuration                   // gives a span of time
	isScore                      // gives a degree of satisfaction
	isStep                       // begins with a step's number
	isPlain                      // begins with a plain number, as steps in files do
	isThen                       // begins with the word for a step and its number
	isLaw                        // is the title of a law
	isLawful                     // carries a law's year or number
	isTally                      // counts visits in one breath
	isShelf                      // names a numbered shelf
	isUnread                     // no letters at all
	knowsPersons
	knowsLines
	knowsStory
	knowsTale
	knowsDates
	knowsYears
	knowsRanges
	knowsSums
	knowsPlans
	knowsUnits
	knowsNamed
)

// keptFolded is up to how many bytes the folded form of a text is kept once it was
// asked for: what is asked of a long text is asked once, and all long texts
// together are most of a site.
const keptFolded = 300

// fold gives the folded form.
func (t *text) fold() string {
	if t.more != nil && t.more.folded != "" {
		return t.more.folded
	}
	folded := thai.Fold(t.raw)
	if folded != t.raw && len(t.raw) <= keptFolded {
		t.rest().folded = folded
	}
	return folded
}

// says reports whether the text carries a word of a list.
func (t *text) says(list traits) bool { return t.carries&list != 0 }

// first reports whether something is asked for the first time.
func (t *text) first(what looks) bool {
	if t.asked&what != 0 {
		return false
	}
	t.asked |= what
	return true
}

func (t *text) rest() *moreOf {
	if t.more == nil {
		t.more = &moreOf{}
	}
	return t.more
}

func (t *text) times() *timesOf {
	m := t.rest()
	if m.times == nil {
		m.times = &timesOf{}
	}
	return m.times
}

func (t *text) tells() *toldOf {
	m := t.rest()
	if m.told == nil {
		m.told = &toldOf{}
	}
	return m.told
}

// figureLike counts what may be a figure, as far as 255: digits, and all that is
// neither ASCII nor Thai.
func figureLike(s string) uint8 {
	n := 0
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b < utf8.RuneSelf:
			if b >= '0' && b <= '9' {
				n++
			}
		case b == 0xE0 && i+2 < len(s) && s[i+1] == 0xB8 && s[i+2]&0xC0 == 0x80:
			i += 2
		case b == 0xE0 && i+2 < len(s) && s[i+1] == 0xB9 && s[i+2]&0xC0 == 0x80:
			if s[i+2] >= 0x90 && s[i+2] <= 0x99 {
				n++
			}
			i += 2
		case b >= 0xC0:
			n++
		}
	}
	return uint8(min(n, math.MaxUint8))
}

// dotted reports whether a text may hold a short form: a full stop after a
// letter that is not ASCII.
func dotted(s string) bool {
	for i := 0; ; i++ {
		at := strings.IndexByte(s[i:], '.')
		if at < 0 {
			return false
		}
		if i += at; i > 0 && s[i-1] >= utf8.RuneSelf {
			return true
		}
	}
}

func (t *text) has(what looks, look func(t *text) bool) bool {
	if t.first(what) && look(t) {
		t.is |= what
	}
	return t.is&what != 0
}

// normal is a look at the normalised text.
func (t *text) normal(what looks, look func(n string) bool) bool {
	if t.first(what) && look(thai.Normalize(t.raw)) {
		t.is |= what
	}
	return t.is&what != 0
}

// begins is a look at the beginning of the normalised text.
func (t *text) begins(what looks, look func(n string) bool) bool {
	if t.first(what) {
		const enough = 240 // bytes
		head := t.raw
		if len(head) > enough {
			cut := enough
			for cut > 0 && !utf8.RuneStart(head[cut]) {
				cut--
			}
			head = head[:cut]
		}
		if look(thai.Normalize(head)) {
			t.is |= what
		}
	}
	return t.is&what != 0
}

// chrome reports whether a block is furniture of a content page: dates of
// change, counters of readers, print and share links.
func (t *text) chrome() bool { return t.says(saysChrome) && t.width <= 180 }

func (t *text) promises() bool { return t.says(saysPromise) }

// statesNone is statesNone of the folded text; extra are words of a rule.
func (t *text) statesNone(extra []string) bool {
	if t.raw == "" || t.says(saysNotNone) {
		return false
	}
	return t.says(saysNone) || t.says(saysNo) && t.has(isNone, func(t *text) bool { return noneAtEnd(t.fold()) }) || t.says(saysNoneOf) && hasAny(t.fold(), extra)
}

func (t *text) counts() bool {
	return t.figures > 0 && t.has(isCount, func(t *text) bool { return countsIn(t.raw) })
}

func (t *text) email() bool {
	return t.signs&signAt != 0 && t.has(isEmail, func(t *text) bool { return emailIn(t.raw) })
}

func (t *text) phone() bool {
	return t.signs&signCall != 0 && t.has(isPhone, func(t *text) bool { return phoneIn(t.raw) })
}

// post reports whether the text names a post, aside from the office's name,
// which begins as one does.
func (t *text) post() bool {
	return t.says(saysPost) && t.has(isPost, func(t *text) bool {
		return hasAny(strings.ReplaceAll(t.fold(), positionOnly[0], ""), positionWords)
	})
}

// linesAfter is lines of the text as written.
func (t *text) linesAfter(carry line) (found []line, left line) {
	if !carry.none() {
		return lines(t.raw, carry)
	}
	if t.signs&signCall == 0 && !t.says(saysLine) {
		return nil, line{}
	}
	if t.first(knowsLines) {
		if found, left := lines(t.raw, carry); len(found) > 0 || !left.none() {
			t.rest().lines, t.more.left = found, left
		}
	}
	if t.more == nil {
		return nil, line{}
	}
	return t.more.lines, t.more.left
}

// length counts the characters as written.
func (t *text) length() int { return int(t.runes) }

// people counts the names of persons.
func (t *text) people() int {
	if t.first(knowsPersons) {
		if t.says(saysTitle) || t.says(saysName) || t.signs&signStop != 0 || t.says(saysLatin) {
			t.persons = int16(min(personsIn(t.raw), math.MaxInt16))
		}
	}
	return int(t.persons)
}

func (t *text) dates() []thai.Date {
	if t.figures > 0 && t.first(knowsDates) {
		if d := thai.Dates(t.raw); len(d) > 0 {
			t.times().dates = d
		}
	}
	if t.more == nil || t.more.times == nil {
		return nil
	}
	return t.more.times.dates
}

func (t *text) years() []thai.Year {
	if t.figures > 0 && t.first(knowsYears) {
		if y := thai.Years(t.raw); len(y) > 0 {
			t.times().years = y
		}
	}
	if t.more == nil || t.more.times == nil {
		return nil
	}
	return t.more.times.years
}

func (t *text) ranges() []thai.Range {
	if t.figures > 0 && t.first(knowsRanges) {
		if r := thai.Ranges(t.raw); len(r) > 0 {
			t.times().ranges = r
		}
	}
	if t.more == nil || t.more.times == nil {
		return nil
	}
	return t.more.times.ranges
}
