package hijack_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/hijack"
)

const (
	home = "http://sso.example.go.th/"
	name = " – สำนักงานสาธารณสุขอำเภอทดลอง"
)

var prose = strings.Repeat("สำนักงานสาธารณสุขอำเภอทดลองให้บริการด้านสุขภาพแก่ประชาชนในเขตพื้นที่รับผิดชอบ ", 8)

// page makes a page of paragraphs; one that begins with "# " is a heading.
func page(path, title string, paragraphs ...string) *checks.Page {
	p := &checks.Page{Content: &checks.Content{Kind: checks.KindHTML, Title: title}}
	p.URL, p.Final, p.Status, p.Path = home+path, home+path, 200, []string{home, home + path}
	if path == "" {
		p.Path = p.Path[:1]
	}
	for _, s := range paragraphs {
		b := checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: s}
		if rest, ok := strings.CutPrefix(s, "# "); ok {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 1, rest
		}
		p.Content.Blocks = append(p.Content.Blocks, b)
	}
	return p
}

func hidden(p *checks.Page, links ...string) *checks.Page {
	for _, l := range links {
		text, to, _ := strings.Cut(l, " > ")
		p.Content.Links = append(p.Content.Links, checks.Link{URL: to, Text: text, Kind: checks.LinkAnchor, Hidden: true}.With(checks.Wording{Href: to}))
		p.Content.HiddenText += text + "\n"
	}
	return p
}

func linked(p *checks.Page, text, to string) *checks.Page {
	p.Content.Links = append(p.Content.Links, checks.Link{URL: to, Text: text, Kind: checks.LinkAnchor, Region: checks.RegionMain}.With(checks.Wording{Href: to}))
	return p
}

func details(site *checks.Site) string {
	var out []string
	for _, w := range hijack.Look(site) {
		out = append(out, w.Detail)
	}
	return strings.Join(out, ", ")
}

