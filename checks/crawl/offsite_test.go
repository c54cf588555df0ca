package crawl

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestPlacesByShape(t *testing.T) {
	const at = "http://127.0.0.9:8080"
	for _, c := range []struct {
		address string
		sort    service
		file    string
	}{
		{"/file/d/1AbCdEfGh/view?usp=sharing", storedFile, "/uc?export=download&id=1AbCdEfGh"},
		{"/drive/file/d/1AbCdEfGh/preview", storedFile, "/drive/uc?export=download&id=1AbCdEfGh"},
		{"/a/office.go.th/file/d/1AbCdEfGh/view", storedFile, "/uc?export=download&id=1AbCdEfGh"},
		{"/drive/file/d/1Sop/view", storedFile, "/drive/uc?export=download&id=1Sop"},
		{"/file/u/0/d/1AbCdEfGh/edit?resourcekey=0-x", storedFile, "/uc?export=download&id=1AbCdEfGh&resourcekey=0-x"},
		{"/open?id=1AbCdEfGh", storedFile, "/uc?export=download&id=1AbCdEfGh"},
		{"/open?id=17", noService, ""},
		{"/uc?export=download&id=1AbCdEfGh", storedFile, ""},
		{"/drive/folders/1AbCdEfGh?usp=sharing", storedFolder, "/embeddedfolderview?id=1AbCdEfGh"},
		{"/drive/u/1/folders/1AbCdEfGh", storedFolder, "/embeddedfolderview?id=1AbCdEfGh"},
		{"/embeddedfolderview?id=1AbCdEfGh", storedFolder, ""},
		{"/document/d/1AbCdEfGh/edit?usp=sharing", storedFile, "/document/d/1AbCdEfGh/export?format=docx"},
		{"/spreadsheets/d/1AbCdEfGh/edit", storedFile, "/spreadsheets/d/1AbCdEfGh/export?format=xlsx"},
		{"/presentation/d/1AbCdEfGh/view", storedFile, "/presentation/d/1AbCdEfGh/export/pptx"},
		{"/document/d/e/2PACX-1vAbC/pub", noService, ""},
		{"/forms/d/e/1FAIpQL/viewform?usp=sf_link", onlineForm, ""},
		{"/Pages/ResponsePage.aspx?id=abc", onlineForm, ""},
		{"/redir?resid=A1!22&authkey=!xyz", storedFile, "/download?resid=A1!22&authkey=!xyz"},
		{"/:b:/g/personal/staff/EabcD?e=x1", storedFile, "/:b:/g/personal/staff/EabcD?e=x1&download=1"},
		{"/:f:/g/personal/staff/EabcD", storedFolder, ""},
		{"/s/abc123xyz/plan.pdf?dl=0", storedFile, "/s/abc123xyz/plan.pdf?dl=1"},
		{"/scl/fi/abc123xyz/plan.pdf?rlkey=k&dl=0", storedFile, "/scl/fi/abc123xyz/plan.pdf?rlkey=k&dl=1"},
		{"/scl/fo/abc123xyz?rlkey=k&dl=0", storedFolder, ""},
		{"/s/abc123xyz/plan.pdf", noService, ""},
		{"/watch?v=dQw4w9WgXcQ", video, ""},
		{"/watch?v=12", noService, ""},
		{"/embed/dQw4w9WgXcQ", video, ""},
		{"/permalink.php?story_fbid=1&id=2", socialNetwork, ""},
		{"/groups/12345", socialNetwork, ""},
		{"/profile.php", noService, ""},
		{"/index.php?option=com_content&view=article&id=12345", noService, ""},
		{"/plan/2569/", noService, ""},
	} {
		p := placeOf(mustParse(t, at+c.address))
		file := ""
		if p.file.host != "" {
			file = strings.TrimPrefix(p.file.String(), at)
		}
		if p.sort != c.sort || file != c.file {
			t.Errorf("%s is a %d with its file at %q", c.address, p.sort, file)
		}
	}
	for host, want := range map[string]service{"https://www.facebook.com/ssotest": socialNetwork, "https://forms.gle/x": onlineForm, "https://youtu.be/x": video,
		"https://notfacebook.com/ssotest": noService, "https://www.dropbox.com/s/abc123/x.pdf": storedFile} {
		if p := placeOf(mustParse(t, host)); p.sort != want {
			t.Errorf("%s is a %d", host, p.sort)
		}
	}
}

