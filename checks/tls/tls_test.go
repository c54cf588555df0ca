package tls_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	checktls "github.com/truatweb/truatweb/checks/tls"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func TestCertificate(t *testing.T) {
	root := issue(t, nil, curveKey(t), asIssuer("Root"))
	stranger := issue(t, nil, curveKey(t), asIssuer("Stranger"))
	between := issue(t, root, curveKey(t), asIssuer("Between"))
	stale := issue(t, root, curveKey(t), func(c *x509.Certificate) { asIssuer("Stale")(c); c.NotAfter = days(-10) })
	sha1Issuer := issue(t, root, rsaKey(t, 2048), asIssuer("Forgeable"))
	roots := x509.NewCertPool()
	roots.AddCert(root.cert)
	leaf := func(by *authority, change func(*x509.Certificate)) *authority {
		return issue(t, by, curveKey(t), change)
	}
	aia := func(c *x509.Certificate) { c.IssuingCertificateURL = []string{"http://issuer.example/between.crt"} }
	for _, c := range []struct {
		name    string
		chain   []*authority
		verdict checks.Verdict
		reasons []checks.Reason
		says    string
	}{
		{"in order", []*authority{leaf(between, same), between}, checks.Found, nil, "เหลือ 60 วัน"},
		{"soon to expire", []*authority{leaf(between, func(c *x509.Certificate) { c.NotAfter = days(5) }), between}, checks.Found, nil, "เหลือ 5 วันนับจากวันที่เห็น ควรต่ออายุ"},
		{"expired", []*authority{leaf(between, func(c *x509.Certificate) { c.NotAfter = days(-2) }), between}, checks.Absent, []checks.Reason{checks.CertDates}, "หมดอายุแล้ว 2 วัน"},
		{"not valid yet", []*authority{leaf(between, func(c *x509.Certificate) { c.NotBefore = days(2) }), between}, checks.Absent, []checks.Reason{checks.CertDates}, "ยังไม่ถึงวันเริ่มใช้"},
		{"another name", []*authority{leaf(between, func(c *x509.Certificate) { c.DNSNames = []string{"host.example"} }), between}, checks.Absent, []checks.Reason{checks.CertName}, "ออกให้ host.example"},
		{"self-signed", []*authority{leaf(nil, same)}, checks.Absent, []checks.Reason{checks.CertSelfSigned}, "ส่งมา 1 ใบ"},
		{"self-signed, expired, of another name", []*authority{leaf(nil, func(c *x509.Certificate) { c.NotAfter, c.DNSNames = days(-1), []string{"localhost"} })},
			checks.Absent, []checks.Reason{checks.CertName, checks.CertDates, checks.CertSelfSigned}, "localhost"},
		{"unknown issuer", []*authority{leaf(stranger, same), stranger}, checks.Absent, []checks.Reason{checks.CertUntrusted}, "โดย CN=Stranger"},
		{"issuer left out", []*authority{leaf(between, aia)}, checks.Partial, []checks.Reason{checks.CertIncomplete}, "ส่งมา 1 ใบ"},
		{"issuer left out and expired", []*authority{leaf(between, func(c *x509.Certificate) { aia(c); c.NotAfter = days(-1) })}, checks.Absent, []checks.Reason{checks.CertDates, checks.CertIncomplete}, "หมดอายุ"},
		{"issuer expired", []*authority{leaf(stale, same), stale}, checks.Absent, []checks.Reason{checks.CertDates}, ""},
		{"weak key", []*authority{issue(t, between, rsaKey(t, 1024), same), between}, checks.Absent, []checks.Reason{checks.CertWeak}, "RSA 1024 บิต"},
		{"SHA-1", []*authority{leaf(sha1Issuer, func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA }), sha1Issuer}, checks.Absent, []checks.Reason{checks.CertWeak}, "SHA1"},
		{"for another use", []*authority{leaf(between, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }), between}, checks.Absent, []checks.Reason{checks.CertUntrusted}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &looking{net: at(serve(t, &tls.Config{Certificates: []tls.Certificate{shown(c.chain...)}}, homeHandler)), roots: roots}
			a := l.look(t, checktls.Certificate)
			expect(t, a, c.verdict, c.reasons...)
			if len(a.Evidence) == 0 || !strings.Contains(a.Evidence[0].Quote, c.says) || !strings.Contains(a.Evidence[0].Why, "openssl s_client -connect "+host+":443 -servername "+host) {
				t.Errorf("evidence %+v does not say %q", a.Evidence, c.says)
			}
			if a.Parts == nil || len(a.Parts.Have)+len(a.Parts.Missing) != 4 {
				t.Errorf("parts %+v", a.Parts)
			}
			// A faulty certificate is its own finding: the site does answer.
			expect(t, (&looking{net: l.net, roots: roots}).again(t, checktls.Answers), checks.Found)
		})
	}
}

