package notify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/notify"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const user = "U0123456789abcdef0123456789abcdef"

func news() *reports.News {
	one := func(v checks.Verdict) *checks.Audit {
		return &checks.Audit{Office: checks.Office{Name: "สสอ.สมมุติ", Home: "https://www.example.go.th/"}, AsOf: "2026-11-23", FiscalYear: 2570,
			Findings: []checks.Finding{{Standard: "ops2563", ID: "1.5", Title: "ทำเนียบ", Level: "required", Verdict: v}}}
	}
	n := reports.NewsOf(one(checks.Absent), one(checks.Found), "", "th")
	return &n
}

// send tells one target, with pauses that tests can wait for.
func send(t *testing.T, target string, o notify.Options) []*notify.Failure {
	t.Helper()
	to, err := notify.ParseTarget(target)
	if err != nil {
		t.Fatal(err)
	}
	if o.Pause == 0 {
		o.Pause = 5 * time.Millisecond
	}
	n, err := notify.New([]notify.Target{to}, o)
	if err != nil {
		t.Fatal(err)
	}
	return n.Send(t.Context(), news())
}

func TestTargets(t *testing.T) {
	for _, ok := range []string{"mail:it@example.go.th", " MAIL: it@example.go.th ", "line:" + user, "webhook:https://hooks.example/a?b=c", "webhook:http://127.0.0.1:8080", "webhook:env:HOOK"} {
		if _, err := notify.ParseTarget(ok); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for bad, want := range map[string]error{
		"fax:02": notify.ErrKind, "": notify.ErrKind, "it@example.go.th": notify.ErrKind,
		"mail:": notify.ErrTo, "mail:a": notify.ErrTo, "mail:Somebody <a@b.example>": notify.ErrTo, "mail:a@b.example\r\nBcc: c@d.example": notify.ErrTo,
		"line:somebody": notify.ErrTo, "webhook:hooks.example": notify.ErrTo, "webhook:ftp://hooks.example/": notify.ErrTo, "webhook:https://me:secret@hooks.example/": notify.ErrTo, "webhook:env:": notify.ErrTo,
	} {
		_, err := notify.ParseTarget(bad)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", bad, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells a secret: %v", bad, err)
		}
	}
	if to, _ := notify.ParseTarget("webhook:https://hooks.example/T0/secret?key=secret"); strings.Contains(to.String(), "secret") {
		t.Errorf("the target's name tells a secret: %s", to)
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"mail:a@b.example", "line:" + user, "webhook:https://a.example/x", "webhook:env:A", "mail:\"a b\"@c.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		to, err := notify.ParseTarget(s)
		if err == nil && to.Kind == notify.Mail && strings.ContainsAny(to.To, "\r\n") {
			t.Errorf("%q becomes a header of its own", s)
		}
	})
}

// What is missing in the environment is told before anything is sent, by name
// and never by value.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		target string
		env    []string
		want   []string
	}{
		{"mail:a@b.example", nil, []string{notify.EnvSMTP, notify.EnvMailFrom}},
		{"mail:a@b.example", []string{notify.EnvSMTP, "mail.example:x", notify.EnvMailFrom, "me", notify.EnvSMTPTLS, "ssl"}, []string{notify.EnvSMTP + ":", notify.EnvMailFrom + ":", notify.EnvSMTPTLS + ":"}},
		{"mail:a@b.example", []string{notify.EnvSMTP, "mail.example", notify.EnvMailFrom, "me@b.example", notify.EnvSMTPUser, "me"}, []string{notify.EnvSMTPPassword}},
		{"mail:a@b.example", []string{notify.EnvSMTP, "mail.example", notify.EnvMailFrom, "me@b.example", notify.EnvSMTPUser, "me", notify.EnvSMTPPassword, "hunter2", notify.EnvSMTPTLS, "none"}, []string{"without encryption"}},
		{"line:" + user, nil, []string{notify.EnvLINEToken}},
		{"line:" + user, []string{notify.EnvLINEToken, "hunter2\nx"}, []string{notify.EnvLINEToken}},
		{"webhook:env:HOOK", nil, []string{"HOOK"}},
		{"webhook:env:HOOK", []string{"HOOK", "hunter2"}, []string{"HOOK:"}},
	} {
		to, err := notify.ParseTarget(c.target)
		if err != nil {
			t.Fatal(err)
		}
		_, err = notify.New([]notify.Target{to, to}, notify.Options{Env: settings(c.env...)})
		if !errors.Is(err, notify.ErrSetting) {
			t.Errorf("%s with %q: %v", c.target, c.env, err)
			continue
		}
		for _, want := range c.want {
			if strings.Count(err.Error(), want) != 1 {
				t.Errorf("%s with %q: %v, want %q once", c.target, c.env, err, want)
			}
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error tells a secret: %v", c.target, err)
		}
	}
}

