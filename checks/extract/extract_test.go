package extract

import (
	"context"
	"errors"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

type fakeReader struct {
	kinds []checks.Kind
	read  func(Raw) (*checks.Content, error)
}

func (r fakeReader) Kinds() []checks.Kind { return r.kinds }

func (r fakeReader) Read(_ context.Context, raw Raw) (*checks.Content, checks.Charset, error) {
	c, err := r.read(raw)
	return c, checks.Charset{}, err
}

func TestSetChoosesByTheBytes(t *testing.T) {
	says := func(title string) func(Raw) (*checks.Content, error) {
		return func(Raw) (*checks.Content, error) { return &checks.Content{Title: title}, nil }
	}
	s := NewSet(
		fakeReader{[]checks.Kind{checks.KindHTML, checks.KindText}, says("first")},
		fakeReader{[]checks.Kind{checks.KindHTML}, says("later")},
		fakeReader{[]checks.Kind{checks.KindJSON}, func(Raw) (*checks.Content, error) { panic("index out of range") }},
		fakeReader{[]checks.Kind{checks.KindCSV}, func(Raw) (*checks.Content, error) { return nil, ErrLocked }},
	)
	for name, tc := range map[string]struct {
		url, body string
		kind      checks.Kind
		title     string
		err       error
	}{
		"page named as a document":    {"http://a.test/plan.pdf", "<html><body>x", checks.KindHTML, "later", nil},
		"text":                        {"http://a.test/x.html", "ประกาศ", checks.KindText, "first", nil},
		"nothing":                     {"http://a.test/x.pdf", "", checks.KindEmpty, "", ErrEmpty},
		"no reader":                   {"http://a.test/x.html", "%PDF-1.4", checks.KindPDF, "", ErrUnsupported},
		"reader that panics":          {"http://a.test/x.json", `{"a":1}`, checks.KindJSON, "", ErrDamaged},
		"reader that could not enter": {"http://a.test/x.csv", "a,b\n1,2\n", checks.KindCSV, "", ErrLocked},
	} {
		kind, c, _, err := s.Read(context.Background(), tc.url, "application/pdf", []byte(tc.body))
		if kind != tc.kind || !errors.Is(err, tc.err) {
			t.Errorf("%s: %s, %v", name, kind, err)
		}
		if c != nil && (c.Title != tc.title || c.Kind != tc.kind) {
			t.Errorf("%s: read by %q as %s", name, c.Title, c.Kind)
		}
		if c == nil && tc.title != "" {
			t.Errorf("%s: nothing read", name)
		}
	}
	var none Set
	if _, _, _, err := none.Read(context.Background(), "", "", []byte("x")); !errors.Is(err, ErrUnsupported) {
		t.Errorf("zero Set: %v", err)
	}
}