func TestRedirectorsAreUnwrapped(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.google.com/url?q=http%3A%2F%2F127.0.0.2%2Fplan.pdf%3Fa%3D1&sa=D":                            "http://127.0.0.2/plan.pdf?a=1",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Foffice.example%2Fx&h=AT0":                                  "https://office.example/x",
		"http://office.example/redirect?url=https%3A%2F%2Fb.example%2F":                                          "https://b.example/",
		"http://office.example/go.php?url=http://b.example/c":                                                    "http://b.example/c",
		"https://view.example/op/view.aspx?src=https%3A%2F%2Fb.example%2Fplan.docx":                              "https://b.example/plan.docx",
		"https://docs.example/gview?embedded=true&url=http://b.example/plan.pdf":                                 "http://b.example/plan.pdf",
		"http://office.example/url?q=http%3A%2F%2Fb.example%2Fredirect%3Fto%3Dhttp%253A%252F%252Fc.example%252F": "http://c.example/",
		"http://office.example/news.php?url=http://b.example/":                                                   "http://office.example/news.php?url=http://b.example/",
		"http://office.example/link.php?url=javascript:alert(1)":                                                 "http://office.example/link.php?url=javascript:alert(1)",
		"http://office.example/url?q=plan":                                                                       "http://office.example/url?q=plan",
	} {
		if got := unwrap(mustParse(t, raw)).String(); got != want {
			t.Errorf("%s leads to %s", raw, got)
		}
	}
}

// abroad serves another host than the office's.
func abroad(t *testing.T, pages map[string]string) *site {
	t.Helper()
	s := &site{hits: map[string]int{}, pages: pages, on: map[string]http.HandlerFunc{}}
	l, err := net.Listen("tcp", "127.0.0.9:0")
	if err != nil {
		t.Skipf("no second loopback address: %v", err)
	}
	s.Server = httptest.NewUnstartedServer(s)
	_ = s.Server.Listener.Close()
	s.Server.Listener = l
	s.Server.Start()
	t.Cleanup(s.Close)
	return s
}

// viewer is a store's page about a file: hardly a word, drawn by script.
func viewer(name string) string {
	return "<title>" + name + " - ไดรฟ์</title><div>JavaScript</div><script>view()</script>"
}

const (
	pdfFile   = "%PDF-1.4 แผนปฏิบัติการ"
	googleIn  = "<title>ลงชื่อเข้าใช้ - บัญชี</title><h1>ลงชื่อเข้าใช้</h1><form></form>"
	wallOfFB  = `<title>Log in to Facebook</title><h1>Log in to Facebook</h1><form action="/login/"><input type="text"><input type="password"></form>`
	scanLimit = "<title>Google Drive - Virus scan warning</title><p>Google Drive can't scan this file for viruses.</p>"
	tooOften  = "<title>Google Drive - Quota exceeded</title><p>Sorry, you can't view or download this file at this time. Too many users have viewed or downloaded this file recently.</p>"
)

func to(where string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, where, http.StatusFound) }
}

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	}
}

