package xlsx

import "github.com/xuri/excelize/v2"

// face is the Thai civil service's own; where it is missing another stands in.
const face = "TH Sarabun New"

// Sizes in points. The face is small for its size: its 14 reads like 10 of others.
const (
	sizeText  = 14.0
	sizeSmall = 12.0
	sizeBand  = 15.0
	sizeTitle = 20.0
)

// Colours. Each pair of ink and ground keeps a contrast of at least 4.5 to 1.
const (
	inkText   = "1F2328"
	inkFaint  = "57606A"
	inkLink   = "0B57D0"
	inkHead   = "FFFFFF"
	fillHead  = "1F4E78"
	fillBand  = "DCE6F1"
	fillGroup = "F2F5F9"
	fillWarn  = "FFF3CD"
	inkWarn   = "5C4400"
	lineInk   = "B8C2CC"
)

// classes are the colours of the verdicts' classes; text and mark stand beside
// them, so nothing depends on seeing colours.
var classes = map[string]struct{ ink, fill string }{
	"good":  {"14532D", "DDF3E0"},
	"part":  {"6B4400", "FFF1CC"},
	"bad":   {"8A1C1C", "FBE0DF"},
	"eyes":  {"163E73", "DCE9FA"},
	"blind": {"3D3D3D", "E4E4E7"},
	"none":  {"57606A", "F6F7F8"},
}

// style is what a cell looks like.
type style struct {
	size      float64
	bold      bool
	ink, fill string
	across    string // alignment: "", "center", "right"
	middle    bool   // vertically; else at the top
	indent    int
	number    string // format of a number or date; "" is text
	plain     bool   // no border
	link      bool
	shrink    bool // to fit the column, where it must not become a row of #
	turned    bool // to read upwards
}

// Styles that sheets share.
var (
	body    = style{}
	strong  = style{bold: true}
	centred = style{across: "center"}
	head    = style{bold: true, ink: inkHead, fill: fillHead, across: "center", middle: true}
	band    = style{bold: true, size: sizeBand, fill: fillBand, middle: true}
	note    = style{plain: true}
	faint   = style{plain: true, ink: inkFaint, size: sizeSmall}
	warning = style{ink: inkWarn, fill: fillWarn, bold: true, middle: true}
)

// of gives the look of a verdict's class on top of a style.
func (s style) of(class string) style {
	if c, ok := classes[class]; ok {
		s.ink, s.fill = c.ink, c.fill
	}
	return s
}

func (s style) points() float64 {
	if s.size == 0 {
		return sizeText
	}
	return s.size
}

// excel gives the style in the library's terms. Texts carry the number format
// "@", so that one which looks like a formula stays a text also when someone
// opens the cell for editing and leaves it.
func (s style) excel() *excelize.Style {
	ink := s.ink
	if ink == "" {
		ink = inkText
	}
	out := &excelize.Style{
		Font:      &excelize.Font{Family: face, Size: s.points(), Bold: s.bold, Color: ink},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: s.across, Indent: s.indent},
		NumFmt:    49,
	}
	if s.across == "" {
		out.Alignment.Horizontal = "left"
	}
	if s.shrink {
		out.Alignment.WrapText, out.Alignment.ShrinkToFit = false, true
	}
	if s.middle {
		out.Alignment.Vertical = "center"
	}
	if s.turned {
		out.Alignment.TextRotation, out.Alignment.WrapText, out.Alignment.Vertical = 90, false, "bottom"
	}
	if s.link {
		out.Font.Color, out.Font.Underline = inkLink, "single"
		if s.ink != "" {
			out.Font.Color = s.ink
		}
	}
	if s.number != "" {
		out.NumFmt, out.CustomNumFmt = 0, &s.number
	}
	if s.fill != "" {
		out.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.fill}}
	}
	if !s.plain {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			out.Border = append(out.Border, excelize.Border{Type: side, Color: lineInk, Style: 1})
		}
	}
	return out
}
