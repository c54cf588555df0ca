package notify_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// selfMade makes a certificate of 127.0.0.1 and a pool that trusts it.
func selfMade(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// postOffice is an SMTP server (RFC 5321) of as much as mail needs.
type postOffice struct {
	t        *testing.T
	listener net.Listener
	cert     tls.Certificate
	starttls bool
	auth     string // the mechanisms it offers once the line is secure
	password string // what AUTH PLAIN must say
	// before is asked before each answer to a command; "" answers as usual.
	before func(session int, command string) string

	mu       sync.Mutex
	sessions int
	got      []letter
	open     sync.WaitGroup
}

// letter is a mail as it was taken.
type letter struct {
	from, to string
	secure   bool
	as       string // who signed in
	message  *mail.Message
	body     string
}

func (p *postOffice) start(whole bool) string {
	var err error
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		p.t.Fatal(err)
	}
	p.open.Go(func() {
		for {
			c, err := p.listener.Accept()
			if err != nil {
				return
			}
			p.mu.Lock()
			p.sessions++
			n := p.sessions
			p.mu.Unlock()
			p.open.Go(func() {
				defer func() { _ = c.Close() }()
				stop := time.AfterFunc(20*time.Second, func() { _ = c.Close() })
				defer stop.Stop()
				line := c
				if whole {
					line = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{p.cert}})
				}
				p.serve(n, line, whole)
			})
		}
	})
	p.t.Cleanup(func() { _ = p.listener.Close(); p.open.Wait() })
	return p.listener.Addr().String()
}

func (p *postOffice) serve(session int, c net.Conn, secure bool) {
	in := bufio.NewReader(c)
	say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
	say("220 mail.example ready")
	var l letter
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb := strings.ToUpper(strings.SplitN(line, " ", 2)[0])
		if p.before != nil {
			switch answer := p.before(session, verb); answer {
			case "":
			case "hang":
				_, _ = io.Copy(io.Discard, in)
				return
			case "drop":
				return
			default:
				say(answer)
				continue
			}
		}
		switch verb {
		case "EHLO":
			out := []string{"mail.example", "8BITMIME"}
			if p.starttls && !secure {
				out = append(out, "STARTTLS")
			}
			if p.auth != "" && secure {
				out = append(out, "AUTH "+p.auth)
			}
			for i, s := range out {
				mark := "-"
				if i == len(out)-1 {
					mark = " "
				}
				say("250" + mark + s)
			}
		case "STARTTLS":
			say("220 go ahead")
			s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{p.cert}})
			if s.Handshake() != nil {
				return
			}
			c, secure, in = s, true, bufio.NewReader(s)
		case "AUTH":
			if strings.HasSuffix(line, " "+p.password) {
				l.as = "known"
				say("235 welcome")
			} else {
				say("535 5.7.8 no: " + line) // which tells back what it was told
			}
		case "MAIL":
			l.from, l.secure = between(line), secure
			say("250 ok")
		case "RCPT":
			l.to = between(line)
			say("250 ok")
		case "DATA":
			say("354 go on")
			var text strings.Builder
			for {
				s, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if s == ".\r\n" {
					break
				}
				text.WriteString(strings.TrimPrefix(s, "."))
			}
			p.take(l, text.String())
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *postOffice) take(l letter, text string) {
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		p.t.Errorf("not a mail: %v\n%s", err, text)
		return
	}
	body := m.Body
	if strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(body)
	if err != nil {
		p.t.Error(err)
	}
	l.message, l.body = m, strings.ReplaceAll(string(b), "\r\n", "\n")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, l)
}

func (p *postOffice) letters() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter(nil), p.got...)
}

func between(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}

func (l letter) subject(t *testing.T) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(l.message.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// settings is an environment.
func settings(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func counted(n *int, mu *sync.Mutex) int {
	mu.Lock()
	defer mu.Unlock()
	*n++
	return *n
}