// What a citizen without an account meets behind a link to another host.
func TestProofOnOtherHosts(t *testing.T) {
	const id = "1AbCdEfGhIj"
	get := "/uc?export=download&id=" + id
	for name, c := range map[string]struct {
		link  string
		pages map[string]string
		on    map[string]http.HandlerFunc
		kind  checks.Kind   // of the document that is there
		why   checks.Reason // of the page's trouble, or of the gap
		gap   bool
		also  []string // further addresses at which it is found
		never []string // addresses that must not be asked for
	}{
		"a file behind its viewer": {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"), get: pdfFile}, kind: checks.KindPDF, also: []string{get}},
		"a file by open": {link: "/open?id=" + id, on: map[string]http.HandlerFunc{"/open": to("/file/d/" + id + "/view?usp=drive_open")},
			pages: map[string]string{"/file/d/" + id + "/view?usp=drive_open": viewer("แผน.pdf"), get: pdfFile}, kind: checks.KindPDF, also: []string{get}},
		"a file that moves on to another path": {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"), "/download/x": pdfFile},
			on: map[string]http.HandlerFunc{"/uc": to("/download/x")}, kind: checks.KindPDF, also: []string{get, "/download/x"}},
		"a large file behind the notice on viruses": {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"),
			get:                                 scanLimit + `<form id="download-form" action="/download" method="get"><input type="hidden" name="id" value="` + id + `"><input type="hidden" name="confirm" value="t"></form>`,
			"/download?id=" + id + "&confirm=t": pdfFile}, kind: checks.KindPDF, also: []string{get}},
		"the notice of older days": {link: get, pages: map[string]string{get: scanLimit + `<a id="uc-download-link" href="/uc?export=download&amp;confirm=aB1&amp;id=` + id + `">Download anyway</a>`,
			"/uc?export=download&confirm=aB1&id=" + id: pdfFile}, kind: checks.KindPDF},
		"fetched too often": {link: get, pages: map[string]string{get: tooOften}, why: checks.Blocked, gap: true},
		"its viewer opens, fetched too often": {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"), get: tooOften},
			why: checks.Blocked, gap: true},
		"its owner lets nobody fetch it": {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf")},
			on: map[string]http.HandlerFunc{"/uc": status(403, "<p>forbidden</p>")}, why: checks.Unverified},
		"a file of no bytes":    {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"), get: ""}, kind: checks.KindEmpty, why: checks.EmptyFile},
		"a file that is gone":   {link: "/file/d/" + id + "/view", on: map[string]http.HandlerFunc{"*": status(404, "<p>Sorry, the file you have requested does not exist.</p>")}, why: checks.DeadLink, gap: true},
		"a file in the bin":     {link: "/file/d/" + id + "/view", pages: map[string]string{"/file/d/" + id + "/view": "<h1>ขออภัย ไฟล์ที่คุณขอไม่มีอยู่</h1>"}, why: checks.SoftMissing, never: []string{get}},
		"a private file":        {link: "/file/d/" + id + "/view", on: map[string]http.HandlerFunc{"/file/d/" + id + "/view": to("/ServiceLogin?continue=x")}, pages: map[string]string{"/ServiceLogin?continue=x": googleIn}, why: checks.SignIn, never: []string{get}},
		"a script-drawn wall":   {link: get, on: map[string]http.HandlerFunc{"/uc": to("/common/oauth2/authorize?redirect_uri=x")}, pages: map[string]string{"/common/oauth2/authorize?redirect_uri=x": "<title>.</title><script>x()</script>"}, why: checks.SignIn},
		"a wall closed to bots": {link: get, on: map[string]http.HandlerFunc{"/uc": to("/ServiceLogin?continue=x"), "/robots.txt": status(200, "User-agent: *\nDisallow: /ServiceLogin")}, why: checks.SignIn, gap: true},
		"asks for permission":   {link: "/file/d/" + id + "/view", on: map[string]http.HandlerFunc{"*": status(403, "<h1>คุณต้องมีสิทธิ์เข้าถึง</h1><p>ขอสิทธิ์เข้าถึง</p>")}, why: checks.SignIn, gap: true},
		"a store closed to bots": {link: "/file/d/" + id + "/view", on: map[string]http.HandlerFunc{"/robots.txt": status(200, "User-agent: *\nDisallow: /")}, why: checks.Unverified, gap: true,
			never: []string{"/file/d/" + id + "/view", get}},
		"a document being edited":    {link: "/document/d/" + id + "/edit", pages: map[string]string{"/document/d/" + id + "/edit": viewer("แผน"), "/document/d/" + id + "/export?format=docx": pdfFile}, kind: checks.KindPDF},
		"a shared file of Dropbox":   {link: "/s/abc123xyz/plan.pdf?dl=0", pages: map[string]string{"/s/abc123xyz/plan.pdf?dl=0": viewer("plan.pdf"), "/s/abc123xyz/plan.pdf?dl=1": pdfFile}, kind: checks.KindPDF},
		"a shared file of OneDrive":  {link: "/x/short", on: map[string]http.HandlerFunc{"/x/short": to("/redir?resid=A1!22&authkey=!x")}, pages: map[string]string{"/redir?resid=A1!22&authkey=!x": viewer("แผน"), "/download?resid=A1!22&authkey=!x": pdfFile}, kind: checks.KindPDF},
		"a file in SharePoint":       {link: "/:b:/g/personal/staff/EabcD", pages: map[string]string{"/:b:/g/personal/staff/EabcD": viewer("แผน"), "/:b:/g/personal/staff/EabcD?download=1": pdfFile}, kind: checks.KindPDF},
		"a folder in SharePoint":     {link: "/:f:/g/personal/staff/EabcD", pages: map[string]string{"/:f:/g/personal/staff/EabcD": viewer("แผน")}, why: checks.Unverified},
		"a short link":               {link: "/sh0rt", on: map[string]http.HandlerFunc{"/sh0rt": to("/file/d/" + id + "/view")}, pages: map[string]string{"/file/d/" + id + "/view": viewer("แผน"), get: pdfFile}, kind: checks.KindPDF, also: []string{get, "/file/d/" + id + "/view"}},
		"a short link with a notice": {link: "/sh0rt", pages: map[string]string{"/sh0rt": `<meta http-equiv="refresh" content="3;url=/real">`, "/real": page("แผนปฏิบัติการ")}, also: []string{"/real"}},
		"a page that reloads itself": {link: "/live", pages: map[string]string{"/live": page("สด", `<meta http-equiv="refresh" content="30;url=/live">`)}},
		"a form that is open":        {link: "/forms/d/e/1FAIpQL/viewform", pages: map[string]string{"/forms/d/e/1FAIpQL/viewform": page("แบบสำรวจความพึงพอใจ", "<form></form>")}},
		"a form that is closed":      {link: "/forms/d/e/1FAIpQL/viewform", on: map[string]http.HandlerFunc{"/forms/d/e/1FAIpQL/viewform": to("/forms/d/e/1FAIpQL/closedform")}, pages: map[string]string{"/forms/d/e/1FAIpQL/closedform": "<title>แบบสำรวจ</title><script></script>"}, why: checks.FormClosed},
		"a form that says so":        {link: "/forms/d/e/1FAIpQL/viewform", pages: map[string]string{"/forms/d/e/1FAIpQL/viewform": "<h1>แบบสำรวจ</h1><p>แบบฟอร์ม แบบสำรวจ ไม่รับคำตอบแล้ว</p>"}, why: checks.FormClosed},
		"a form for members":         {link: "/forms/d/e/1FAIpQL/viewform", pages: map[string]string{"/forms/d/e/1FAIpQL/viewform": "<h1>แบบสำรวจ</h1><p>แบบฟอร์มนี้ดูได้โดยผู้ใช้ในองค์กรของเจ้าของเท่านั้น</p>"}, why: checks.SignIn},
		"a form drawn by script":     {link: "/Pages/ResponsePage.aspx?id=abc", pages: map[string]string{"/Pages/ResponsePage.aspx?id=abc": "<title>Form</title><script>draw()</script>"}, why: checks.Unverified},
		"a post behind the wall":     {link: "/permalink.php?story_fbid=1&id=2", on: map[string]http.HandlerFunc{"/permalink.php": to("/login/?next=x")}, pages: map[string]string{"/login/?next=x": wallOfFB}, why: checks.Unverified},
		"a page behind the wall":     {link: "/ssotest", pages: map[string]string{"/ssotest": wallOfFB}, why: checks.Unverified},
		"a post that bots may not":   {link: "/permalink.php?story_fbid=1&id=2", on: map[string]http.HandlerFunc{"/permalink.php": status(400, "<p>Sorry, something went wrong.</p>")}, why: checks.Unverified, gap: true},
		"a video":                    {link: "/watch?v=dQw4w9WgXcQ", pages: map[string]string{"/watch?v=dQw4w9WgXcQ": `<title>วันสาธารณสุข - YouTube</title><script>var p={"playabilityStatus":{"status":"OK"}}</script>`}},
		"a private video":            {link: "/watch?v=dQw4w9WgXcQ", pages: map[string]string{"/watch?v=dQw4w9WgXcQ": `<title>YouTube</title><script>var p={"playabilityStatus":{"status":"LOGIN_REQUIRED","reason":"วิดีโอนี้เป็นแบบส่วนตัว"}}</script>`}, why: checks.SignIn},
		"a video that is gone":       {link: "/watch?v=dQw4w9WgXcQ", pages: map[string]string{"/watch?v=dQw4w9WgXcQ": `<title>YouTube</title><script>var p={"playabilityStatus":{"status":"ERROR","reason":"Video unavailable"}}</script>`}, why: checks.SoftMissing},
		"a video that suspects us":   {link: "/watch?v=dQw4w9WgXcQ", pages: map[string]string{"/watch?v=dQw4w9WgXcQ": `<title>YouTube</title><script>var p={"playabilityStatus":{"status":"LOGIN_REQUIRED","reason":"Sign in to confirm you’re not a bot"}}</script>`}, why: checks.Unverified},
		"a book of pictures":         {link: "/books/plan69", pages: map[string]string{"/books/plan69": `<title>แผน 2569</title><div id="flipbook"></div><script src="/js/flipbook.min.js"></script>`}, why: checks.Unverified},
		"a sister site":              {link: "/view/ssotest/home", pages: map[string]string{"/view/ssotest/home": page("ศูนย์ข้อมูลข่าวสาร")}},
		"an id that is no file's":    {link: "/open?id=" + id, pages: map[string]string{"/open?id=" + id: page("ข่าวเปิดบ้าน", strings.Repeat("<p>"+prose+"</p>", 8))}},
	} {
		t.Run(name, func(t *testing.T) {
			other := abroad(t, c.pages)
			for p, h := range c.on {
				other.on[p] = h
			}
			office := serve(t, map[string]string{"/": page("หน้าแรก", a(other.URL+c.link, "แผนปฏิบัติการ 2569"))})
			s := crawlSite(t, office.URL, nil)
			at := Key(other.URL + c.link)
			link := pageAt(t, s, office.URL+"/").Content.Links[0]
			if link.Key != at {
				t.Fatalf("the link's key is %s", link.Key)
			}
			var f *checks.Fetched
			switch {
			case c.gap:
				if g := gapAt(t, s, at); g.Reason != c.why || !g.Outside || g.Label != "แผนปฏิบัติการ 2569" || s.Find(at) != nil {
					t.Errorf("gap %+v, want %s", g, c.why)
				}
			case c.kind != "":
				d := documentAt(t, s, at)
				if f = &d.Fetched; d.Kind != c.kind || d.Trouble != c.why {
					t.Errorf("%s with trouble %q", d.Kind, d.Trouble)
				}
			default:
				p := pageAt(t, s, at)
				if f = &p.Fetched; p.Trouble != c.why {
					t.Errorf("trouble %q (%s), want %q", p.Trouble, p.Detail, c.why)
				}
			}
			if f != nil && (f.Label != "แผนปฏิบัติการ 2569" || !f.Outside || f.URL != at) {
				t.Errorf("come by as %+v", f)
			}
			for _, also := range c.also {
				if x := s.Find(Key(other.URL + also)); x == nil || x.Fetch() != f {
					t.Errorf("%s leads elsewhere; aliases %v", also, f.Aliases)
				}
			}
			for _, never := range c.never {
				if other.count(never) > 0 {
					t.Errorf("%s was asked for", never)
				}
			}
			if !c.gap && len(s.Gaps) > 0 {
				t.Errorf("gaps beside it: %+v", s.Gaps)
			}
		})
	}
}

// An office may run a store or forms on its own host: the same paths mean the same.
func TestAStoreOnTheOfficesOwnHost(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/drive/file/d/1Plan69/view", "แผน"), a("/drive/file/d/1Secret/view", "งบ"), a("/watch?v=dQw4w9WgXcQ", "ดู")),
		"/drive/file/d/1Plan69/view": viewer("แผน.pdf"), "/drive/uc?export=download&id=1Plan69": pdfFile,
		"/drive/ServiceLogin?continue=x": googleIn, "/watch?v=dQw4w9WgXcQ": page("ดูงาน")})
	s.on["/drive/file/d/1Secret/view"] = to("/drive/ServiceLogin?continue=x")
	got := crawlSite(t, s.URL, nil)
	if d := documentAt(t, got, s.URL+"/drive/file/d/1Plan69/view"); d.Kind != checks.KindPDF || d.Outside {
		t.Errorf("document %+v", d)
	}
	if p := pageAt(t, got, s.URL+"/drive/file/d/1Secret/view"); p.Trouble != checks.SignIn {
		t.Errorf("trouble %q", p.Trouble)
	}
	if p := pageAt(t, got, s.URL+"/watch?v=dQw4w9WgXcQ"); p.Trouble != "" {
		t.Errorf("trouble %q", p.Trouble)
	}
}

