package crawl

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

func content(t *testing.T, html string) *checks.Content {
	t.Helper()
	_, c, _, err := plainReader{}.Read(t.Context(), "http://office.example/x", "", []byte(html))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTroubleOfAPage(t *testing.T) {
	login := `<form action="/login"><input type="text"><input type="password"></form>`
	long := strings.Repeat("<p>"+prose+"</p>", 20)
	for name, c := range map[string]struct {
		html    string
		final   string
		outside bool
		asked   string
		want    checks.Reason
	}{
		"an ordinary page":                  {html: page("ประวัติ")},
		"closed form":                       {html: "<title>แบบสำรวจ</title><p>แบบฟอร์ม แบบสำรวจ ปิดรับคำตอบแล้ว</p>", want: checks.FormClosed},
		"closed form in English":            {html: "<p>The form Survey is no longer accepting responses.</p>", want: checks.FormClosed},
		"news about a closed form":          {html: page("ข่าว") + long + "<p>แบบฟอร์มนี้ปิดแล้ว</p>"},
		"missing in Thai":                   {html: "<title>ไม่พบหน้าที่ต้องการ</title><p>กลับหน้าแรก</p>", want: checks.SoftMissing},
		"missing in English":                {html: "<h1>404</h1><p>Not Found</p>", want: checks.SoftMissing},
		"missing in the heading only":       {html: "<title>สสอ.ทดลอง</title><h1>404 Page not found</h1>", want: checks.SoftMissing},
		"a page about 404":                  {html: "<h1>404 Page not found คืออะไร</h1>" + long},
		"a hotline named 1404":              {html: page("สายด่วน 1404")},
		"sign-in outside":                   {html: "<title>เข้าสู่ระบบ</title><h1>ลงชื่อเข้าใช้</h1>" + login, outside: true, want: checks.SignIn},
		"sign-in without password field":    {html: "<title>Sign in - Accounts</title><p>อีเมลหรือโทรศัพท์</p><form></form>", final: "https://accounts.provider.example/ServiceLogin", outside: true, want: checks.SignIn},
		"staff sign-in of the office":       {html: "<title>เข้าสู่ระบบ</title><h1>เข้าสู่ระบบ</h1>" + login},
		"office page turned to sign-in":     {html: "<title>เข้าสู่ระบบ</title><h1>เข้าสู่ระบบ</h1>" + login, asked: "http://office.example/plan", final: "http://office.example/user/login", want: checks.SignIn},
		"office page turned to an account":  {html: "<title>ลงชื่อเข้าใช้ - บัญชี</title><h1>ลงชื่อเข้าใช้</h1><form><label>อีเมล<input type=email></label></form>", asked: "http://office.example/sites/view/oic", final: "http://office.example/accounts/signin.html?continue=sites", want: checks.SignIn},
		"an e-service that asks for a mail": {html: "<title>ลงชื่อเข้าใช้</title><h1>ลงชื่อเข้าใช้</h1><form><label>อีเมล<input type=email></label></form>", asked: "http://office.example/eservice", final: "http://office.example/eservice/start"},
		"permission needed":                 {html: "<h1>คุณต้องมีสิทธิ์เข้าถึง</h1><p>ขอสิทธิ์เข้าถึง หรือเปลี่ยนบัญชี</p>", outside: true, want: checks.SignIn},
		"permission needed in English":      {html: "<h1>You need access</h1>", outside: true, want: checks.SignIn},
		"a sister page with a login box":    {html: page("ข้อมูลข่าวสาร") + long + login, outside: true},
	} {
		t.Run(name, func(t *testing.T) {
			asked, final := c.asked, c.final
			if asked == "" {
				asked = "http://office.example/x"
			}
			if final == "" {
				final = asked
			}
			w := circumstances{asked: mustParse(t, asked), final: mustParse(t, final), outside: c.outside, redirected: asked != final}
			if got := troubleOf(content(t, c.html), w); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Pages under status 200 as platforms and servers really write them. What is
// content for a citizen, if only a short notice, is left to the matcher.
func TestPagesThatAreNone(t *testing.T) {
	menu := nav(a("/", "หน้าแรก"), a("/about", "เกี่ยวกับหน่วยงาน"), a("/news", "ข่าวประชาสัมพันธ์"), a("/contact", "ติดต่อเรา"))
	foot := "<footer><p>สำนักงานสาธารณสุขอำเภอทดลอง โทร 038-555-301</p></footer>"
	long := strings.Repeat("<p>"+prose+"</p>", 12)
	for name, c := range map[string]struct {
		html string
		want checks.Reason
	}{
		"WordPress":                    {"<title>ไม่พบหน้านี้ – สสอ.ทดลอง</title>" + menu + "<h1>อุ๊ปส์! ไม่พบหน้านี้</h1><p>ดูเหมือนไม่มีอะไรที่นี่ ลองค้นหาดูไหม</p>" + foot, checks.SoftMissing},
		"WordPress, English":           {"<title>Page not found – SSO</title>" + menu + "<h1>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location.</p>", checks.SoftMissing},
		"Joomla":                       {"<title>404 - Error: 404</title><h1>404 - Article not found</h1><p>You may not be able to visit this page because of: an out-of-date bookmark/favourite; a mistyped address</p>", checks.SoftMissing},
		"Apache":                       {"<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4 Server</address>", checks.SoftMissing},
		"XAMPP":                        {"<title>Object not found!</title><h1>Object not found!</h1><p>The requested URL was not found on this server. If you entered the URL manually please check your spelling.</p>", checks.SoftMissing},
		"IIS":                          {"<title>404 - File or directory not found.</title><h1>Server Error</h1><h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed.</h3>", checks.SoftMissing},
		"ASP.NET":                      {"<title>The resource cannot be found.</title><h1>Server Error in Application.</h1><h2>The resource cannot be found.</h2>", checks.SoftMissing},
		"Blogger":                      {"<title>สสอ.ทดลอง</title>" + menu + "<h1>ขออภัย หน้าที่คุณกำลังมองหาในบล็อกนี้ไม่มีอยู่</h1>", checks.SoftMissing},
		"Laravel":                      {"<title>Not Found</title><div>404</div><div>Not Found</div>", checks.SoftMissing},
		"vendor's system":              {"<title>สสอ.ทดลอง</title>" + menu + "<h1>ไม่พบข้อมูลที่ท่านต้องการ</h1><p>กลับหน้าหลัก</p>" + foot, checks.SoftMissing},
		"deleted":                      {"<title>ข่าว</title><h1>หน้านี้ถูกลบไปแล้ว</h1>", checks.SoftMissing},
		"404 with a colon":             {"<title>404: This page could not be found</title><p>กลับ</p>", checks.SoftMissing},
		"password":                     {"<title>ป้องกัน: ผลการประเมิน</title><h1>ผลการประเมิน</h1><form><p>เนื้อหานี้ถูกป้องกันด้วยรหัสผ่าน หากต้องการดู กรุณาใส่รหัสผ่านของคุณด้านล่าง</p><input type=password name=post_password></form>", checks.SignIn},
		"members only":                 {"<title>สสอ.ทดลอง</title>" + menu + "<p>กรุณาเข้าสู่ระบบเพื่อดูเนื้อหา</p><form><input type=text name=username><input type=password></form>", checks.SignIn},
		"Joomla, members only":         {"<title>เอกสาร</title><h1>เอกสาร</h1><p>You are not authorised to view this resource.</p>", checks.SignIn},
		"sign-in to comment":           {"<title>ข่าว</title><h1>ประชุมประจำเดือน</h1><p>ประชุมที่ห้องประชุม</p><p>กรุณาเข้าสู่ระบบเพื่อแสดงความคิดเห็น</p>", ""},
		"sign-in of a service":         {"<title>จองคิว</title><h1>จองคิวออนไลน์</h1><p>กรุณาเข้าสู่ระบบเพื่อจองคิว</p><form><input type=password></form>", ""},
		"no duty":                      {"<title>บทบาท</title><h1>สำนักงานไม่มีหน้าที่รับฝากเงิน</h1><p>ติดต่อธนาคาร</p>", ""},
		"404 in an article":            {"<title>วิธีแก้ Page not found</title>" + long, ""},
		"an empty list":                {"<title>ข่าว</title>" + menu + "<h1>ข่าวจัดซื้อจัดจ้าง</h1><p>ไม่มีบทความในหมวดหมู่นี้</p>", ""},
		"under construction":           {"<title>แผน</title><h1>แผนปฏิบัติราชการ</h1><p>อยู่ระหว่างปรับปรุงข้อมูล</p>", ""},
		"a search without hits":        {"<title>ผลการค้นหา</title><h1>ผลการค้นหา</h1><p>ไม่พบข้อมูล</p>", ""},
		"a notice of a missing person": {"<title>ประกาศ</title><h1>ประกาศคนหาย ไม่พบตัวตั้งแต่วันจันทร์</h1><p>แจ้งที่สำนักงาน</p>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			at := mustParse(t, "http://office.example/x")
			if got := troubleOf(content(t, c.html), circumstances{asked: at, final: at}); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Firewalls, databases and hosting firms answer 200 too.
func TestRefusalsAndErrorsUnderSuccess(t *testing.T) {
	style := "<style>" + strings.Repeat("body{margin:0}", 200) + "</style>"
	for name, c := range map[string]struct {
		html string
		want checks.Reason
	}{
		"firewall":             {"<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234567890</body></html>", checks.Blocked},
		"gateway":              {"<title>Web Page Blocked!</title>" + style + "<h1>Web Page Blocked!</h1><p>The page you have requested has been blocked</p>", checks.Blocked},
		"Thai firewall":        {"<title>แจ้งเตือน</title><p>หมายเลข IP ของท่านถูกระงับชั่วคราว กรุณาติดต่อผู้ดูแลระบบ</p>", checks.Blocked},
		"WordPress's database": {"<title>Database Error</title><h1>Error establishing a database connection</h1>", checks.HTTPStatus},
		"old PHP":              {"<br /><b>Warning</b>: mysql_connect(): Access denied for user 'sso'@'localhost' (using password: YES) in <b>/home/sso/connect.php</b> on line <b>4</b>", checks.HTTPStatus},
		"new PHP":              {"<br />\n<b>Fatal error</b>: Uncaught Error: Call to undefined function mysql_query() in /var/www/index.php:12", checks.HTTPStatus},
		"Thai message":         {"<p>ไม่สามารถเชื่อมต่อฐานข้อมูลได้</p>", checks.HTTPStatus},
		"unpaid":               {"<title>Account Suspended</title><h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>", checks.HTTPStatus},
		"fresh server":         {"<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>", checks.HTTPStatus},
		"ordinary page":        {page("ประวัติ"), ""},
		"nothing":              {"", ""},
		"an article":           {page("แก้ปัญหา", strings.Repeat("<p>"+prose+"</p>", 10), "Error establishing a database connection"), ""},
		"contact form":         {page("ติดต่อ", `<form><input type="text" name="name"><p>กรุณายืนยันว่าคุณไม่ใช่หุ่นยนต์</p><script src="captcha.js"></script></form>`), ""},
		"robot test":           {`<title>ตรวจสอบ</title><p>กรุณายืนยันว่าคุณไม่ใช่หุ่นยนต์</p><script src="captcha.js"></script>`, checks.Challenge},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := judge(&answer{status: 200, header: http.Header{}, body: []byte(c.html)}, time.Now()); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestChallenges(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		header http.Header
		want   bool
	}{
		"header":              {403, "", http.Header{"Cf-Mitigated": {"challenge"}}, true},
		"Thai notice":         {200, `<title>รอสักครู่</title><p>กำลังตรวจสอบเบราว์เซอร์ของท่าน</p><script>go()</script>`, nil, true},
		"English notice":      {503, `<title>Just a moment...</title><p>Checking your browser</p><script></script>`, nil, true},
		"platform script":     {403, `<script src="/cdn-cgi/challenge-platform/h/b/x.js"></script>`, nil, true},
		"free host's cookie":  {200, `<script src="/aes.js"></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b));location.href="/?i=1"</script>`, nil, true},
		"503 of a script":     {503, `<script>document.cookie="ok=1";location.reload()</script>`, nil, true},
		"503 of a server":     {503, "<h1>Service Unavailable</h1>", nil, false},
		"plain 403":           {403, "<h1>Forbidden</h1>", nil, false},
		"page that tells it":  {200, page("คู่มือ") + strings.Repeat(prose, 20) + "กำลังตรวจสอบเบราว์เซอร์<script></script>", nil, false},
		"ordinary page":       {200, page("หน้า", `<script>document.cookie="a=1"</script>`), nil, false},
		"page under a shield": {200, page("หน้า", `<script src="/cdn-cgi/scripts/email-decode.min.js"></script>`), nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			if c.header == nil {
				c.header = http.Header{}
			}
			if got := challenge(c.status, c.header, []byte(c.body)); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestThin(t *testing.T) {
	for name, c := range map[string]struct {
		html string
		want bool
	}{
		"empty mount":               {`<div id="app"></div><script src="/app.js"></script>`, true},
		"loading":                   {`<p>กำลังโหลด...</p><script></script>`, true},
		"short without scripts":     {"<p>ยินดีต้อนรับ</p>", false},
		"a full page":               {page("หน้า", "<script></script>"), false},
		"menu is there, page empty": {nav(a("/", strings.Repeat("เมนูของเว็บไซต์ ", 30))) + "<h1>นโยบาย</h1><script></script>", false},
		"frames":                    {`<frame src="a.htm"><script></script>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := thin(content(t, c.html), []byte(c.html)); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestFilesThatAreNot(t *testing.T) {
	other := serve(t, map[string]string{
		"/file/1": "<title>เข้าสู่ระบบ</title><h1>ลงชื่อเข้าใช้</h1><form><input type=\"password\"></form>",
		"/closed": "<p>แบบฟอร์มนี้ปิดแล้ว</p>",
	})
	s := serve(t, map[string]string{
		"/":          page("หน้าแรก", a("/empty.pdf", "ว่าง"), a("/html.pdf", "ผิดชนิด"), a("/login.pdf", "ล็อกอิน"), a("/sheet.xls", "ตาราง"), a("/get.php?file=plan.docx", "ดาวน์โหลด"), a("/gone.pdf", "ย้าย"), a("/soft", "หาย"), a("/real.htm", "พีดีเอฟ"), a("/wall", "กำแพง"), a("/no", "ห้าม"), a("/ask", "ขอสิทธิ์"), a(other.URL+"/file/1", "ไดรฟ์"), a(other.URL+"/closed", "แบบสำรวจ")),
		"/empty.pdf": "", "/html.pdf": page("หน้าเว็บ"), "/get.php?file=plan.docx": page("ไม่ใช่ไฟล์"),
		"/login.pdf": "<h1>เข้าสู่ระบบ</h1><form><input type=\"password\"></form>",
		"/sheet.xls": `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><p>ตาราง</p>`,
		"/soft":      "<title>ไม่พบหน้า</title><p>ไม่พบหน้าที่ท่านค้นหา</p>", "/real.htm": "%PDF จริง",
	})
	s.on["/gone.pdf"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }
	s.on["/wall"] = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(503)
		_, _ = w.Write([]byte(`<p>กำลังตรวจสอบเบราว์เซอร์</p><script></script>`))
	}
	s.on["/no"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }
	s.on["/ask"] = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(403)
		_, _ = w.Write([]byte(`<h1>คุณต้องมีสิทธิ์เข้าถึง</h1>`))
	}
	site := crawlSite(t, s.URL, nil)
	for path, want := range map[string]checks.Reason{"/empty.pdf": checks.EmptyFile, "/html.pdf": checks.WrongType, "/login.pdf": checks.SignIn, "/sheet.xls": "", "/get.php?file=plan.docx": checks.WrongType, "/gone.pdf": checks.WrongType, "/real.htm": ""} {
		if d := documentAt(t, site, s.URL+path); d.Trouble != want {
			t.Errorf("%s: %q, want %q", path, d.Trouble, want)
		}
	}
	if k := documentAt(t, site, s.URL+"/empty.pdf").Kind; k != checks.KindEmpty {
		t.Errorf("kind %q", k)
	}
	for u, want := range map[string]checks.Reason{s.URL + "/soft": checks.SoftMissing, other.URL + "/file/1": checks.SignIn, other.URL + "/closed": checks.FormClosed, s.URL: ""} {
		if p := pageAt(t, site, u); p.Trouble != want {
			t.Errorf("%s: %q, want %q", u, p.Trouble, want)
		}
	}
	for path, want := range map[string]checks.Reason{"/wall": checks.Challenge, "/no": checks.Blocked, "/ask": checks.SignIn} {
		if g := gapAt(t, site, s.URL+path); g.Reason != want {
			t.Errorf("%s: %+v", path, g)
		}
	}
}

func TestALoginWall(t *testing.T) {
	s := serve(t, map[string]string{"/": `<title>ระบบ</title><h1>เข้าสู่ระบบ</h1><form><input type="password"></form>` + a("/forgot", "ลืมรหัสผ่าน"), "/forgot": page("ลืม")})
	if p := pageAt(t, crawlSite(t, s.URL, nil), s.URL); p.Trouble != checks.SignIn {
		t.Errorf("trouble %q", p.Trouble)
	}
}

func TestAReaderThatPanicsOrFails(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/bad", "ก"), a("/odd", "ข"), a("/good", "ค")), "/bad": "PANIC", "/odd": "\x01\x02ข้อมูล", "/good": page("ดี")})
	site := crawlSite(t, s.URL, nil)
	if g := gapAt(t, site, s.URL+"/bad"); g.Reason != checks.ReadFailed || !strings.Contains(g.Detail, "own fault") {
		t.Errorf("%+v", g)
	}
	if d := documentAt(t, site, s.URL+"/odd"); d.Content != nil || d.Kind != checks.KindOther || d.Detail == "" {
		t.Errorf("%+v", d)
	}
	pageAt(t, site, s.URL+"/good")
}

// A page that others put there is marked as it arrives: it proves nothing, and
// where it leads is not followed.
func TestSpamIsMarkedAndNotFollowed(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/slot", "ข่าว"), a("/news", "ข่าว")), "/slot": page("สล็อต", a("/deeper", "เข้าเล่น")), "/deeper": page("ลึก"), "/news": page("ข่าว")})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Spam = func(p *checks.Page) bool { return p.Content.Title == "สล็อต" }
	})
	if p := pageAt(t, site, s.URL+"/slot"); p.Trouble != checks.Spam {
		t.Errorf("trouble %q", p.Trouble)
	}
	if p := pageAt(t, site, s.URL+"/news"); p.Trouble != "" {
		t.Errorf("trouble %q", p.Trouble)
	}
	if site.Find(s.URL+"/deeper") != nil {
		t.Error("a link of spam was followed")
	}
}

type lockedReader struct{ plainReader }

type locked struct{}

func (locked) Error() string          { return "asks for a password" }
func (locked) Trouble() checks.Reason { return checks.Password }

func (l lockedReader) Read(ctx context.Context, at, ct string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	if strings.HasPrefix(string(body), "%PDF") {
		return checks.KindPDF, nil, checks.Charset{}, locked{}
	}
	return l.plainReader.Read(ctx, at, ct, body)
}

func TestAReaderNamesTheTrouble(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/a.pdf", "ก")), "/a.pdf": "%PDF"})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Reader = lockedReader{} })
	if d := documentAt(t, site, s.URL+"/a.pdf"); d.Trouble != checks.Password {
		t.Errorf("%+v", d)
	}
}

// drawing renders pages from a table.
type drawing map[string]string

func (d drawing) Render(_ context.Context, shell Shell) (Drawn, error) {
	if s, ok := d[mustPath(shell.URL)]; ok {
		return Drawn{Final: shell.URL, HTML: []byte(s)}, nil
	}
	return Drawn{}, errors.New("the browser is gone")
}

func mustPath(at string) string {
	a, _ := parse(at)
	return a.path
}

func TestPagesDrawnByScript(t *testing.T) {
	shell := `<title>สสอ</title><div id="app"></div><script src="/app.js"></script>`
	s := serve(t, map[string]string{"/": shell, "/about": shell, "/team": shell})
	site := crawlSite(t, s.URL, nil)
	if p := pageAt(t, site, s.URL); !p.Thin || p.Rendered || site.Renderer {
		t.Errorf("%+v", p)
	}
	if g := gapAt(t, site, s.URL); g.Reason != checks.NeedsRender {
		t.Errorf("%+v", g)
	}
	site = crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = drawing{"/": page("หน้าแรก", a("/about", "เกี่ยวกับ"), a("/team", "ทีม")), "/about": page("เกี่ยวกับ")}
	})
	if p := pageAt(t, site, s.URL+"/about"); !p.Rendered || p.Content.Title != "เกี่ยวกับ" || !site.Renderer {
		t.Errorf("%+v", p)
	}
	if g := gapAt(t, site, s.URL+"/team"); g.Reason != checks.NeedsRender || !strings.Contains(g.Detail, "gone") {
		t.Errorf("%+v", g)
	}
	if len(site.Pages) != 3 {
		t.Errorf("one shell under three addresses is %d pages", len(site.Pages))
	}
}
