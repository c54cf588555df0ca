package rules

import (
	"fmt"
	"strings"
)

// suggest words the way out of a misspelt name: the nearest known one, or the
// known ones if none is near.
func suggest(word string, known []string) string {
	const far, listed, looked = 4, 14, 500
	w := []rune(strings.ToLower(clip(word)))
	best, least := "", far
	for _, k := range known[:min(len(known), looked)] {
		r := []rune(strings.ToLower(k))
		if len(r)-len(w) >= least || len(w)-len(r) >= least {
			continue
		}
		if d := distance(w, r); d < least && d <= len(r)/2 {
			best, least = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf(" หมายถึง %q หรือไม่", best)
	}
	var list []string
	for _, k := range known {
		if k != "" && len(list) < listed {
			list = append(list, k)
		}
	}
	switch {
	case len(list) == 0:
		return ""
	case len(known) > listed:
		list = append(list, "…")
	}
	return " ที่ใช้ได้คือ " + strings.Join(list, ", ")
}

// distance is the number of characters to put in, take out, change or swap with
// their neighbour to make one word of the other.
func distance(a, b []rune) int {
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, prev[j+1]+1, prev[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}

// clip keeps a foreign word short enough for a message.
func clip(s string) string {
	const most = 48
	if len(s) <= most {
		return s
	}
	if r := []rune(s[:min(len(s), 4*most+4)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