// One file is asked for once, whichever of its addresses the links hold.
func TestAStoredFileIsReadOnce(t *testing.T) {
	const id = "1AbCdEfGhIj"
	get := "/uc?export=download&id=" + id
	other := abroad(t, map[string]string{"/file/d/" + id + "/view": viewer("แผน.pdf"), "/file/d/" + id + "/preview": viewer("แผน.pdf"), get: pdfFile})
	office := serve(t, map[string]string{"/": page("หน้าแรก", a(other.URL+get, "ดาวน์โหลด"), a(other.URL+"/file/d/"+id+"/view", "แผน"), a("http://127.0.0.8:1/url?q="+other.URL+"/file/d/"+id+"/preview", "ดูแผน"))})
	s := crawlSite(t, office.URL, nil)
	if n := other.count(get); n != 1 || len(s.Documents) != 1 || len(s.Gaps) != 0 {
		t.Errorf("asked for %d times; documents %v, gaps %+v", n, urls(s), s.Gaps)
	}
	for _, l := range pageAt(t, s, office.URL+"/").Content.Links {
		if _, ok := s.Find(l.Key).(*checks.Document); !ok {
			t.Errorf("%s leads to no document", l.URL)
		}
	}
}

// A folder's list is a page of its own, whose files are followed.
func TestAStoredFolder(t *testing.T) {
	list := "<title>แผน 2569</title>"
	pages := map[string]string{"/drive/folders/1Folder99": viewer("แผน 2569")}
	for i := range mostInFolder + 5 {
		id := fmt.Sprintf("1File%04d", i)
		list += a("/file/d/"+id+"/view", "แผน "+id)
		pages["/file/d/"+id+"/view"], pages["/uc?export=download&id="+id] = viewer(id), pdfFile+id
	}
	pages["/embeddedfolderview?id=1Folder99"] = list
	other := abroad(t, pages)
	office := serve(t, map[string]string{"/": page("หน้าแรก", a(other.URL+"/drive/folders/1Folder99", "แผน"))})
	s := crawlSite(t, office.URL, nil)
	p := pageAt(t, s, other.URL+"/drive/folders/1Folder99")
	if p.Trouble != "" || len(p.Content.Links) != mostInFolder+5 {
		t.Errorf("trouble %q, %d links", p.Trouble, len(p.Content.Links))
	}
	if len(s.Documents) != mostInFolder {
		t.Errorf("%d documents", len(s.Documents))
	}
	if d := documentAt(t, s, other.URL+"/file/d/1File0003/view"); d.Label != "แผน 1File0003" || !slices.Equal(d.Path, []string{Key(office.URL), p.URL, d.URL}) {
		t.Errorf("come by as %+v", d.Fetched)
	}
}

