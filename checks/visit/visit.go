// Package visit asks one address once: a GET through a [checks.Network] that
// follows no redirect and keeps little. Technical checks measure by it, so that
// all of them ask alike, as politely as the crawl and behind the same guard.
package visit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Limits of one visit.
const (
	DefaultTimeout = 20 * time.Second // from dialling to the last byte kept
	maxBody        = 512 << 10
	maxHeader      = 64 << 10
)

// UserAgent introduces a visit that was given no other name.
const UserAgent = "truatweb/1.0 (+https://github.com/truatweb/truatweb)"

// Asker asks through a network. The zero values of the other fields will do.
type Asker struct {
	Network   checks.Network
	UserAgent string
	Timeout   time.Duration
	// TLS is how https is spoken; nil reads what any server speaks, whatever its
	// certificate: certificates are judged apart, and no secret is ever sent.
	TLS *tls.Config
}

// Reply is what came back, or why nothing did.
type Reply struct {
	URL      string
	Status   int // 0 if no answer came
	Header   http.Header
	Cookies  []*http.Cookie
	Body     []byte // the first bytes, as sent
	Location string // where a redirect leads, absolute; "" if nowhere
	Fault    *Fault // why no answer came
}

// Get asks for an address when it is its host's turn. An error means that the
// run ended or that the address is none; what goes wrong on the way is a Fault.
func (a *Asker) Get(ctx context.Context, address string) (*Reply, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("visiting %q: no http address", address)
	}
	if r := a.recalled(u); r != nil {
		return r, ctx.Err()
	}
	outer := ctx
	ctx, err = a.Network.Ask(outer, address)
	var refused interface{ Reason() checks.Reason }
	switch {
	case outer.Err() == nil && errors.As(err, &refused):
		return &Reply{URL: address, Fault: FaultOf(err)}, nil
	case err != nil:
		return nil, fmt.Errorf("waiting for the turn of %s: %w", u.Hostname(), err)
	}
	timeout := a.Timeout
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	inner, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r := &Reply{URL: address}
	err = a.ask(inner, u, r)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("visiting %s: %w", address, ctx.Err())
	}
	if err != nil && r.Status == 0 {
		r.Fault = FaultOf(err)
	}
	return r, nil
}

// recaller is a network that knows some answers already.
type recaller interface {
	// Recall gives the answer to an address, unpacked; nil if it is not known.
	Recall(address string) *http.Response
}

// recalled gives an answer that the network knows; nil where it must be asked
// for, as where the connection counts too.
func (a *Asker) recalled(u *url.URL) *Reply {
	n, ok := a.Network.(recaller)
	if !ok || a.TLS != nil {
		return nil
	}
	resp := n.Recall(u.String())
	if resp == nil {
		return nil
	}
	defer func() { _ = resp.Body.Close() }()
	r := &Reply{URL: u.String()}
	if err := r.take(resp, u); err != nil {
		return nil
	}
	return r
}

// ask fills r. An answer whose body breaks off is an answer.
func (a *Asker) ask(ctx context.Context, u *url.URL, r *Reply) error {
	conf := a.TLS
	if conf == nil {
		conf = AnyTLS()
	}
	t := &http.Transport{DialContext: a.Network.DialContext, TLSClientConfig: conf, DisableKeepAlives: true, DisableCompression: true,
		MaxResponseHeaderBytes: maxHeader, TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}
	defer t.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return err
	}
	agent := a.UserAgent
	if agent == "" {
		agent = UserAgent
	}
	req.Header = http.Header{"User-Agent": {agent}, "Accept": {"text/html,*/*;q=0.8"}, "Accept-Language": {"th,en;q=0.5"}, "Accept-Encoding": {"identity"}}
	resp, err := t.RoundTrip(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	return r.take(resp, u)
}

// take takes in an answer as far as it is kept.
func (r *Reply) take(resp *http.Response, u *url.URL) (err error) {
	r.Status, r.Header, r.Cookies = resp.StatusCode, resp.Header, resp.Cookies()
	if l := resp.Header.Get("Location"); l != "" && resp.StatusCode >= 300 && resp.StatusCode < 400 {
		if to, err := u.Parse(l); err == nil {
			to.Fragment = ""
			r.Location = to.String()
		}
	}
	r.Body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody))
	return err
}

// AnyTLS speaks all versions and suites that the library can, and accepts any
// certificate.
func AnyTLS() *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS10, InsecureSkipVerify: true} //nolint:gosec // what is read so is only looked at
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		c.CipherSuites = append(c.CipherSuites, s.ID)
	}
	return c
}

// ErrNoHome says that a site has no address that could be asked.
var ErrNoHome = errors.New("the site has no home address")

// Home gives the address at which the home page stood after redirects.
func Home(site *checks.Site) (*url.URL, error) {
	for _, address := range []string{final(site), site.Home} {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https") {
			u.Fragment, u.User = "", nil
			return u, nil
		}
	}
	return nil, ErrNoHome
}

func final(site *checks.Site) string {
	if r := site.Find(site.Home); r != nil {
		return r.Fetch().Final
	}
	return ""
}

// Port gives the port of an address, its scheme's if it names none.
func Port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// Bare reports whether a host is an IP address.
func Bare(host string) bool { return net.ParseIP(host) != nil }
