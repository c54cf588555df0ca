package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/reports"
)

// Environment variables of LINE and webhooks.
const (
	EnvLINEToken     = "TRUATWEB_LINE_TOKEN"     // channel access token of the official account
	EnvLINEURL       = "TRUATWEB_LINE_URL"       // another endpoint than DefaultLINE
	EnvWebhookSecret = "TRUATWEB_WEBHOOK_SECRET" // signs what webhooks are sent
)

// post is a target that is told by an HTTP POST.
type post struct {
	client  *http.Client
	told    string // its name
	address string
	header  http.Header
	body    func(*reports.News) ([]byte, error)
	secret  string // of the signature, "" for none
	keyed   string // header that carries the delivery's key
}

func newLINE(t Target, o *Options) (sender, []string, error) {
	token := strings.TrimSpace(o.Env(EnvLINEToken))
	address := strings.TrimSpace(o.Env(EnvLINEURL))
	fill(&address, DefaultLINE)
	switch {
	case token == "":
		return nil, nil, &Setting{Name: EnvLINEToken}
	case strings.ContainsAny(token, " \t\r\n"):
		return nil, []string{token}, &Setting{EnvLINEToken, "not a token"}
	case !isWebhook(address):
		return nil, []string{token}, &Setting{EnvLINEURL, "not an http or https address"}
	}
	p := &post{client: o.Client, told: t.String(), address: address, keyed: "X-Line-Retry-Key", header: http.Header{}}
	p.header.Set("Authorization", "Bearer "+token)
	p.header.Set("Content-Type", "application/json")
	p.header.Set("User-Agent", o.Agent)
	p.body = func(n *reports.News) ([]byte, error) {
		type message struct {
			Type string `json:"type"`
			Text string `json:"text"`
		}
		return json.Marshal(struct {
			To       string    `json:"to"`
			Messages []message `json:"messages"`
		}{t.To, []message{{"text", short(n.Subject + "\n\n" + n.Text)}}})
	}
	return p, []string{token}, nil
}

// mostLINE is how long a text message may be: the limit is 5,000 UTF-16 units,
// of which no character that is told here takes more than two.
const mostLINE = 2400

func short(s string) string {
	if r := []rune(s); len(r) > mostLINE {
		return string(r[:mostLINE]) + "…"
	}
	return s
}

func newWebhook(t Target, o *Options) (sender, []string, error) {
	address, secret := t.To, o.Env(EnvWebhookSecret)
	secrets := []string{secret}
	if name, named := strings.CutPrefix(address, fromEnv); named {
		if address = strings.TrimSpace(o.Env(name)); address == "" {
			return nil, secrets, &Setting{Name: name}
		}
		if !isWebhook(address) {
			return nil, append(secrets, address), &Setting{name, "not an http or https address"}
		}
	}
	secrets = append(secrets, address)
	if u, err := url.Parse(address); err == nil && len(u.RequestURI()) > 1 {
		secrets = append(secrets, u.RequestURI())
	}
	p := &post{client: o.Client, told: t.String(), address: address, keyed: "X-Truatweb-Delivery", secret: secret, header: http.Header{}}
	p.header.Set("Content-Type", "application/json; charset=utf-8")
	p.header.Set("User-Agent", o.Agent)
	p.body = func(n *reports.News) ([]byte, error) { return json.Marshal(n) }
	return p, secrets, nil
}

func (p *post) name() string { return p.told }

// mostAnswer bounds what is read of an answer, bytes.
const mostAnswer = 1 << 10

func (p *post) send(ctx context.Context, n *reports.News, key string) error {
	body, err := p.body(n)
	if err != nil {
		return &final{err}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.address, bytes.NewReader(body))
	if err != nil {
		return &final{errors.New("the address cannot be asked")}
	}
	r.Header = p.header.Clone()
	r.Header.Set(p.keyed, key)
	if p.secret != "" {
		r.Header.Set("X-Truatweb-Signature-256", "sha256="+sign(p.secret, body))
	}
	answer, err := p.client.Do(r)
	if err != nil {
		var u *url.Error // which would tell the whole address
		if errors.As(err, &u) {
			err = u.Err
		}
		return err
	}
	defer func() { _ = answer.Body.Close() }() // only read from
	said, _ := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	return p.verdict(answer, said)
}

// verdict says whether an answer means that the news was delivered.
func (p *post) verdict(answer *http.Response, said []byte) error {
	code := answer.StatusCode
	err := fmt.Errorf("the server answers %d %s %s", code, http.StatusText(code), said)
	switch {
	case code/100 == 2:
		return nil
	case code == http.StatusConflict && answer.Header.Get("X-Line-Accepted-Request-Id") != "":
		return nil // an earlier try was taken although its answer was lost
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return &later{err, retryAfter(answer.Header.Get("Retry-After"))}
	case code == http.StatusRequestTimeout || code >= 500:
		return err
	default:
		return &final{err}
	}
}

func sign(secret string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	_, _ = h.Write(body) // it never fails (hash.Hash)
	return hex.EncodeToString(h.Sum(nil))
}

// retryAfter reads the header: seconds or a date; 0 if it says neither.
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 {
		return time.Duration(min(n, 3600)) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
