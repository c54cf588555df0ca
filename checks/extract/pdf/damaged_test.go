package pdf

import "testing"

func TestHasObjects(t *testing.T) {
	for body, want := range map[string]bool{
		"%PDF-1.4\n1 0 obj\n<<>>\nendobj":   true,
		"%PDF-1.4\r1 0\robj<</Type/Pages>>": true,
		"junk 12 0 obj":                     true,
		"%PDF-1.4\nendobj objects subobj":   false,
		"%PDF-1.4\n\x00\xff\x80 noise":      false,
		"obj":                               false,
		"":                                  false,
	} {
		if got := hasObjects([]byte(body)); got != want {
			t.Errorf("%q: %v", body, got)
		}
	}
}
