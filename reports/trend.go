package reports

import (
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// mostPoints bounds the earlier audits that a report shows.
const mostPoints = 12

// Beside is what a report says beside an audit; all of it may be missing.
type Beside struct {
	Said    []checks.Statement // what people said of this office; that of others is passed over
	History *History           // what is known from its earlier audits
}

// Trend is how an office got to where it is, in words.
type Trend struct {
	Sentence string   // counts since the last audit that can be compared, or why there is none
	Notes    []string // what else differs between the two
	Lists    []TurnedList
	Lines    []TrendLine
	Left     string // how many earlier audits are not shown, "" if none
}

// TurnedList is the items that went one way; it has something in it.
type TurnedList struct {
	Way   Way
	Title string
	Note  string // what it means, "" where the title says all
	Items []Turned
}

// Turned is an item that is not as it was.
type Turned struct {
	Item        // with the verdict of now; Anchor is "" for what is no longer judged
	From  *Word // nil for what was not judged
	Cause string
	Since string // the day on which it was last there, "" if not said
}

// TrendLine is the audits of one standard, earliest first, this one last.
type TrendLine struct {
	ID     string
	Title  string // as Section.Short
	Points []TrendPoint
}

// TrendPoint is one audit. Score is zero where nothing applied.
type TrendPoint struct {
	Day    string
	Moment time.Time
	Now    bool // the audit that the report is of
	Tally  []Count
	Leaves int
	Score  ScoreLine
	Text   string   // the tally in words
	Notes  []string // why it may not be comparable with the others
}

// WithBeside puts an audit in order and in words, with what is said of it and
// what was before. What people said stands beside the findings that they speak of
// and changes neither verdicts nor scores, nor does history. The language is "th"
// or "en".
func WithBeside(a *checks.Audit, beside Beside, lang string) (*Report, error) {
	r, err := Answered(a, beside.Said, lang)
	if err != nil || beside.History == nil {
		return r, err
	}
	t, _ := tongueOf(lang) // Answered knows it
	t.remember(r, beside.History)
	return r, nil
}

// remember adds to a report what is known from earlier audits.
func (t tongue) remember(r *Report, h *History) {
	anchors := map[string]*Row{}
	first := map[[3]string]time.Time{}
	for _, s := range h.Proofs {
		first[[3]string{s.Standard, s.ID, s.URL}] = s.First
	}
	for i := range r.Sections {
		for j := range r.Sections[i].Groups {
			for k := range r.Sections[i].Groups[j].Rows {
				row := &r.Sections[i].Groups[j].Rows[k]
				anchors[ItemKey(row.Standard, row.ID)] = row
				if u, ok := h.Upheld[ItemKey(row.Standard, row.ID)]; ok {
					row.Sure = t.upheld(u)
				}
				for n := range row.Evidence {
					p := &row.Evidence[n]
					if at, ok := first[[3]string{row.Standard, row.ID, p.Link.Href}]; ok && local(at).Format(time.DateOnly) < p.Moment.Format(time.DateOnly) {
						p.First = t.day(at)
					}
				}
			}
		}
	}
	r.Trend = t.trend(r, h, anchors)
}

func (t tongue) upheld(u Upheld) string {
	if u.Of == 0 {
		return ""
	}
	return t.say(words{"ที่ผ่านมาคนวินิจฉัยตรงกับโปรแกรม %s จาก %s ครั้ง (ช่วงเชื่อมั่นร้อยละ 95: %.0f–%.0f)", "People came to the program's verdict %s times of %s (95 %% interval: %.0f–%.0f per cent)"},
		number(int64(u.Upheld)), number(int64(u.Of)), percent(u.Low), percent(u.High))
}

// UpheldText says how often people came to the program's verdict, in a language;
// "" where nobody decided.
func UpheldText(u Upheld, lang string) string {
	t, _ := tongueOf(lang)
	return t.upheld(u)
}

func (t tongue) trend(r *Report, h *History, rows map[string]*Row) *Trend {
	out := &Trend{}
	if c := h.Since; c != nil {
		out.Sentence = t.since(c)
		out.Notes = t.differences(c)
		out.Lists = t.turned(c, rows)
	} else {
		out.Sentence = t.of(words{"ยังไม่มีการตรวจครั้งก่อนที่เทียบกันได้", "There is no earlier audit that this one can be held against."})
	}
	past := slices.Clone(h.Past)
	slices.SortStableFunc(past, func(x, y Past) int { return x.SeenAt.Compare(y.SeenAt) })
	past = slices.DeleteFunc(past, func(p Past) bool { return !p.SeenAt.Before(r.Audit.SeenAt.Truncate(time.Microsecond)) })
	if n := len(past) - mostPoints; n > 0 {
		out.Left = t.say(words{"แสดง %d ครั้งหลังสุด ก่อนหน้านี้ยังมีอีก %s ครั้ง", "The last %d are shown; there are %s before them."}, mostPoints, number(int64(n)))
		past = past[n:]
	}
	now := PastOf(r.Audit)
	for i := range r.Sections {
		s := &r.Sections[i]
		line := TrendLine{ID: s.ID, Title: s.Short}
		var before *PastStandard
		for j := range past {
			if st := past[j].Standard(s.ID); st != nil {
				line.Points = append(line.Points, t.point(&past[j], st, before))
				before = st
			}
		}
		if st := now.Standard(s.ID); st != nil && len(line.Points) > 0 {
			p := t.point(&now, st, before)
			p.Now = true
			line.Points = append(line.Points, p)
			out.Lines = append(out.Lines, line)
		}
	}
	return out
}

func (t tongue) point(p *Past, s, before *PastStandard) TrendPoint {
	out := TrendPoint{Day: t.day(p.SeenAt), Moment: local(p.SeenAt), Score: t.scoreLine(t.of(levelWords["required"]), checks.ScoreOf{Of: s.Of, Low: s.Low, High: s.High})}
	n := p.Tallies(s.ID)
	var parts []string
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		if n[v] > 0 {
			c := Count{Word: t.verdict(v), N: n[v]}
			out.Tally = append(out.Tally, c)
			out.Leaves += c.N
			parts = append(parts, c.Text+" "+number(int64(c.N)))
		}
	}
	out.Text = strings.Join(parts, " · ")
	if before != nil && before.Digest != s.Digest {
		out.Notes = append(out.Notes, t.of(words{"กฎตรวจเปลี่ยนไปจากครั้งก่อน", "other rules than the time before"}))
	}
	if !p.FloorMet {
		out.Notes = append(out.Notes, t.of(words{"ดูเว็บได้ไม่พอ จึงไม่ใช้เทียบ", "too little was seen to compare"}))
	}
	return out
}