func TestWhen(t *testing.T) {
	worse, same, first := news(), &reports.News{}, &reports.News{First: true}
	better := &reports.News{Changes: reports.Changes{Better: 1, List: make([]reports.Change, 1)}}
	for _, c := range []struct {
		when notify.When
		news *reports.News
		want bool
	}{
		{notify.Change, worse, true}, {notify.Change, better, true}, {notify.Change, same, false}, {notify.Change, first, true},
		{notify.Worse, worse, true}, {notify.Worse, better, false}, {notify.Worse, same, false}, {notify.Worse, first, false},
		{notify.Always, same, true},
	} {
		if got := c.when.Of(c.news); got != c.want {
			t.Errorf("%s of %+v: %v", c.when, c.news.Changes, got)
		}
	}
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// A webhook that fails twice is told at the third try, under one delivery, with
// a signature that holds.
func TestWebhook(t *testing.T) {
	const secret = "กุญแจ-hunter2"
	var mu sync.Mutex
	tries, keys := 0, map[string]bool{}
	var body []byte
	var header http.Header
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := counted(&tries, &mu)
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		keys[r.Header.Get("X-Truatweb-Delivery")] = true
		if n < 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		body, header = b, r.Header
		w.WriteHeader(http.StatusNoContent)
	}))
	defer s.Close()
	if f := send(t, "webhook:"+s.URL+"/hook", notify.Options{Env: settings(notify.EnvWebhookSecret, secret), Agent: "truatweb/test"}); len(f) > 0 {
		t.Fatal(f[0])
	}
	if tries != 3 || len(keys) != 1 {
		t.Errorf("%d tries under %d deliveries", tries, len(keys))
	}
	if key := header.Get("X-Truatweb-Delivery"); !uuid.MatchString(key) {
		t.Errorf("delivery %q", key)
	}
	h := hmac.New(sha256.New, []byte(secret))
	h.Write(body)
	if want := "sha256=" + hex.EncodeToString(h.Sum(nil)); header.Get("X-Truatweb-Signature-256") != want {
		t.Errorf("signature %q, want %q", header.Get("X-Truatweb-Signature-256"), want)
	}
	var got reports.News
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != reports.NewsSchema || got.Office != "สสอ.สมมุติ" || got.Changes.Worse != 1 || got.Changes.List[0].ID != "1.5" || got.Missing != 1 {
		t.Errorf("%s", body)
	}
	if header.Get("User-Agent") != "truatweb/test" || !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		t.Errorf("header %v", header)
	}
}

func TestWebhookWithoutASecretIsUnsigned(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, signed := r.Header["X-Truatweb-Signature-256"]; signed {
			t.Error("signed by an empty secret")
		}
	}))
	defer s.Close()
	if f := send(t, "webhook:env:HOOK", notify.Options{Env: settings("HOOK", s.URL)}); len(f) > 0 {
		t.Fatal(f[0])
	}
}

// A server that hangs, refuses for good, is full, leads elsewhere or is gone ends
// as a failure, in time, that tells no secret.
func TestFailures(t *testing.T) {
	const secret = "hunter2"
	over := make(chan struct{})
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		tries  int
		want   string
	}{
		{"hangs", func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-over:
			case <-r.Context().Done():
			}
		}, 2, "too long"},
		{"refuses", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "no such hook "+r.URL.String()+"\x1b[31m")
		}, 1, "403"},
		{"breaks", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, 2, "500"},
		{"leads elsewhere", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/else", http.StatusFound) }, 1, "302"},
		{"asks to wait longer than there is", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}, 1, "429"},
		{"hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 2, "EOF"},
	} {
		s := httptest.NewServer(c.answer)
		began := time.Now()
		f := send(t, "webhook:"+s.URL+"/T0/"+secret+"?key="+secret, notify.Options{Env: settings(), Tries: 2, Try: 300 * time.Millisecond, All: 2 * time.Second})
		took := time.Since(began)
		if len(f) != 1 || f[0].Tries != c.tries || !strings.Contains(f[0].Error(), c.want) {
			t.Errorf("%s: %v", c.name, f)
		}
		if took > 5*time.Second {
			t.Errorf("%s: given up after %s", c.name, took)
		}
		for _, one := range f {
			if s := one.Error(); strings.Contains(s, secret) || strings.ContainsRune(s, '\x1b') {
				t.Errorf("%s: %q", c.name, s)
			}
		}
		if c.name == "hangs" {
			close(over)
		}
		s.Close()
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if f := send(t, "webhook:"+gone.URL+"/"+secret, notify.Options{Env: settings(), Tries: 2}); len(f) != 1 || f[0].Tries != 2 || strings.Contains(f[0].Error(), secret) {
		t.Errorf("gone: %v", f)
	}
}

