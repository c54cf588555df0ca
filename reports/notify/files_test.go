package notify_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/notify"
)

// TestMailTakesFilesAlong: also when the first try fails, they come whole.
func TestMailTakesFilesAlong(t *testing.T) {
	p := &postOffice{t: t, before: func(session int, verb string) string {
		if session == 1 && verb == "DATA" {
			return "451 busy"
		}
		return ""
	}}
	to, err := notify.ParseTarget("mail:it@example.go.th")
	if err != nil {
		t.Fatal(err)
	}
	n, err := notify.New([]notify.Target{to}, notify.Options{Env: settings(notify.EnvSMTP, p.start(false), notify.EnvSMTPTLS, "none", notify.EnvMailFrom, "me@example.go.th"), Pause: 1})
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.Repeat([]byte("PK\x03\x04 ภาพรวม\r\n.\r\n"), 5000)
	x := news()
	x.Files = []reports.NewsFile{{Name: "round.zip", Type: "application/zip", Body: body}}
	if f := n.Send(context.Background(), x); len(f) > 0 {
		t.Fatal(f[0])
	}
	got := p.letters()
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	kind, params, err := mime.ParseMediaType(got[0].message.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		t.Fatalf("%q %v", kind, err)
	}
	parts := multipart.NewReader(strings.NewReader(got[0].body), params["boundary"])
	found := false
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if part.FileName() != "round.zip" {
			continue
		}
		back, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if found = err == nil && bytes.Equal(back, body); !found {
			t.Errorf("%d bytes came of %d (%v)", len(back), len(body), err)
		}
	}
	if !found {
		t.Error("the file did not come")
	}
}
