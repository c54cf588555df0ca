package html

import "github.com/truatweb/truatweb/reports"

// mostTurned is how many items that went one way the page names.
const mostTurned = 30

// narrowest is how wide a range is drawn at least, in per cent, so that one
// without width can be seen.
const narrowest = 1.5

func turned(list []reports.Turned) capped[reports.Turned] { return limit(list, mostTurned) }

// ends lays a tally out as stripes.
func ends(tally []reports.Count) *bar {
	if len(tally) == 0 {
		return nil
	}
	b := &bar{}
	for _, c := range tally {
		b.Stripes = append(b.Stripes, stripe{c.Class, b.End, b.End + c.N*10})
		b.End += c.N * 10
	}
	return b
}

// spot is where a share begins on a scale of 100.
func spot(low float64) float64 { return min(low, 100-narrowest) }

func width(s reports.ScoreLine) float64 { return max(s.High-s.Low, narrowest) }
