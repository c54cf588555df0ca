package reports

import (
	"slices"
	"strconv"

	"github.com/truatweb/truatweb/checks"
)

func (b *writer) coverage() Coverage {
	a := b.audit
	c := &a.Coverage
	out := Coverage{}
	fact := func(name words, value string) {
		if value != "" {
			out.Facts = append(out.Facts, Fact{b.of(name), value})
		}
	}
	yes := func(ok bool) string {
		if ok {
			return b.of(words{"ใช่", "yes"})
		}
		return b.of(words{"ไม่ใช่", "no"})
	}
	fact(words{"หน้าแรกที่เริ่มตรวจ", "Home page"}, linkTo(a.Office.Home).Text)
	fact(words{"เริ่มตรวจ", "Started"}, b.moment(a.SeenAt))
	fact(words{"เสร็จสิ้น", "Ended"}, b.moment(a.EndedAt))
	fact(words{"ตัดสินตาม", "Judged for"}, b.fiscal(a.FiscalYear))
	fact(words{"ณ วันที่", "As of"}, b.longDay(b.asOf))
	fact(words{"หน้าที่อ่านได้", "Pages read"}, number(int64(c.Pages)))
	fact(words{"เอกสารที่อ่านได้", "Documents read"}, number(int64(c.Documents)))
	fact(words{"ที่อยู่ในขอบเขตที่ดูไม่ได้", "Addresses inside the scope that could not be seen"}, number(int64(c.Failed)))
	fact(words{"ลิงก์ในเมนูและท้ายหน้าแรกที่เปิดหรืออธิบายได้", "Menu and footer links of the home page accounted for"},
		b.say(words{"%d จาก %d", "%d of %d"}, c.MenuSeen, c.Menu))
	fact(words{"ดูได้ครบพอที่จะสรุปว่า “ไม่พบ”", "Enough was seen to conclude “not found”"}, yes(c.FloorMet))
	for _, why := range c.FloorWhy {
		fact(words{"เหตุที่ดูไม่ครบ", "Why not"}, b.reason(why))
	}
	if c.StoppedBy != "" {
		fact(words{"หยุดก่อนดูครบเพราะ", "Ended early since"}, b.look(stopWords, c.StoppedBy))
	}
	if c.DecidedAfter > 0 {
		fact(words{"พบหลักฐานของข้อสุดท้ายที่พบหลังดูไป", "The last item found was decided after"},
			b.say(words{"%d จาก %d หน้าและเอกสาร", "%d of %d pages and documents"}, c.DecidedAfter, c.Pages+c.Documents))
	}
	if shapes, left := sampled(c.Gaps); shapes > 0 {
		fact(words{"ที่สุ่มดูแทนการดูทุกแห่ง", "Sampled instead of looked at one by one"},
			b.say(words{"%d แบบ เว้นไว้ %d แห่ง (รายละเอียดอยู่ใต้รายการที่ดูไม่ได้)", "%d kinds of address, %d addresses left (see what could not be seen)"}, shapes, left))
	}
	fact(words{"ใช้เบราว์เซอร์ดูหน้าที่แสดงผลด้วยสคริปต์", "A browser was at hand for pages drawn by script"}, yes(c.Renderer))
	fact(words{"โปรแกรม", "Program"}, Clean(a.Program))

	for _, s := range a.Office.Scope {
		out.Limits = append(out.Limits, b.say(words{"นับเป็นเว็บไซต์ของหน่วยงานเฉพาะที่อยู่ที่ขึ้นต้นด้วย %s", "Only addresses that begin with %s count as the office's."}, linkTo(s).Text))
	}
	if !c.Renderer {
		out.Limits = append(out.Limits, b.of(words{"ไม่มีเบราว์เซอร์ช่วย จึงมองไม่เห็นเนื้อหาที่วาดด้วยสคริปต์", "Without a browser, content drawn by script could not be seen."}))
	}
	out.Gaps = b.gaps()
	for _, l := range c.Load {
		out.Load = append(out.Load, LoadLine{Host: Clean(l.Host), Requests: number(int64(l.Requests)), Bytes: size(l.Bytes), Busiest: number(int64(l.BusiestMinute))})
	}
	out.LoadNotes = b.loadNotes()
	return out
}

// obeyedDelay is the longest crawl-delay that is obeyed, in seconds.
const obeyedDelay = 30