// What --only refuses stays refused, under its own reason.
func TestOnlyHoldsForTheSecondRequest(t *testing.T) {
	other := abroad(t, map[string]string{"/s/abc123xyz/plan.pdf?dl=0": viewer("plan.pdf")})
	other.on["/s/abc123xyz/plan.pdf"] = to("http://127.0.0.7:1/content/plan.pdf")
	office := serve(t, map[string]string{"/": page("หน้าแรก", a(other.URL+"/s/abc123xyz/plan.pdf?dl=0", "แผน"), a("https://l.example/l.php?u=http://127.0.0.7:1/x", "เอกสาร"))})
	hosts := []string{office.Listener.Addr().String(), other.Listener.Addr().String()}
	s := crawlSite(t, office.URL, func(o *Options, _ *checks.Office) {
		n, err := NewNet([]string{"127.0.0.0/8"}, hosts)
		if err != nil {
			t.Fatal(err)
		}
		o.Net = n
	})
	if g := gapAt(t, s, "http://127.0.0.7:1/x"); g.Reason != checks.OutsideOnly {
		t.Errorf("gap %+v", g)
	}
	if p := pageAt(t, s, other.URL+"/s/abc123xyz/plan.pdf?dl=0"); p.Trouble != checks.Unverified || !strings.Contains(p.Detail, string(checks.OutsideOnly)) {
		t.Errorf("trouble %q: %s", p.Trouble, p.Detail)
	}
}

