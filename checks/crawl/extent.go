package crawl

import (
	"math"
	"strconv"
)

// mostExtents bounds the shapes whose numbers are kept in mind.
const mostExtents = 20_000

// side tells where the numbers of an address lie, next to those known before of its
// shape.
type side int8

const (
	within side = iota
	below
	above // or the first of its shape, or without numbers
)

// extent is what is known of the numbers in the addresses of one shape. Where all that
// is still met lies within it, the shape has an end that can be seen: the list whose
// last page is linked, the article whose number counts down to the first.
type extent struct {
	low, high []int
	step      []int // by which known numbers differ, 0 where they do not
	fallen    bool  // some were met below others
}

// extents are kept by shape.
type extents map[string]*extent

// add takes in an address and says on which side of the known it lies.
func (s extents) add(shape string, a address) side {
	numbers := numbersIn(monthsAsNumbers(a.target()))
	if len(numbers) == 0 {
		return above
	}
	known := s[shape]
	if known == nil || len(known.low) != len(numbers) {
		if known == nil && len(s) < mostExtents {
			s[shape] = &extent{low: numbers, high: append([]int(nil), numbers...), step: make([]int, len(numbers))}
		}
		return above
	}
	out := within
	for i, n := range numbers {
		known.step[i] = divisor(known.step[i], n-known.low[i])
		switch {
		case n > known.high[i]:
			known.high[i], out = n, above
		case n < known.low[i]:
			known.low[i], known.fallen = n, true
			if out == within {
				out = below
			}
		}
	}
	return out
}

// size is the number of addresses that a shape can have as far as its numbers tell:
// those that fall may do so down to 0. It is more than most where it is too large to
// count.
func (s extents) size(shape string, most int) int {
	known := s[shape]
	if known == nil {
		return most + 1
	}
	size := 1
	for i, high := range known.high {
		low := known.low[i]
		if known.fallen && low < high {
			low = 0
		}
		if step := known.step[i]; step > 0 {
			size *= (high-low)/step + 1
		}
		if size > most || size < 0 {
			return most + 1
		}
	}
	return size
}

// floor is the lowest number known of a shape, where but one differs; else more than
// any list counts down from.
func (s extents) floor(shape string) int {
	low, differing := 0, 0
	if known := s[shape]; known != nil {
		for i, step := range known.step {
			if step > 0 {
				low, differing = known.low[i], differing+1
			}
		}
	}
	if differing != 1 {
		return math.MaxInt32
	}
	return low
}

// numbersIn gives the numbers of an address; escapes are none.
func numbersIn(s string) []int {
	var out []int
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%':
			i += 2
		case c >= '0' && c <= '9':
			from := i
			for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				i++
			}
			n, err := strconv.Atoi(s[from : i+1])
			if err != nil {
				return nil
			}
			out = append(out, n)
		}
	}
	return out
}

// divisor is the greatest common one.
func divisor(x, y int) int {
	x, y = max(x, -x), max(y, -y)
	for y > 0 {
		x, y = y, x%y
	}
	return x
}
