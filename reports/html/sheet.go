package html

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed assets/*.woff2 assets/*.css
var assets embed.FS

// faces are the embedded fonts, Sarabun in two weights, each cut in two by
// script so that a browser decodes only what a page needs.
var faces = []struct {
	file    string
	weight  int
	letters string // the unicode-range that the file covers
}{
	{"sarabun-thai-400-normal.woff2", 400, thaiLetters},
	{"sarabun-thai-700-normal.woff2", 700, thaiLetters},
	{"sarabun-latin-400-normal.woff2", 400, latinLetters},
	{"sarabun-latin-700-normal.woff2", 700, latinLetters},
}

const (
	thaiLetters  = "U+0E01-0E5B,U+200C-200D,U+25CC"
	latinLetters = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,U+200E-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FFFD"
)

// Fonts gives the rules of a style sheet that bring the report's face, with the
// fonts themselves as data, for pages that are made of something else than an
// audit.
func Fonts() (string, error) {
	var b strings.Builder
	for _, f := range faces {
		font, err := assets.ReadFile("assets/" + f.file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "@font-face{font-family:Sarabun;font-style:normal;font-display:swap;font-weight:%d;unicode-range:%s;src:url(data:font/woff2;base64,%s) format(\"woff2\")}\n",
			f.weight, f.letters, base64.StdEncoding.EncodeToString(font))
	}
	return b.String(), nil
}

// sheet puts the page's whole style together: the fonts, then the rules.
func sheet() (string, error) {
	var b strings.Builder
	fonts, err := Fonts()
	if err != nil {
		return "", err
	}
	b.WriteString(fonts)
	for _, name := range []string{"screen.css", "items.css", "trend.css", "print.css"} {
		css, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return "", err
		}
		b.Write(css)
	}
	return b.String(), nil
}

// policy is the page's content security policy as an attribute: the one style
// sheet by its digest, fonts and drawings from the page itself, and nothing else.
func policy(style string) template.HTMLAttr {
	sum := sha256.Sum256([]byte(style))
	return template.HTMLAttr(fmt.Sprintf(`content="default-src 'none'; style-src 'sha256-%s'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"`,
		base64.StdEncoding.EncodeToString(sum[:])))
}