// Scans may be kept for a second look, byte for byte.
func TestBytesAreKept(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/scan.pdf", "สแกน")), "/scan.pdf": pdfFile})
	kept := map[string]string{}
	crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Keep = func(d *checks.Document, body []byte) { kept[d.URL] = string(body) }
	})
	if kept[Key(s.URL+"/scan.pdf")] != pdfFile {
		t.Errorf("kept %v", kept)
	}
}

func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"http://127.0.0.9/url?q=http://127.0.0.9/url?q=x", "http://a/file/d/1AbCdEfGh/view", "http://a/s/abcde/x?dl=0&dl=1", "http://a/:b:/g/x", "http://a/?resid=%zz"} {
		f.Add(s, `<form action="x"><input type=hidden name="a" value="b"></form>can't scan this file for viruses`)
	}
	f.Fuzz(func(t *testing.T, raw, body string) {
		from, ok := parse(raw)
		if !ok {
			t.Skip()
		}
		to := unwrap(from)
		if _, ok := parse(to.String()); !ok {
			t.Errorf("%s leads to %s", raw, to)
		}
		if p := placeOf(to); p.file.host != "" {
			if p.file.host != to.host {
				t.Errorf("the file of %s lies at %s", to, p.file)
			}
			if again, ok := parse(p.file.String()); !ok || again.host != to.host {
				t.Errorf("%s has a file at no address: %s", to, p.file)
			}
		}
		out := &answer{final: from, body: []byte(body)}
		if next, ok := confirms(said{all: "virus scan warning"}, out); ok && next.host == "" {
			t.Error("confirmed at no address")
		}
	})
}