// again looks anew, as if nothing had been dialled yet.
func (l *looking) again(t *testing.T, name string) checks.Answer {
	t.Helper()
	l.net = &visittest.Net{Ports: l.net.Ports, Refuse: l.net.Refuse, Deaf: l.net.Deaf}
	return l.look(t, name)
}

// The day as of which a site is judged may lie far from the day on which its
// certificate was seen; the harness judges three years later.
func TestCertificateIsHeldAgainstTheDayItWasSeen(t *testing.T) {
	root := issue(t, nil, curveKey(t), asIssuer("Root"))
	roots := x509.NewCertPool()
	roots.AddCert(root.cert)
	net := at(serve(t, &tls.Config{Certificates: []tls.Certificate{shown(issue(t, root, curveKey(t), same))}}, homeHandler))
	expect(t, (&looking{net: net, roots: roots}).look(t, checktls.Certificate), checks.Found)
	expect(t, (&looking{net: net, roots: roots, now: days(61)}).again(t, checktls.Certificate), checks.Absent, checks.CertDates)
}

func TestVersion(t *testing.T) {
	cert := shown(issue(t, nil, rsaKey(t, 2048), same))
	for _, c := range []struct {
		name     string
		min, max uint16
		suites   []uint16
		verdict  checks.Verdict
		reasons  []checks.Reason
		says     string
	}{
		{"1.2 and 1.3", tls.VersionTLS12, tls.VersionTLS13, nil, checks.Found, nil, "รับ TLS 1.2, 1.3 · ไม่รับ 1.0, 1.1 · SSLv2"},
		{"1.3 alone", tls.VersionTLS13, tls.VersionTLS13, nil, checks.Found, nil, "รับ TLS 1.3 · ไม่รับ 1.0, 1.1, 1.2"},
		{"1.2 alone", tls.VersionTLS12, tls.VersionTLS12, nil, checks.Found, nil, "รับ TLS 1.2 · ไม่รับ 1.0, 1.1, 1.3"},
		{"all", tls.VersionTLS10, tls.VersionTLS13, nil, checks.Partial, []checks.Reason{checks.OldTLS}, "รับ TLS 1.0, 1.1, 1.2, 1.3 · ไม่รับ –"},
		{"1.1 and 1.2", tls.VersionTLS11, tls.VersionTLS12, nil, checks.Partial, []checks.Reason{checks.OldTLS}, "รับ TLS 1.1, 1.2 · ไม่รับ 1.0, 1.3"},
		{"1.0 alone", tls.VersionTLS10, tls.VersionTLS10, nil, checks.Absent, []checks.Reason{checks.OldTLS}, "รับ TLS 1.0 · ไม่รับ 1.1, 1.2, 1.3"},
		{"a broken suite", tls.VersionTLS12, tls.VersionTLS13, []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA}, checks.Found, nil, "รับ TLS 1.2, 1.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &looking{net: at(serve(t, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: c.min, MaxVersion: c.max, CipherSuites: c.suites}, homeHandler))}
			a := l.look(t, checktls.Version)
			expect(t, a, c.verdict, c.reasons...)
			if !strings.Contains(a.Evidence[0].Quote, c.says) || !strings.Contains(a.Evidence[0].Quote, "SSLv2 และ SSLv3 ไม่ได้ทดสอบ") {
				t.Errorf("said %q, want %q", a.Evidence[0].Quote, c.says)
			}
			if weak := len(a.Evidence) == 2 && strings.Contains(a.Evidence[1].Quote, "3DES"); weak != (c.suites != nil) {
				t.Errorf("weak suites: %+v", a.Evidence)
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	cert := shown(issue(t, nil, curveKey(t), same))
	to := func(where string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, where, http.StatusMovedPermanently) }
	}
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
	}
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		verdict checks.Verdict
		reasons []checks.Reason
	}{
		{"the page", homeHandler, checks.Found, nil},
		{"to www", to("https://www." + host + "/"), checks.Found, nil},
		{"back to http", to("http://" + host + "/"), checks.Absent, []checks.Reason{checks.Downgrade}},
		{"elsewhere", to("https://hosting.example/"), checks.NeedsEyes, []checks.Reason{checks.OtherHost}},
		{"another page", page("<title>Apache2 Default Page: It works</title>"), checks.NeedsEyes, []checks.Reason{checks.OtherHost}},
		{"an error", status(500), checks.Absent, []checks.Reason{checks.HTTPStatus}},
		{"no entry for programs", status(403), checks.CouldNotLook, []checks.Reason{checks.Blocked}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &looking{net: at(serve(t, &tls.Config{Certificates: []tls.Certificate{cert}}, c.handler))}
			a := l.look(t, checktls.Answers)
			expect(t, a, c.verdict, c.reasons...)
			if a.Verdict == checks.NeedsEyes && a.Question == "" {
				t.Error("a person is asked nothing")
			}
		})
	}
}