func (b *writer) loadNotes() []string {
	load := b.audit.Coverage.Load
	if len(load) == 0 {
		return nil
	}
	out := []string{b.of(words{
		"นับทุกคำขอที่ส่งจริง ทั้งการเดินดูเว็บ เบราว์เซอร์ และการตรวจทางเทคนิค รวมคำขอซ้ำและการพาไปที่อยู่อื่น ปริมาณข้อมูลคือที่รับผ่านสายก่อนคลายการบีบอัด นาทีที่มากที่สุดคือ 60 วินาทีใด ๆ ที่ขอมากที่สุด",
		"Every request that was sent counts: the crawl's, the browser's and the technical checks', repeated ones and redirects included. Data is what came over the wire, before decompression. The busiest minute is any sixty seconds.",
	})}
	for _, l := range load {
		if l.Connections > l.Requests {
			out = append(out, b.say(words{"เชื่อมต่อกับ %s รวม %d ครั้ง บางครั้งเพียงเพื่อดูว่าเข้ารหัสอย่างไร โดยไม่ขอข้อมูล",
				"%s was connected to %d times, at times only to see how it encrypts, without a request."}, Clean(l.Host), l.Connections))
		}
		if l.CrawlDelay > obeyedDelay {
			out = append(out, b.say(words{"robots.txt ของ %s ขอให้เว้น %d วินาทีระหว่างคำขอ โปรแกรมเว้นให้ 30 วินาที ซึ่งเป็นค่าสูงสุด",
				"robots.txt of %s asks for %d seconds between requests; it was given 30, the most that is."}, Clean(l.Host), l.CrawlDelay))
		}
	}
	return out
}

// sampled counts the shapes of which a sample was looked at, and what was left.
func sampled(gaps []checks.Gap) (shapes, left int) {
	for i := range gaps {
		if s := gaps[i].Sample; s != nil {
			shapes++
			left += s.Left
		}
	}
	return shapes, left
}

// sample words how addresses of one shape were sampled.
func (b *writer) sample(s *checks.Sample) string {
	out := b.say(words{"ที่อยู่แบบ %s เปิดดู %d แห่ง เว้นไว้ %d แห่ง เลือกด้วยเลขสุ่ม %d", "addresses like %s: %d opened, %d left, chosen by the seed %d"}, Clean(s.Shape), s.Asked, s.Left, s.Seed)
	if s.Endless {
		out += b.of(words{" หน้าแบบนี้นำไปสู่หน้าแบบเดียวกันต่อไปเรื่อย ๆ เช่นปฏิทิน", "; such pages lead on to ever more of their kind, as calendars do"})
	}
	return out
}

// gaps groups what could not be seen by reason, the largest group first and
// what was left alone on purpose last.
func (b *writer) gaps() []GapGroup {
	var out []GapGroup
	for i := range b.audit.Coverage.Gaps {
		g := &b.audit.Coverage.Gaps[i]
		at := slices.IndexFunc(out, func(x GapGroup) bool { return x.Code == string(g.Reason) && x.Sampled == g.Sampled })
		if at < 0 {
			at = len(out)
			out = append(out, GapGroup{Reason: b.gapReason(g), Code: string(g.Reason), Sampled: g.Sampled})
		}
		out[at].N++
		out[at].Gaps = append(out[at].Gaps, b.gap(g))
	}
	slices.SortStableFunc(out, func(x, y GapGroup) int {
		if x.Sampled != y.Sampled {
			return order(y.Sampled) - order(x.Sampled)
		}
		return y.N - x.N
	})
	for i := range out {
		out[i].Code = Clean(out[i].Code)
	}
	return out
}

func (b *writer) gapReason(g *checks.Gap) string {
	if g.Sampled {
		return b.of(words{"เว้นไว้โดยตั้งใจ เพราะได้ดูหน้าแบบเดียวกันแล้ว", "Left alone on purpose, since others of the same shape were seen."})
	}
	return b.reason(g.Reason)
}

func (b *writer) gap(g *checks.Gap) GapLine {
	line := GapLine{Link: linkTo(g.URL), Label: Clean(g.Label), Detail: Clean(g.Detail), At: b.moment(g.At), Moment: local(g.At)}
	if g.From != "" {
		line.From = linkTo(g.From)
	}
	if g.Sample != nil {
		line.Detail = b.sample(g.Sample)
	}
	if line.Detail == "" && g.Status > 0 {
		line.Detail = "HTTP " + strconv.Itoa(g.Status)
	}
	return line
}

func (b *writer) notices() []Notice {
	var out []Notice
	told := map[string]bool{} // what to do is said once for each kind
	for _, w := range b.audit.Warnings {
		n := Notice{Kind: Clean(w.Kind), Link: linkTo(w.URL), Detail: b.sign(Clean(w.Detail)), Count: w.Count}
		if known, ok := noticeWords[w.Kind]; ok {
			n.Kind = b.of(known.kind)
			if !told[w.Kind] {
				n.Meant = b.of(known.meant)
			}
			told[w.Kind] = true
		}
		out = append(out, n)
	}
	return out
}
