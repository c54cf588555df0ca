package html

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// outlineTree writes a tree a line a node; attributes stand in order of their keys, since
// the library's parser sorts some.
func outlineTree(root *node) string {
	var b strings.Builder
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		fmt.Fprintf(&b, "%*s%d %q", depth, "", n.Type, n.Data)
		attrs := slices.SortedFunc(slices.Values(n.Attr), func(a, b attribute) int { return cmp.Compare(a.Key, b.Key) })
		for _, a := range attrs {
			fmt.Fprintf(&b, " %s=%q", a.Key, a.Val)
		}
		b.WriteByte('\n')
		last := (*node)(nil)
		for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
			if ch.Parent != n || ch.PrevSibling != last {
				fmt.Fprintf(&b, "%*sa child that is not joined to its neighbours\n", depth, "")
			}
			walk(ch, depth+1)
			last = ch
		}
		if last != n.LastChild {
			fmt.Fprintf(&b, "%*sanother last child\n", depth, "")
		}
	}
	walk(root, 0)
	return b.String()
}

// sameTree holds the quick builder against the library's parser: what it does not
// leave to it, it reads the same. It reports whether it read the page.
func sameTree(t *testing.T, page string) bool {
	t.Helper()
	got := quick(page, &arena{})
	if got == nil {
		return false
	}
	lib, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("the library refuses what the quick builder reads: %v\n%.2000q", err, page)
	}
	for n := lib.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.DoctypeNode {
			n.Data, n.Attr = "", nil // nobody asks for more than that there is one
		}
	}
	for n := got.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.DoctypeNode {
			n.Data = ""
		}
	}
	want, have := outlineTree((&arena{}).adopt(lib)), outlineTree(got)
	if want != have {
		w, h := strings.Split(want, "\n"), strings.Split(have, "\n")
		i := 0
		for i < len(w) && i < len(h) && w[i] == h[i] {
			i++
		}
		t.Errorf("trees differ at line %d:\nlibrary %s\nquick   %s\npage %.3000q", i, strings.Join(w[i:min(len(w), i+4)], "\n        "), strings.Join(h[i:min(len(h), i+4)], "\n        "), page)
	}
	return true
}

// quickly are pages that the quick builder reads by itself, one rule each.
var quickly = []string{
	`<!DOCTYPE html><html lang=th><head><title>ก &amp; ข</title><meta charset=utf-8><link rel=x href="?a=1&amp;b=2&copy=3&lang=th"></head><body class="a&quot;b">x</body></html>`,
	`no tags`, ` `, ``, `<p>one<p>two`, `<!-- c --><html><!-- d --><body></body><!-- e --></html><!-- f --> `,
	`<p>a<div>b</div>c</p>d`, `<ul><li>a<li>b<ul><li>c</ul><li>d</ul>`, `<dl><dt>a<dd>b<dt>c</dl>`, `<h1>a<h2>b</h3>`,
	`<table><caption>c</caption><colgroup><col><col></colgroup><thead><tr><th>a<th>b<tbody><tr><td><font>c<td>d</table>e`,
	`<table><tr><td>a<td>b<tr><td><table><td>c</table></table>`, `<table> <form action=x> <tr> <td> <input> </td> </tr> </form> </table>`,
	`<table><col><tr><td>x</td></tr></table></font>`, `<table><tr><td><b>x</td><td>y</b></td></tr></div></span></table>`,
	`<p>a<table><tr><td>b</table>c`, `<!doctype html><p>a<table><tr><td>b</table>c`,
	`<select><option>a<option>b<optgroup label=c><option>d<hr></select>`, `<select><option>a<input>`, `<select><select>`,
	`<form><div><form>x</div></form>y`, `<form><div></form>x</div>`, `<textarea>` + "\n" + `<p>&lt;</textarea>`, "<pre>\n\na</pre>",
	`<script>if (a < b) document.write("<b>x</b>")</script>`, `<script><!-- a </b> --></script>x`, `<style>a > b</style><noscript><p>x</noscript>`,
	`<a href=x><b><i>y</i></b></a><a href=z>w</a>`, `<b><span>x</b>y</span>`, `<object><param><a></object><a>`, `<marquee><b>x</marquee>y`,
	`a</p>b`, `<button>a<p>b</button>c`, `<iframe src=x></iframe><xmp><b></xmp>`, "a\r\nb\rc<p title='d\r\ne'>&#13;", `1 < 2 <3 <`,
	`<input disabled/><br/><img src=a/ alt=">"><p =x a=1 A=2>`, `<div title='"' alt=a"b'c>&nbsp;&notit;&amp</div>`, `<o:p></o:p><custom-tag>x</custom-tag>`,
	`<title>a</title><p>b`, `<body><title>x</title><meta><style></style>`, `<head></head></head><p>`, `<head></head> <link> <script></script> <body>`,
	`x</body>y<p>z</html>w<!-- c -->`, `<html></html><link>`, `<!doctype html public "-//W3C//DTD XHTML 1.0 Transitional//EN"><html>`, `<?xml version="1.0"?><html><![if IE]>x<![endif]>`,
}

// slowly are pages that it must leave to the library's parser.
var slowly = []string{`<b><p>x</b>y</p>`, `<p><font>x<p>y`, `<a>x<a>y`, `<table>x</table>`, `<svg><path/></svg>`, `<frameset><frame>`, `<template>x</template>`, `<b><i>x</b>y</i>`,
	`<body><body class=x>`, `<script>never ends`, `<p`, `<a href="never ends`, `</>`, `</ x>`, `<!-->`, strings.Repeat("<div>", 600)}

func TestQuickReadsAsTheLibrary(t *testing.T) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		body, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		sameTree(t, string(body))
	}
	for _, p := range quickly {
		if !sameTree(t, p) {
			t.Errorf("left to the library: %q", p)
		}
	}
	for _, p := range slowly {
		if quick(p, &arena{}) != nil {
			t.Errorf("not left to the library: %.100q", p)
		}
	}
}

func FuzzQuick(f *testing.F) {
	for _, p := range append(quickly, slowly...) {
		f.Add(p)
	}
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		if body, err := os.ReadFile(p); err == nil {
			f.Add(string(body))
		}
	}
	f.Fuzz(func(t *testing.T, page string) {
		if len(page) < 1<<16 && !strings.Contains(page, "\x00") {
			sameTree(t, page)
		}
	})
}
