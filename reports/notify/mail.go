package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"

	mailer "github.com/wneessen/go-mail"

	"github.com/truatweb/truatweb/reports"
)

// Environment variables of mail.
const (
	EnvSMTP         = "TRUATWEB_SMTP"          // host or host:port
	EnvSMTPTLS      = "TRUATWEB_SMTP_TLS"      // starttls (the default), tls or none
	EnvSMTPUser     = "TRUATWEB_SMTP_USER"     // "" signs in to no server
	EnvSMTPPassword = "TRUATWEB_SMTP_PASSWORD" // of the user
	EnvMailFrom     = "TRUATWEB_MAIL_FROM"     // the sender's address
)

// mailbox is who is told by mail, and the server that takes it there.
type mailbox struct {
	told     string
	to, from string
	host     string
	port     int
	security string
	user     string
	password string
	o        *Options
}

// Values of TRUATWEB_SMTP_TLS, with the ports they are served at.
const (
	startTLS = "starttls"
	wholeTLS = "tls"
	noTLS    = "none"
)

func newMailer(t Target, o *Options) (sender, []string, error) {
	b := &mailbox{told: t.String(), to: t.To, from: strings.TrimSpace(o.Env(EnvMailFrom)), security: strings.ToLower(strings.TrimSpace(o.Env(EnvSMTPTLS))),
		user: o.Env(EnvSMTPUser), password: o.Env(EnvSMTPPassword), o: o}
	fill(&b.security, startTLS)
	ports := map[string]int{startTLS: 587, wholeTLS: 465, noTLS: 25}
	var all []error
	wrong := func(name, why string) { all = append(all, &Setting{name, why}) }
	switch at := strings.TrimSpace(o.Env(EnvSMTP)); {
	case at == "":
		wrong(EnvSMTP, "")
	default:
		b.host, b.port = at, ports[b.security]
		if host, port, err := net.SplitHostPort(at); err == nil {
			n, err := strconv.Atoi(port)
			if b.host, b.port = host, n; err != nil || n < 1 || n > 65535 {
				wrong(EnvSMTP, "not host:port")
			}
		}
		if u, err := url.Parse("//" + b.host); b.host == "" || err != nil || u.Host != b.host && net.ParseIP(b.host) == nil {
			wrong(EnvSMTP, "not host:port")
		}
	}
	if ports[b.security] == 0 {
		wrong(EnvSMTPTLS, "not starttls, tls or none")
	}
	if _, err := ParseTarget(Mail + ":" + b.from); b.from == "" {
		wrong(EnvMailFrom, "")
	} else if err != nil {
		wrong(EnvMailFrom, "not a mail address")
	}
	switch {
	case b.user != "" && b.password == "":
		wrong(EnvSMTPPassword, "")
	case b.user != "" && b.security == noTLS:
		wrong(EnvSMTPTLS, "a password is not sent without encryption")
	}
	secrets := []string{b.password}
	if b.password != "" { // as it goes over the wire
		secrets = append(secrets, base64.StdEncoding.EncodeToString([]byte(b.password)), base64.StdEncoding.EncodeToString([]byte("\x00"+b.user+"\x00"+b.password)))
	}
	if len(all) > 0 {
		return nil, secrets, errors.Join(all...)
	}
	return b, secrets, nil
}

func (b *mailbox) name() string { return b.told }

func (b *mailbox) send(ctx context.Context, n *reports.News, key string) error {
	m := mailer.NewMsg()
	if err := errors.Join(m.From(b.from), m.To(b.to)); err != nil {
		return &final{err}
	}
	_, domain, _ := strings.Cut(b.from, "@")
	m.SetMessageIDWithValue(key + "@" + domain) // the same for every try, so that a mail that came twice shows as one
	m.SetDate()
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.Subject(n.Subject)
	m.SetBodyString(mailer.TypeTextPlain, n.Text)
	for _, f := range n.Files {
		if err := m.AttachReader(f.Name, bytes.NewReader(f.Body), mailer.WithFileContentType(mailer.ContentType(f.Type))); err != nil {
			return &final{err}
		}
	}

	c, err := mailer.NewClient(b.host, b.options(ctx)...)
	if err != nil {
		return &final{err}
	}
	server, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return lasting(err)
	}
	if err = c.SendWithSMTPClient(server, m); err != nil {
		return lasting(err)
	}
	_ = c.CloseWithSMTPClient(server) // the mail is with the server
	return nil
}

func (b *mailbox) options(ctx context.Context) []mailer.Option {
	policy := mailer.NoTLS
	if b.security == startTLS {
		policy = mailer.TLSMandatory
	}
	out := []mailer.Option{mailer.WithPort(b.port), mailer.WithTimeout(2 * b.o.Try), mailer.WithTLSPolicy(policy), mailer.WithTLSConfig(b.trust()), mailer.WithDialContextFunc(b.dial(ctx))}
	if b.user != "" {
		out = append(out, mailer.WithOpportunisticSMTPAuth(mailer.SMTPAuthSCRAMSHA256, mailer.SMTPAuthPlain, mailer.SMTPAuthLogin, mailer.SMTPAuthCramMD5),
			mailer.WithUsername(b.user), mailer.WithPassword(b.password))
	}
	return out
}

// trust says which servers are believed.
func (b *mailbox) trust() *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if b.o.TLS != nil {
		c = b.o.TLS.Clone()
	}
	c.ServerName = b.host
	return c
}

// dial gives the way to the server: a connection that ends with the try.
func (b *mailbox) dial(try context.Context) mailer.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		conn, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(try, func() { _ = conn.Close() }) // which ends whatever waits for it
		if b.security != wholeTLS {
			return conn, nil
		}
		secure := tls.Client(conn, b.trust())
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		return secure, nil
	}
}

// lasting marks what the server refuses for good: answers of 5xx (RFC 5321).
func lasting(err error) error {
	var reply *textproto.Error
	var sent *mailer.SendError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &sent):
		if sent.ErrorCode() >= 500 {
			return &final{err}
		}
	case errors.As(err, &reply):
		if reply.Code >= 500 {
			return &final{err}
		}
	}
	return err
}