var planted = []struct {
	name string
	page *checks.Page
	spam bool
	want string
}{
	{"slot post", page("สล็อตเว็บตรง-แตกง่าย/", "สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้"+name, "# สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้", "เว็บตรงไม่ผ่านเอเย่นต์ บริการตลอด 24 ชั่วโมง สมัครสมาชิกผ่าน e-Service อัตโนมัติ"), true, "spam_page; gambling"},
	{"baccarat post", page("ufa-auto/", "บาคาร่าออนไลน์ UFA AUTO"+name, "# บาคาร่าออนไลน์ UFA AUTO", "ประวัติความเป็นมาของเกมบาคาร่า เล่นง่าย ติดต่อเราทาง LINE ได้ทันที"), true, "spam_page; gambling"},
	{"lottery and football", page("p1/", "เว็บแทงบอลออนไลน์ หวยออนไลน์ จ่ายจริง", "# เว็บแทงบอลออนไลน์ ราคาบอลดีที่สุด", "แทงบอลสเต็ปเริ่มต้น 2 คู่ ฝากถอนไม่มีขั้นต่ำ เครดิตฟรีสำหรับยูสใหม่", "รวมค่ายดัง ไม่มีโกง"), true, "spam_page; gambling"},
	{"long text of a spinner", page("p2/", "PG SLOT ทางเข้าเล่น สล็อตแตกง่าย", "# PG SLOT", strings.Repeat("ผู้เล่นจำนวนมากชื่นชอบความสนุกที่มาพร้อมกับภาพสวยงาม ", 6), "สล็อตของเราแตกบ่อย โบนัสจ่ายหนัก "+strings.Repeat("พร้อมให้บริการทุกวันตลอดเวลา ", 8)), true, "spam_page; gambling"},
	{"Indonesian", page("slot-gacor/", "Situs Slot Gacor Hari Ini Gampang Menang Maxwin", "# Slot Gacor Terpercaya", "Daftar situs judi online dan togel dengan deposit pulsa tanpa potongan"), true, "spam_page; gambling"},
	{"Vietnamese", page("nha-cai/", "Nhà cái uy tín 2026 – nổ hũ đổi thưởng", "# Nhà cái uy tín", "Đăng ký nhận khuyến mãi cá cược, xổ số"), true, "spam_page; gambling"},
	{"Chinese", page("html/88213.html", "澳门新葡京娱乐城官网_注册送38彩金", "# 百家乐平台", "博彩投注 开户 送彩金"), true, "spam_page; gambling"},
	{"Korean", page("bbs/1.html", "안전놀이터 토토사이트 먹튀검증 추천", "# 카지노사이트", "바카라 슬롯사이트"), true, "spam_page; gambling"},
	{"Russian", page("kz/", "Онлайн казино официальный сайт", "# онлайн казино", "бонус игровые автоматы"), true, "spam_page; gambling"},
	{"Japanese goods", page("xkqwz/8812.html", "【新品】ルイヴィトン 財布 激安 送料無料", "# 正規品 バッグ", "限定セール 即日発送"), true, "spam_page; shopping"},
	{"pharmacy", page("old/x.html", "Buy Viagra Online Without Prescription", "# Cheap generic viagra", "Order cialis online, free shipping and overnight delivery from a canadian pharmacy."), true, "spam_page; medicine"},
	{"adult", page("av/", "ดูหนังโป๊ออนไลน์ คลิปหลุดนักศึกษาสาว", "# หนังโป๊ ซับไทย", "คลิปเสียว ทางบ้าน xvideos"), true, "spam_page; adult"},
	{"home page replaced", page("", "สล็อตเว็บตรง อันดับ 1", "# สล็อตเว็บตรง ทางเข้าเล่น", strings.Repeat("สล็อต บาคาร่า ฝากถอนออโต้ เครดิตฟรี ", 6)), true, "spam_page; gambling"},

	{"hidden links", hidden(page("", "หน้าแรก"+name, prose), "สล็อตเว็บตรง > "+home+"x/", "หวยออนไลน์ จ่ายจริง > https://lucky.example/"), false, "hidden_links; gambling"},
	{"one hidden link away", hidden(page("", "หน้าแรก"+name, prose), "คาสิโน > https://lucky.example/"), false, "hidden_links; gambling"},
	{"hidden links without words", hidden(page("", "หน้าแรก"+name, prose), "a > https://a.example/", "b > https://b.example/", "c > https://c.example/", "d > https://d.example/", "e > https://e.example/"), false, "hidden_links"},
	{"title alone", page("", "สล็อตเว็บตรง แตกง่าย เครดิตฟรี", "# ยินดีต้อนรับ", prose), false, "title; gambling"},
	{"a comment on an honest page", page("board/1", "กระดานถามตอบ"+name, "# ถามเรื่องวัคซีน", prose, "สล็อตแตกง่าย เครดิตฟรี ฝากถอนไว"), false, "visible_text; gambling"},
	{"a list that names the post", page("news/", "ข่าวประชาสัมพันธ์"+name, "# ข่าวประชาสัมพันธ์", "ประชุมวอร์รูมไข้เลือดออก ครั้งที่ 4 ประจำปีงบประมาณ", "บาคาร่าออนไลน์ ทดลองเล่น", prose), false, "visible_text; gambling"},
	{"footer's link away", linked(page("", "หน้าแรก"+name, prose), "บาคาร่า", "https://lucky.example/"), false, "links; gambling"},
	{"link to such a host", linked(page("links", "ลิงก์หน่วยงาน"+name, prose), "อ่านต่อ", "https://www.superslot-vip.example/"), false, "links; gambling"},
}

