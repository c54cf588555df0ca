// Package notify tells people and programs what an audit brought: by mail, by a
// message of LINE's Messaging API, or by a webhook.
//
// Telling never fails a run: what could not be told is given back as errors to
// warn of. Each target has a few tries with growing pauses, and an end. Secrets
// come from the environment alone, and no error holds one, nor the path or query
// of a webhook's address, which often is one.
//
// A webhook is sent [reports.News] as JSON by POST, with the headers
//
//	Content-Type: application/json; charset=utf-8
//	X-Truatweb-Delivery: a UUID, the same for every try
//	X-Truatweb-Signature-256: sha256= and the hex HMAC-SHA256 of the body under
//	    the secret, where TRUATWEB_WEBHOOK_SECRET is set
//
// and is delivered once it answers with 2xx.
package notify

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/reports"
)

// Kinds of targets.
const (
	Mail    = "mail"
	LINE    = "line"
	Webhook = "webhook"
)

// Kinds lists the kinds of targets.
func Kinds() []string { return []string{Mail, LINE, Webhook} }

// Target is who is told, and by what.
type Target struct {
	Kind string
	To   string // an address, a LINE user, group or room, or the webhook's URL or "env:NAME"
}

// String names the target without what may be secret of it.
func (t Target) String() string {
	if t.Kind == Webhook {
		return Webhook + ":" + host(t.To)
	}
	return t.Kind + ":" + t.To
}