// What a citizen meets is absent; what stops the program alone is not.
func TestNoHTTPS(t *testing.T) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(homeHandler)} //nolint:gosec // a test
	go func() { _ = s.Serve(plain) }()
	t.Cleanup(func() { _ = s.Close() })
	for _, c := range []struct {
		name    string
		net     *visittest.Net
		verdict checks.Verdict
		reason  checks.Reason
	}{
		{"nobody listens", &visittest.Net{Ports: map[string]string{host + ":80": plain.Addr().String()}}, checks.Absent, checks.NoHTTPS},
		{"no TLS is spoken", at(plain.Addr().String()), checks.Absent, checks.NoHTTPS},
		{"outside the list", &visittest.Net{Refuse: map[string]checks.Reason{host: checks.OutsideOnly}}, checks.CouldNotLook, checks.OutsideOnly},
		{"private", &visittest.Net{Refuse: map[string]checks.Reason{host: checks.Private}}, checks.CouldNotLook, checks.Private},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{checktls.Answers, checktls.Certificate, checktls.Version} {
				l := &looking{net: c.net}
				expect(t, l.again(t, name), c.verdict, c.reason)
			}
		})
	}
}

func TestNotMeasured(t *testing.T) {
	c := checktls.New(checktls.Options{})
	site := visittest.Site("http://"+host+"/", &checks.Content{})
	for _, name := range c.Names() {
		expect(t, c.Judge(name, site, today), checks.CouldNotLook, checks.NotMeasured)
	}
	down := &checks.Site{Home: "http://" + host + "/", Gaps: []checks.Gap{{URL: "http://" + host + "/", Reason: checks.DNS}}}
	expect(t, c.Judge(checktls.Version, down, today), checks.CouldNotLook, checks.DNS)
}

// A run that ends measures nothing, rather than the half of it.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := checktls.New(checktls.Options{})
	if raw, err := c.Gather(ctx, visittest.Site("https://"+host+"/", &checks.Content{}), at("127.0.0.1:1")); err == nil {
		t.Errorf("measured %s", raw)
	}
}
