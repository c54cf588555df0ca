package redirect

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"home":"http://a/","ways":[{"start":"http://a/","end":"http://a/","status":200},{"start":"https://a/","fault":{"kind":"refused","reason":"site_down"}}]}`))
	f.Add([]byte(`{"ways":[{"end":"://"},{"loop":true}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		site := visittest.Site("http://sso.example/", &checks.Content{})
		site.Measured = map[string]json.RawMessage{key: b}
		for _, name := range []string{HTTPS, OneSite} {
			if a := New(Options{}).Judge(name, site, time.Time{}); !a.Verdict.Valid() || a.Verdict == checks.Found && len(a.Evidence) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