// host gives what of a webhook's address may be told.
func host(address string) string {
	if strings.HasPrefix(address, fromEnv) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// What [ParseTarget] and [New] refuse.
var (
	ErrKind    = errors.New("no such kind of notification")
	ErrTo      = errors.New("not an address of its kind")
	ErrSetting = errors.New("the environment does not say how to notify")
)

// Setting is an environment variable that is missing or wrong. It unwraps to
// [ErrSetting], and never holds the value.
type Setting struct {
	Name string
	Why  string // English; "" where the variable is not set
}

func (s *Setting) Error() string {
	if s.Why == "" {
		return s.Name + " is not set"
	}
	return s.Name + ": " + s.Why
}

// Unwrap implements errors.Unwrap.
func (s *Setting) Unwrap() error { return ErrSetting }

// fromEnv before a name makes a webhook's address come from the environment.
const fromEnv = "env:"

var (
	lineID  = regexp.MustCompile(`^[UCR][0-9a-f]{32}$`)
	envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// ParseTarget reads a target: "mail:to@example.go.th", "line:U…" with the id of
// a user, group or room, or "webhook:https://…" or "webhook:env:NAME" with the
// variable that holds the address. The error wraps [ErrKind] or [ErrTo].
func ParseTarget(s string) (Target, error) {
	kind, to, _ := strings.Cut(strings.TrimSpace(s), ":")
	t := Target{strings.ToLower(strings.TrimSpace(kind)), strings.TrimSpace(to)}
	ok := false
	switch t.Kind {
	case Mail:
		a, err := mail.ParseAddress(t.To)
		ok = err == nil && a.Address == t.To && len(t.To) <= 254 && !strings.ContainsAny(t.To, "\r\n")
	case LINE:
		ok = lineID.MatchString(t.To)
	case Webhook:
		if name, named := strings.CutPrefix(t.To, fromEnv); named {
			ok = envName.MatchString(name)
		} else {
			ok = isWebhook(t.To)
		}
	default:
		return t, fmt.Errorf("%w: %q", ErrKind, t.Kind)
	}
	if !ok {
		return t, fmt.Errorf("%w: %s", ErrTo, t)
	}
	return t, nil
}

func isWebhook(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil
}

// When says which news is told.
type When string

// The choices.
const (
	Change When = "change" // anything is other than before
	Always When = "always"
	Worse  When = "worse" // something was lost, or the site cannot be looked at any more
)

// Whens lists the choices.
func Whens() []string { return []string{string(Change), string(Always), string(Worse)} }

// Of reports whether news is to be told.
func (w When) Of(n *reports.News) bool {
	switch w {
	case Always:
		return true
	case Worse:
		return n.Worsened()
	default:
		return n.Changed()
	}
}

// Defaults of Options.
const (
	DefaultTries = 3
	DefaultPause = 2 * time.Second
	DefaultTry   = 15 * time.Second
	DefaultAll   = time.Minute
	DefaultLINE  = "https://api.line.me/v2/bot/message/push"
)

// Options are how to tell. Env is needed; the zero value of the others means the
// default named.
type Options struct {
	Env    func(string) string
	Tries  int
	Pause  time.Duration // after the first try; doubled after each
	Try    time.Duration // the longest that one try may take
	All    time.Duration // the longest that one target may take, pauses included
	Agent  string        // User-Agent of webhooks and LINE
	TLS    *tls.Config   // nil trusts what the system trusts
	Key    func() string // makes a UUID for each delivery
	Client *http.Client  // nil makes one that follows no redirect
}

// Notifier tells targets. It is safe for concurrent use.
type Notifier struct {
	o    Options
	to   []sender
	hide []string // secrets
}

// sender makes one try at delivering news. An error that cannot pass is a *final.
type sender interface {
	name() string
	send(ctx context.Context, n *reports.News, key string) error
}

// final is an error that another try would meet again.
type final struct{ error }

func (f *final) Unwrap() error { return f.error }

// later is an error whose server said when to try again.
type later struct {
	error
	after time.Duration
}

func (l *later) Unwrap() error { return l.error }

// New readies a notifier and reads its settings from the environment, so that
// what is missing is known before an audit. The error joins one [Setting] for
// each fault.
func New(targets []Target, o Options) (*Notifier, error) {
	if o.Env == nil {
		return nil, errors.New("readying notifications: no environment")
	}
	fill(&o.Tries, DefaultTries)
	fill(&o.Pause, DefaultPause)
	fill(&o.Try, DefaultTry)
	fill(&o.All, DefaultAll)
	fill(&o.Agent, "truatweb")
	if o.Key == nil {
		o.Key = newKey
	}
	if o.Client == nil {
		transport := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: o.TLS, DisableKeepAlives: true, ForceAttemptHTTP2: true}
		o.Client = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	n := &Notifier{o: o}
	var all []error
	for _, t := range targets {
		var s sender
		var secrets []string
		var err error
		switch t.Kind {
		case Mail:
			s, secrets, err = newMailer(t, &n.o)
		case LINE:
			s, secrets, err = newLINE(t, &n.o)
		case Webhook:
			s, secrets, err = newWebhook(t, &n.o)
		default:
			err = fmt.Errorf("%w: %q", ErrKind, t.Kind)
		}
		n.hide = append(n.hide, secrets...)
		if err != nil {
			if !slices.ContainsFunc(all, func(e error) bool { return e.Error() == err.Error() }) {
				all = append(all, err)
			}
			continue
		}
		n.to = append(n.to, s)
	}
	return n, errors.Join(all...)
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// newKey makes a random UUID (RFC 9562, version 4).
func newKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails (crypto/rand)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Failure is a target that could not be told.
type Failure struct {
	Target string // without its secrets
	Tries  int
	Cause  error
}

func (f *Failure) Error() string {
	return fmt.Sprintf("notifying %s: %v (tried %d times)", f.Target, f.Cause, f.Tries)
}

// Unwrap implements errors.Unwrap.
func (f *Failure) Unwrap() error { return f.Cause }

// Send tells every target, all at once, and returns when each is told or given
// up. The failures are in the targets' order.
func (n *Notifier) Send(ctx context.Context, news *reports.News) []*Failure {
	out := make([]*Failure, len(n.to))
	var all sync.WaitGroup
	for i, s := range n.to {
		all.Go(func() { out[i] = n.deliver(ctx, s, news) })
	}
	all.Wait()
	return slices.DeleteFunc(out, func(f *Failure) bool { return f == nil })
}

// deliver tells one target.
func (n *Notifier) deliver(ctx context.Context, s sender, news *reports.News) *Failure {
	ctx, cancel := context.WithTimeout(ctx, n.o.All)
	defer cancel()
	key, pause := n.o.Key(), n.o.Pause
	for try := 1; ; try++ {
		err := n.try(ctx, s, news, key)
		if err == nil {
			return nil
		}
		wait := pause
		pause *= 2
		var late *later
		if errors.As(err, &late) && late.after > wait {
			wait = late.after
		}
		var last *final
		ends, _ := ctx.Deadline() // set above
		if errors.As(err, &last) || try >= n.o.Tries || ctx.Err() != nil || time.Until(ends) <= wait {
			return &Failure{Target: s.name(), Tries: try, Cause: n.hidden(err)}
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return &Failure{Target: s.name(), Tries: try, Cause: n.hidden(err)}
		}
	}
}

// try makes one try, which ends with its deadline whatever the server does.
func (n *Notifier) try(ctx context.Context, s sender, news *reports.News, key string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, n.o.Try, errSlow)
	defer cancel()
	err := s.send(ctx, news, key)
	if err != nil && errors.Is(context.Cause(ctx), errSlow) {
		return errSlow
	}
	return err
}

var errSlow = errors.New("the server takes too long")

// hidden takes secrets out of an error's text. What is left of the error is its
// text alone, since what it wraps holds them still.
func (n *Notifier) hidden(err error) error {
	text := err.Error()
	clean := text
	for _, s := range n.hide {
		if s != "" {
			clean = strings.ReplaceAll(clean, s, "***")
		}
	}
	return errors.New(reports.Clean(clean))
}