// since counts what became of all items.
func (t tongue) since(c *Comparison) string {
	n := c.Count()
	var parts []string
	for _, w := range Ways() {
		if n[w] > 0 || w == Better || w == Worse || w == Same {
			parts = append(parts, t.of(wayWords[w])+" "+number(int64(n[w])))
		}
	}
	return t.say(words{"เทียบกับการตรวจเมื่อ %s: %s", "Since the audit of %s: %s"}, t.day(c.Before.SeenAt), strings.Join(parts, " · "))
}

// differences says what else differs between two audits, or why they cannot be
// compared.
func (t tongue) differences(c *Comparison) []string {
	if c.Obstacle != "" {
		return []string{t.look(obstacleWords, string(c.Obstacle))}
	}
	var out []string
	if c.OtherYear {
		out = append(out, t.say(words{"ครั้งก่อนตัดสินตามปีงบประมาณ %d ครั้งนี้ %d ข้อที่ผูกกับปีจึงเปลี่ยนได้โดยเว็บไม่ได้เปลี่ยน", "The earlier audit judged for fiscal year %d, this one for %d: items bound to a year may turn although the site did not."}, c.Before.FiscalYear, c.After.FiscalYear))
	}
	if (len(c.OtherRules) > 0 || c.OtherProgram) && !c.Rejudged {
		what := strings.Join(c.OtherRules, ", ")
		if what == "" {
			what = t.of(words{"รุ่นของโปรแกรม", "the program's version"})
		}
		out = append(out, t.say(words{"กฎตรวจต่างจากครั้งก่อนด้วย (%s) และไม่มีเว็บไซต์ของครั้งก่อนเก็บไว้ให้ตัดสินใหม่ จึงแยกไม่ได้ว่าเว็บเปลี่ยนหรือกฎเปลี่ยน",
			"The rules differ too (%s), and the site as it was then is not kept to be judged anew: whether the site changed or the rules cannot be told apart."}, Clean(what)))
	}
	if c.Rejudged {
		out = append(out, t.of(words{"นำเว็บไซต์ที่เก็บไว้ของครั้งก่อนมาตัดสินด้วยกฎของครั้งนี้ด้วย จึงแยกได้ว่าเว็บเปลี่ยนหรือกฎเปลี่ยน", "The site kept from the earlier audit was judged anew by this one's rules, so that what the site changed is told from what the rules did."}))
	}
	return out
}

// DifferencesText says what else differs between two audits, or why they cannot
// be compared, in a language.
func DifferencesText(c *Comparison, lang string) []string {
	t, _ := tongueOf(lang)
	return t.differences(c)
}

// CauseText says why a verdict turned, in a language; "" for no cause.
func CauseText(c Cause, lang string) string {
	t, _ := tongueOf(lang)
	return t.cause(c)
}

func (t tongue) cause(c Cause) string {
	if c == "" {
		return ""
	}
	return t.look(causeWords, string(c))
}

// turned lists what is not the same, by way.
func (t tongue) turned(c *Comparison, rows map[string]*Row) []TurnedList {
	var out []TurnedList
	for _, w := range Ways() {
		if w == Same {
			continue
		}
		list := TurnedList{Way: w, Title: t.of(wayWords[w]), Note: t.of(wayNotes[w])}
		for i := range c.Turns {
			turn := &c.Turns[i]
			if turn.Way != w {
				continue
			}
			one := Turned{Item: Item{Standard: Clean(turn.Standard), ID: Clean(turn.ID), Title: Clean(turn.Title), Level: t.look(levelWords, turn.Level)}, Cause: t.cause(turn.Cause)}
			if row := rows[ItemKey(Clean(turn.Standard), Clean(turn.ID))]; row != nil {
				one.Anchor, one.Title, one.Word = row.Anchor, row.Title, row.Word
			}
			if turn.New == "" {
				one.Word = t.verdict(turn.Old)
			} else if turn.Old != "" {
				from := t.verdict(turn.Old)
				one.From = &from
			}
			if !turn.Since.IsZero() {
				one.Since = t.day(turn.Since)
			}
			list.Items = append(list.Items, one)
		}
		if len(list.Items) > 0 {
			out = append(out, list)
		}
	}
	return out
}
