package tls_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	checktls "github.com/truatweb/truatweb/checks/tls"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

const host = "sso.example"

// today is the day on which everything in these tests happens.
var today = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func days(n int) time.Time { return today.AddDate(0, 0, n) }

// authority is an issuer of certificates.
type authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

func curveKey(t *testing.T) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func rsaKey(t *testing.T, bits int) crypto.Signer {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// issue signs a certificate; a nil issuer means its own key.
func issue(t *testing.T, by *authority, key crypto.Signer, change func(*x509.Certificate)) *authority {
	t.Helper()
	c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host, "www." + host},
		NotBefore: days(-30), NotAfter: days(60), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	change(c)
	parent, signer := c, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{cert, key}
}

func asIssuer(name string) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.Subject, c.DNSNames, c.IsCA, c.BasicConstraintsValid, c.KeyUsage = pkix.Name{CommonName: name}, nil, true, true, x509.KeyUsageCertSign
		c.NotBefore, c.NotAfter, c.ExtKeyUsage = days(-1000), days(1000), nil
	}
}

func same(*x509.Certificate) {}

// shown is what a server shows: its certificate and those of its issuers.
func shown(chain ...*authority) tls.Certificate {
	out := tls.Certificate{PrivateKey: chain[0].key}
	for _, a := range chain {
		out.Certificate = append(out.Certificate, a.cert.Raw)
	}
	return out
}

const homePage = "<html><head><title>สำนักงานสาธารณสุขอำเภอทดสอบ</title></head><body>ยินดีต้อนรับ</body></html>"

func homeHandler(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, homePage) }

// serve starts an https server and gives its address.
func serve(t *testing.T, conf *tls.Config, h http.HandlerFunc) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = s.Serve(tls.NewListener(l, conf)) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

// looking is one look at a site.
type looking struct {
	home  string
	net   *visittest.Net
	roots *x509.CertPool
	now   time.Time
	page  *checks.Content
}

func (l *looking) site() *checks.Site {
	if l.home == "" {
		l.home = "http://" + host + "/"
	}
	if l.page == nil {
		l.page = &checks.Content{Title: "สำนักงานสาธารณสุขอำเภอทดสอบ"}
	}
	return visittest.Site(l.home, l.page)
}

// look measures, keeps the measurement as a record would, and judges.
func (l *looking) look(t *testing.T, name string) checks.Answer {
	t.Helper()
	site := l.site()
	if l.now.IsZero() {
		l.now = today
	}
	if l.roots == nil {
		l.roots = x509.NewCertPool()
	}
	c := checktls.New(checktls.Options{Roots: l.roots, Now: func() time.Time { return l.now }})
	raw, err := c.Gather(context.Background(), site, l.net)
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	if d, turns := len(l.net.Dialed()), l.net.Turns(); d > 6 || turns < d {
		t.Errorf("%d connections in %d turns", d, turns)
	}
	return c.Judge(name, site, today.AddDate(3, 0, 0))
}

// at maps the site's https port to a server.
func at(address string) *visittest.Net {
	return &visittest.Net{Ports: map[string]string{host + ":443": address, host + ":80": "127.0.0.1:1"}}
}

func expect(t *testing.T, a checks.Answer, v checks.Verdict, reasons ...checks.Reason) {
	t.Helper()
	if a.Verdict != v || !slices.Equal(a.Reasons, reasons) {
		t.Errorf("said %s %v, want %s %v; %+v", a.Verdict, a.Reasons, v, reasons, a.Evidence)
	}
	if len(a.Evidence) == 0 && a.Verdict != checks.CouldNotLook {
		t.Error("no evidence")
	}
	for _, e := range a.Evidence {
		if e.Quote == "" || e.Why == "" || e.URL == "" || e.SeenAt.IsZero() || e.Place != checks.AtServer {
			t.Errorf("evidence that cannot be repeated: %+v", e)
		}
	}
}