// Retry-After is heeded where there is time for it.
func TestRetryAfter(t *testing.T) {
	var mu sync.Mutex
	var at []time.Time
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if at = append(at, time.Now()); len(at) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}))
	defer s.Close()
	if f := send(t, "webhook:"+s.URL, notify.Options{Env: settings()}); len(f) > 0 {
		t.Fatal(f[0])
	}
	if len(at) != 2 || at[1].Sub(at[0]) < time.Second {
		t.Errorf("tried at %v", at)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server notices who leaves only when it has read all
		<-r.Context().Done()
	}))
	defer s.Close()
	to, _ := notify.ParseTarget("webhook:" + s.URL)
	n, err := notify.New([]notify.Target{to}, notify.Options{Env: settings()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if f := n.Send(ctx, news()); len(f) != 1 || f[0].Tries != 1 {
		t.Errorf("%v", f)
	}
}

func TestLINE(t *testing.T) {
	var mu sync.Mutex
	tries, keys := 0, map[string]bool{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := counted(&tries, &mu)
		mu.Lock()
		defer mu.Unlock()
		keys[r.Header.Get("X-Line-Retry-Key")] = true
		var got struct {
			To       string
			Messages []struct{ Type, Text string }
		}
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		if r.Header.Get("Authorization") != "Bearer hunter2" || got.To != user || len(got.Messages) != 1 || got.Messages[0].Type != "text" || !strings.Contains(got.Messages[0].Text, "แย่ลง 1") {
			t.Errorf("%v %+v", r.Header, got)
		}
		if n == 1 { // taken, and the answer was lost
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("X-Line-Accepted-Request-Id", "1")
		w.WriteHeader(http.StatusConflict)
	}))
	defer s.Close()
	o := notify.Options{Env: settings(notify.EnvLINEToken, "hunter2", notify.EnvLINEURL, s.URL)}
	if f := send(t, "line:"+user, o); len(f) > 0 {
		t.Fatal(f[0])
	}
	if tries != 2 || len(keys) != 1 {
		t.Errorf("%d tries under %d keys", tries, len(keys))
	}
}

func TestLINERefusesAToken(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, "bad "+r.Header.Get("Authorization"))
	}))
	defer s.Close()
	f := send(t, "line:"+user, notify.Options{Env: settings(notify.EnvLINEToken, "hunter2", notify.EnvLINEURL, s.URL)})
	if len(f) != 1 || f[0].Tries != 1 || strings.Contains(f[0].Error(), "hunter2") || errors.Unwrap(f[0].Cause) != nil {
		t.Errorf("%v", f)
	}
}

func TestMail(t *testing.T) {
	cert, pool := selfMade(t)
	plain := base64.StdEncoding.EncodeToString([]byte("\x00ผู้ส่ง\x00hunter2"))
	for _, c := range []struct {
		name, security, user string
		whole, secure        bool
	}{
		{"starttls and a password", "", "ผู้ส่ง", false, true},
		{"tls from the start and a password", "tls", "ผู้ส่ง", true, true},
		{"in the clear", "none", "", false, false},
	} {
		p := &postOffice{t: t, cert: cert, starttls: true, auth: "LOGIN PLAIN", password: plain}
		env := []string{notify.EnvSMTP, p.start(c.whole), notify.EnvSMTPTLS, c.security, notify.EnvMailFrom, "truatweb@example.go.th", notify.EnvSMTPUser, c.user}
		if c.user != "" {
			env = append(env, notify.EnvSMTPPassword, "hunter2")
		}
		if f := send(t, "mail:it@example.go.th", notify.Options{Env: settings(env...), TLS: &tls.Config{RootCAs: pool}}); len(f) > 0 {
			t.Errorf("%s: %v", c.name, f[0])
			continue
		}
		got := p.letters()
		if len(got) != 1 {
			t.Fatalf("%s: %d mails", c.name, len(got))
		}
		l := got[0]
		if l.secure != c.secure || (l.as == "known") != (c.user != "") || l.from != "truatweb@example.go.th" || l.to != "it@example.go.th" {
			t.Errorf("%s: %+v", c.name, l)
		}
		if s := l.subject(t); s != news().Subject || !strings.Contains(s, "แย่ลง 1") {
			t.Errorf("%s: subject %q", c.name, s)
		}
		if !strings.Contains(l.body, "1.5 ทำเนียบ: พบ → ไม่พบ") || l.message.Header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%s: %v\n%s", c.name, l.message.Header, l.body)
		}
	}
}

