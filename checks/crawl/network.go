package crawl

import (
	"context"
	"net"

	"github.com/truatweb/truatweb/checks"
)

// Network gives the way out for what a crawl does not ask itself: the same
// guard on every address and the same pace for every host.
func (c *Crawler) Network() checks.Network {
	return &network{guard: c.o.Net, pace: newPolite(nil, &c.o, c.wait)}
}

type network struct {
	guard *Net
	pace  *polite
}

// DialContext dials through the guard.
func (n *network) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return n.guard.DialContext(ctx, network, address)
}

// Wait waits for the host's turn.
func (n *network) Wait(ctx context.Context, host string) error {
	done, err := n.pace.wait(ctx, host)
	if err != nil {
		return err
	}
	done()
	return nil
}
