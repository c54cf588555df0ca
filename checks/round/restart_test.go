package round_test

import (
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// breaking stands before a server and breaks the first connections off after so
// many bytes of the server's, as a restart does.
func breaking(t *testing.T, to string, breaks []int64) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	var n atomic.Int64
	serve := func(client net.Conn) {
		defer client.Close()
		server, err := net.Dial("tcp", to)
		if err != nil {
			t.Error(err)
			return
		}
		defer server.Close()
		open.Go(func() { _, _ = io.Copy(server, client); _ = server.(*net.TCPConn).CloseWrite() }) // ends with either side
		if i := n.Add(1) - 1; i < int64(len(breaks)) {
			_, _ = io.CopyN(client, server, breaks[i])
			_ = client.(*net.TCPConn).SetLinger(0) // a reset, and no orderly end
			return
		}
		_, _ = io.Copy(client, server) // ends with either side
	}
	open.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() { serve(client) })
		}
	})
	t.Cleanup(func() { _ = listener.Close(); open.Wait() })
	return listener.Addr().String()
}

func TestAServerThatRestartsIsWaitedFor(t *testing.T) {
	at, err := url.Parse(databasetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	// In the greeting, in the first answers, while tables are made.
	at.Host = breaking(t, at.Host, []int64{0, 40, 700, 2000})
	d, err := round.Open(t.Context(), at.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at.Host = closed.Addr().String()
	_ = closed.Close()
	if _, err := round.Open(t.Context(), at.String(), nil); !errors.Is(err, database.ErrUnreachable) || database.Restarting(err) {
		t.Errorf("where nobody is: %v", err)
	}
}