// A mail server that is busy is tried again under one message id; one that
// refuses is not; one that hangs is given up; nothing tells the password.
func TestMailServersThatFail(t *testing.T) {
	cert, pool := selfMade(t)
	for _, c := range []struct {
		name   string
		before func(session int, verb string) string
		trust  bool
		auth   string
		tries  int // 0: told in the end
		want   string
	}{
		{"busy once", func(n int, verb string) string {
			if n == 1 && verb == "RCPT" {
				return "450 4.2.1 later"
			}
			return ""
		}, true, "PLAIN", 0, ""},
		{"hangs up once", func(n int, verb string) string {
			if n == 1 && verb == "MAIL" {
				return "drop"
			}
			return ""
		}, true, "PLAIN", 0, ""},
		{"hangs up when all is said", func(_ int, verb string) string {
			if verb == "QUIT" {
				return "drop"
			}
			return ""
		}, true, "PLAIN", 0, ""},
		{"knows nobody", func(_ int, verb string) string {
			if verb == "RCPT" {
				return "550 5.1.1 nobody"
			}
			return ""
		}, true, "PLAIN", 1, "550"},
		{"wants another password", func(_ int, verb string) string {
			if verb == "AUTH" {
				return "535 5.7.8 not hunter2"
			}
			return ""
		}, true, "PLAIN", 1, "535"},
		{"hangs", func(_ int, verb string) string {
			if verb == "MAIL" {
				return "hang"
			}
			return ""
		}, true, "PLAIN", 2, "too long"},
		{"hangs at once", func(_ int, verb string) string { return "hang" }, true, "PLAIN", 2, "too long"},
		{"is not who it says", nil, false, "PLAIN", 2, "certificate"},
	} {
		p := &postOffice{t: t, cert: cert, starttls: true, auth: c.auth, password: base64.StdEncoding.EncodeToString([]byte("\x00me\x00hunter2")), before: c.before}
		o := notify.Options{Env: settings(notify.EnvSMTP, p.start(false), notify.EnvMailFrom, "me@example.go.th", notify.EnvSMTPUser, "me", notify.EnvSMTPPassword, "hunter2"), Tries: 2, Try: 2 * time.Second}
		if strings.HasPrefix(c.name, "hangs") && c.tries > 0 {
			o.Try = 300 * time.Millisecond
		}
		if c.trust {
			o.TLS = &tls.Config{RootCAs: pool}
		}
		began := time.Now()
		f := send(t, "mail:it@example.go.th", o)
		if took := time.Since(began); took > 8*time.Second {
			t.Errorf("%s: took %s", c.name, took)
		}
		if c.tries == 0 {
			if len(f) > 0 || len(p.letters()) != 1 {
				t.Errorf("%s: %v, %d mails", c.name, f, len(p.letters()))
			}
			continue
		}
		if len(f) != 1 || f[0].Tries != c.tries || !strings.Contains(f[0].Error(), c.want) || len(p.letters()) != 0 {
			t.Errorf("%s: %v", c.name, f)
		}
		for _, one := range f {
			if strings.Contains(one.Error(), "hunter2") {
				t.Errorf("%s: %v", c.name, one)
			}
		}
	}
}

// A server that offers no encryption gets neither the password nor the mail.
func TestNoEncryptionNoMail(t *testing.T) {
	p := &postOffice{t: t}
	at := p.start(false)
	f := send(t, "mail:it@example.go.th", notify.Options{Env: settings(notify.EnvSMTP, at, notify.EnvMailFrom, "me@example.go.th"), Tries: 1})
	if len(f) != 1 || !strings.Contains(f[0].Error(), "STARTTLS") || len(p.letters()) != 0 {
		t.Errorf("%v", f)
	}
}

// One target that fails keeps none of the others from being told.
func TestTargetsAreToldApart(t *testing.T) {
	told := make(chan struct{}, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bad" {
			w.WriteHeader(http.StatusGone)
			return
		}
		told <- struct{}{}
	}))
	defer s.Close()
	bad, _ := notify.ParseTarget("webhook:" + s.URL + "/bad")
	good, _ := notify.ParseTarget("webhook:" + s.URL + "/good")
	n, err := notify.New([]notify.Target{bad, good}, notify.Options{Env: settings()})
	if err != nil {
		t.Fatal(err)
	}
	if f := n.Send(t.Context(), news()); len(f) != 1 || len(told) != 1 {
		t.Errorf("%v, %d told", f, len(told))
	}
}