func TestWhatOthersPut(t *testing.T) {
	for _, c := range planted {
		t.Run(c.name, func(t *testing.T) {
			if got := hijack.Spam(c.page); got != c.spam {
				t.Errorf("spam through and through: %v", got)
			}
			if got := details(&checks.Site{Pages: []*checks.Page{c.page}}); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Offices write about gambling, drugs, football and foreign lands; none of it is spam.
func TestHonestPages(t *testing.T) {
	for name, p := range map[string]*checks.Page{
		"campaign":                   page("n/1", "โครงการป้องกันปัญหาการพนันในเยาวชน"+name, "# รณรงค์เยาวชนปลอดการพนัน", "ปัญหาการพนันออนไลน์ สล็อต บาคาร่า คาสิโนออนไลน์ และแทงบอล ส่งผลกระทบต่อสุขภาพจิต ติดต่อสายด่วน 1323", "ผู้สนใจสมัครเข้าร่วมโครงการได้ที่ฝ่ายส่งเสริมสุขภาพ"),
		"warning that quotes the ad": page("n/2", "เตือนภัยเว็บพนัน"+name, "# เตือนภัยมิจฉาชีพชวนเล่นสล็อต", "โฆษณามักอ้างว่า เว็บตรง แตกง่าย เครดิตฟรี ฝากถอนไม่มีขั้นต่ำ โบนัสจ่ายจริง อย่าหลงเชื่อ"),
		"a headline of a raid":       page("n/3", "ข่าว"+name, "# ตำรวจบุกจับบ่อนบาคาร่ากลางเมือง ยึดของกลาง", "เจ้าหน้าที่ตรวจพบโต๊ะบาคาร่าและสล็อต 12 เครื่อง"),
		"news on a casino bill":      page("n/4", "ร่างกฎหมายสถานบันเทิงครบวงจร", "# ครม. เห็นชอบหลักการกาสิโน", "ร่างพระราชบัญญัติการประกอบธุรกิจสถานบันเทิงครบวงจร (กาสิโน)"),
		"football":                   page("n/5", "ฟุตบอลกระชับมิตร"+name, "# ฟุตบอลยูฟ่าแชมเปียนส์ลีก ชมผลบอลที่ลานกีฬา", "การแข่งขันฟุตบอล สสอ. ทดลองคัพ ทีมชนะเลิศรับเงินรางวัลโบนัส 5,000 บาท"),
		"the FDA on a drug":          page("n/6", "อย. เตือนยาปลอม", "# อย. ตรวจพบไวอากร้าปลอม ขายผ่านออนไลน์ เก็บเงินปลายทาง", "ผลิตภัณฑ์ลักลอบใส่ sildenafil อันตรายต่อหัวใจ สั่งซื้อทางออนไลน์ไม่ปลอดภัย"),
		"formulary":                  page("n/7", "บัญชียาโรงพยาบาล", "# บัญชียา", "Tramadol 50 mg cap", "Sildenafil 50 mg tab", "Xanax 0.5 mg", "Viagra 100 mg ราคากลาง"),
		"time slots":                 page("q", "จองคิวออนไลน์", "# เลือก time slot", "Select a time slot. Slots are free of charge; no deposit is needed for the auto reminder."),
		"bank and wallet":            page("n/8", "ช่องทางชำระเงิน", "# ชำระค่าธรรมเนียม", "ฝากถอนเงินผ่านระบบออโต้ วอเลท ไม่มีขั้นต่ำ โบนัสประจำปีของพนักงาน"),
		"Chinese visitors' page":     page("cn/1", "健康指南 – 清迈府卫生局", "# 旅游健康提示", "请注意防蚊,饮用清洁水。欢迎使用官网平台查询医院信息。"),
		"Japanese visitors' page":    page("ja/1", "デング熱の予防について", "# 予防接種", "公式ウェブサイトで人気の情報をご確認ください。"),
		"English page":               page("en/1", "About the office", "# About us", "The office supervises health centres. Enjoy free health checks. Register for sale of forms at a discount."),
		"LINE official":              linked(page("n/9", "LINE Official", "# แอดไลน์ @ssotest", prose), "แอดไลน์", "https://line.me/R/ti/p/@ssotest"),
		"sex education":              page("n/10", "เพศศึกษา", "# เซ็กส์ปลอดภัยในวัยรุ่น", "ท้องไม่พร้อม ปรึกษาสายด่วน 1663 ยาทำแท้งสั่งซื้อทางออนไลน์อันตราย ผิดกฎหมาย"),
		"a hidden warning":           hidden(page("", "หน้าแรก"+name, prose), "เตือนภัยพนันออนไลน์ > "+home+"n/2"),
		"hidden links of one's own":  hidden(page("", "หน้าแรก"+name, prose), "ข้ามไปยังเนื้อหา > "+home+"#main", "เฟซบุ๊ก > https://www.facebook.com/sso"),
		"how our site was hacked":    page("n/11", "แจ้งเหตุเว็บไซต์ถูกฝังโฆษณา", "# เว็บไซต์หน่วยงานถูกแฮกฝังลิงก์สล็อตเว็บตรง", "ผู้ดูแลพบลิงก์เว็บพนันออนไลน์ บาคาร่า สล็อตแตกง่าย และได้ลบแล้ว"),
		"a newspaper's article":      linked(page("n/13", "ข่าว"+name, prose), "ตำรวจทลายบ่อนคาสิโน", "https://news.example/1"),
		"a football result":          linked(page("n/14", "ข่าว"+name, prose), "ผลบอลยูฟ่า", "https://news.example/2"),
		"an official casino":         linked(page("n/12", "ลิงก์"+name, prose), "ศึกษาเพิ่ม", "http://casino-study.example.go.th/"),
	} {
		t.Run(name, func(t *testing.T) {
			if got := details(&checks.Site{Pages: []*checks.Page{p}}); got != "" || hijack.Spam(p) {
				t.Errorf("alarm %q", got)
			}
		})
	}
}

// One footer on each page is one line with a count; pages of spam are told one
// by one, up to a few.
func TestLinesAndCounts(t *testing.T) {
	site := &checks.Site{}
	for i := range 30 {
		site.Pages = append(site.Pages, hidden(page(strings.Repeat("p", i+1), "ข่าว"+name, prose), "สล็อตเว็บตรง > https://lucky.example/"))
	}
	for i := range 14 {
		site.Pages = append(site.Pages, page(strings.Repeat("s", i+1), "สล็อตเว็บตรง แตกง่าย", "# สล็อตเว็บตรง"))
	}
	outside := page("x", "สล็อตเว็บตรง แตกง่าย", "# สล็อตเว็บตรง")
	outside.Outside = true
	site.Pages = append(site.Pages, outside)
	got := hijack.Look(site)
	if len(got) != 12 || got[0].Count != 30 || got[0].Detail != "hidden_links; gambling" || got[11].Detail != "more_spam_pages" || got[11].Count != 4 {
		t.Errorf("%d lines: %+v", len(got), got)
	}
	for _, w := range got {
		if w.Kind != "hijack" || w.URL == "" || strings.Contains(w.Detail, "สล็อต") {
			t.Errorf("%+v", w)
		}
	}
}

func TestFarmsAndBursts(t *testing.T) {
	site := &checks.Site{}
	for _, f := range []string{"ab3k", "qq91", "zz02"} {
		site.Pages = append(site.Pages, page("wp-content/uploads/2026/"+f+".html", "Notes on "+f, strings.Repeat("Some words in a foreign language that nobody asked for. ", 8)))
	}
	for range 8 {
		site.Pages = append(site.Pages, page("n", "ข่าว"+name, prose))
	}
	burst := page("m", "ข่าว"+name, prose)
	for i := range 40 {
		linked(burst, "read more", "https://"+strings.Repeat("a", i+1)+".example/")
	}
	site.Pages = append(site.Pages, burst)
	if got := details(site); got != "odd_folder, link_burst" {
		t.Errorf("%q", got)
	}
	for _, w := range hijack.Look(site) {
		if w.Detail == "odd_folder" && w.Count != 3 {
			t.Errorf("%+v", w)
		}
	}
	site.Pages = site.Pages[2:]
	site.Pages[len(site.Pages)-1] = page("m", "ข่าว"+name, prose)
	if got := details(site); got != "" {
		t.Errorf("one page is no farm: %q", got)
	}
	thai := page("links", "หน่วยงานที่เกี่ยวข้อง", prose)
	for i := range 60 {
		linked(thai, "มูลนิธิ", "https://"+strings.Repeat("b", i+1)+".example/")
	}
	site.Pages = append(site.Pages, thai)
	if got := details(site); got != "" {
		t.Errorf("a page of links in Thai: %q", got)
	}
}

// What only search engines read is read too.
func TestDescription(t *testing.T) {
	p := page("", "หน้าแรก"+name, prose)
	p.Content.Description = "สล็อตเว็บตรง แตกง่าย สมัครสมาชิกใหม่รับเครดิตฟรี"
	if got := details(&checks.Site{Pages: []*checks.Page{p}}); got != "hidden_text; gambling" {
		t.Errorf("%q", got)
	}
}

func TestDocumentsAndScripts(t *testing.T) {
	d := &checks.Document{Kind: checks.KindPDF, Content: page("", "Slot Gacor Maxwin", "Situs slot gacor terpercaya").Content}
	d.URL = home + "upload/1.pdf"
	p := page("", "หน้าแรก"+name, prose)
	p.Content.Scripts = []string{"https://pgslot-x.example/a.js", home + "app.js"}
	got := details(&checks.Site{Pages: []*checks.Page{p}, Documents: []*checks.Document{d}})
	if got != "script; gambling, document; gambling" {
		t.Errorf("%q", got)
	}
}

func TestCheck(t *testing.T) {
	var c hijack.Check
	if len(c.Names()) != 1 {
		t.Error(c.Names())
	}
	for name, x := range map[string]struct {
		site *checks.Site
		want checks.Verdict
	}{
		"clean":   {&checks.Site{Pages: []*checks.Page{page("", "หน้าแรก"+name, prose)}}, checks.Found},
		"spam":    {&checks.Site{Pages: []*checks.Page{planted[0].page}}, checks.Absent},
		"nothing": {&checks.Site{}, checks.CouldNotLook},
	} {
		a := c.Judge(hijack.Injected, x.site, x.site.Started)
		if a.Verdict != x.want || a.Verdict != checks.Found && len(a.Reasons) == 0 || a.Verdict == checks.Absent && len(a.Evidence) == 0 {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func FuzzLook(f *testing.F) {
	for _, c := range planted {
		f.Add(c.page.Content.Title, c.page.Content.HiddenText, strings.TrimPrefix(c.page.URL, home))
	}
	f.Add("\xff\xe0\xb8", "//", "%zz")
	f.Fuzz(func(t *testing.T, title, text, path string) {
		p := hidden(linked(page(path, title, "# "+text, text), title, text), text+" > "+title)
		p.Content.Scripts = []string{title, text}
		spam := hijack.Spam(p)
		got := hijack.Look(&checks.Site{Pages: []*checks.Page{p}})
		if spam && len(got) == 0 {
			t.Errorf("spam is not told: %q %q", title, text)
		}
		for _, w := range got {
			if w.Count < 1 || w.Kind != "hijack" || len(w.Detail) > 60 {
				t.Errorf("%+v", w)
			}
		}
	})
}

func BenchmarkLook(b *testing.B) {
	site := &checks.Site{}
	for range 20 {
		site.Pages = append(site.Pages, hidden(page("n/1", "ข่าวประชาสัมพันธ์"+name, prose, prose, prose), "สล็อต > https://lucky.example/"))
	}
	n := 0
	for _, p := range site.Pages {
		for i := range p.Content.Blocks {
			n += len(p.Content.Blocks[i].Text)
		}
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		hijack.Look(site)
	}
}
