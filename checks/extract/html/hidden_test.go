package html

import (
	"strings"
	"testing"
)

func TestHidden(t *testing.T) {
	const word = "สล็อตเว็บตรง"
	link := `<a href="https://bet.test/">` + word + `</a>`
	for name, page := range map[string]string{
		"display none":            `<div style="display:none">` + link + `</div>`,
		"display none, spaced":    `<p style="color:red; DISPLAY : none !important">` + link + `</p>`,
		"visibility":              `<div style="visibility:hidden">` + link + `</div>`,
		"attribute":               `<p hidden>` + link + `</p>`,
		"off the screen":          `<div style="position:absolute;left:-9999px">` + link + `</div>`,
		"off the screen, in a li": `<ul><li><div style="position:absolute; top:-5000px">` + link + `</div></ul>`,
		"indented away":           `<p style="text-indent:-999em">` + link + `</p>`,
		"no height":               `<div style="height:0;overflow:hidden">` + link + `</div>`,
		"one pixel":               `<div style="width:1px;height:1px;overflow:hidden">` + link + `</div>`,
		"no size":                 `<font style="font-size:0px">` + link + `</font>`,
		"ground's own colour":     `<div style="color:#fff;background:#FFFFFF">` + link + `</div>`,
		"still marquee":           `<marquee width="1" height="1" scrollamount="9000">` + link + `</marquee>`,
		"switched off by script":  `<div id="qz">` + link + `</div><script>document.getElementById("qz").style.display="none";</script>`,
		"cell":                    `<table><tr><td>ก<td style="display:none">` + link + `<tr><td>ข<td>ค</table>`,
		"row":                     `<table><tr><td>ก<td>ข<tr style="display:none"><td>` + link + `<td>x<tr><td>ค<td>ง</table>`,
		"inside a heading":        `<h2>ข่าว<span style="display:none">` + link + `</span></h2>`,
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, "<body><p>"+passage+page+"<p>"+passage)
			for _, line := range outline(c) {
				if strings.Contains(line, word) {
					t.Errorf("shown: %q", line)
				}
			}
			if !strings.Contains(c.HiddenText, word) {
				t.Errorf("hidden text %q", c.HiddenText)
			}
			hidden := false
			for _, l := range c.Links {
				hidden = hidden || l.Hidden && l.URL == "https://bet.test/"
			}
			if !hidden {
				t.Errorf("links %+v", c.Links)
			}
			checkInvariants(t, c)
		})
	}
}

func TestNotHidden(t *testing.T) {
	const word = "อำนาจหน้าที่"
	link := `<a href="a.php">` + word + `</a>`
	for name, page := range map[string]string{
		"menu below a menu":            `<nav><ul><li><a href="#">เกี่ยวกับ</a><ul style="display:none"><li>` + link + `</ul></ul></nav>`,
		"menu in a box":                `<ul><li><a href="#">เกี่ยวกับ</a><div style="display:none">` + link + `</div></ul>`,
		"menu by class":                `<div class="dropdown-menu" style="display:none">` + link + `</div>`,
		"hidden from readers alone":    `<div aria-hidden="true">` + link + `</div>`,
		"panel of a tab":               `<div role="tabpanel" hidden>` + link + `</div>`,
		"panel by class":               `<div class="tab-pane fade" style="display:none">` + link + `</div>`,
		"panel that a link opens":      `<a href="#p">เปิด</a><p id="p" style="display:none">` + link + `</p>`,
		"panel that a button opens":    `<button aria-controls="p">เปิด</button><p id="p" hidden>` + link + `</p>`,
		"panel that a click opens":     `<span onclick="toggle('p')">เปิด</span><p id="p" style="display:none">` + link + `</p>`,
		"panel that the pointer opens": `<span onmouseover="show('p')">เปิด</span><p id="p" style="visibility:hidden">` + link + `</p>`,
		"below its heading":            `<h4>เปิด</h4><p style="display:none">` + link + `</p>`,
		"slide":                        `<div class="carousel-item" style="display:none">` + link + `</div>`,
		"details":                      `<details><summary>เปิด</summary>` + link + `</details>`,
		"found by search":              `<div hidden="until-found">` + link + `</div>`,
		"letters on a dark ground":     `<div style="color:#fff;background:#063">` + link + `</div>`,
		"moved a little":               `<div style="margin-left:-15px">` + link + `</div>`,
		"function of a script":         `<div id="q">` + link + `</div><script>function f(){document.getElementById("q").style.display="none";}</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, "<body>"+page+"<p>"+passage)
			for _, l := range c.Links {
				if l.Text == word && l.Hidden {
					t.Errorf("hidden: %+v", l)
				}
			}
			if strings.Contains(c.HiddenText, word) || !strings.Contains(strings.Join(outline(c), "\n"), word) {
				t.Errorf("hidden text %q, outline %q", c.HiddenText, outline(c))
			}
		})
	}
}

func TestHiddenTextIsBounded(t *testing.T) {
	c := read(t, `<div style="display:none">`+strings.Repeat("<p>สล็อต</p>", 10_000)+`</div>`)
	if len(c.HiddenText) > mostHidden+1 || len(c.Blocks) > 0 {
		t.Errorf("%d bytes, %d blocks", len(c.HiddenText), len(c.Blocks))
	}
}
