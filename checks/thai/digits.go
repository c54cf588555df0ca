package thai

// digitRun is a number as written, in ASCII or Thai digits or in both (256๓).
type digitRun struct {
	start, end int // byte offsets
	count      int // digits
	value      int // of up to nine digits; -1 for longer ones
}

// fewRuns are as many numbers as most texts have.
const fewRuns = 12

// digitRuns finds the numbers of a text, in order. room is where they may lie.
func digitRuns(s string, room []digitRun) []digitRun {
	out := room[:0]
	open := -1
	for i := 0; i < len(s); {
		c, n := s[i], 1
		switch {
		case digit(c):
			c -= '0'
		case c == 0xE0 && i+2 < len(s) && s[i+1] == 0xB9 && s[i+2] >= 0x90 && s[i+2] <= 0x99:
			c, n = s[i+2]-0x90, 3
		default:
			open = -1
			i++
			continue
		}
		if open < 0 {
			open = len(out)
			out = append(out, digitRun{start: i})
		}
		r := &out[open]
		r.count++
		r.end = i + n
		if r.count > 9 {
			r.value = -1
		} else {
			r.value = r.value*10 + int(c)
		}
		i += n
	}
	return out
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// digitAt reports whether a digit begins at i; digitBefore whether one ends there.
func digitAt(s string, i int) bool {
	return i < len(s) && (digit(s[i]) || i+2 < len(s) && s[i] == 0xE0 && s[i+1] == 0xB9 && s[i+2] >= 0x90 && s[i+2] <= 0x99)
}

func digitBefore(s string, i int) bool {
	return i > 0 && (digit(s[i-1]) || i > 2 && s[i-3] == 0xE0 && s[i-2] == 0xB9 && s[i-1] >= 0x90 && s[i-1] <= 0x99)
}

func hangsBefore(s string, i int, separators string) bool {
	return i > 1 && contains(separators, s[i-1]) && digitBefore(s, i-1)
}

func hangsAfter(s string, i int, separators string) bool {
	return i+1 < len(s) && contains(separators, s[i]) && digitAt(s, i+1)
}

func contains(set string, c byte) bool {
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// ascii turns Thai digits into ASCII ones.
func ascii(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == 0xE0 && digitAt(s, i) {
			if out == nil {
				out = append(make([]byte, 0, len(s)), s[:i]...)
			}
			out = append(out, s[i+2]-0x90+'0')
			i += 2
		} else if out != nil {
			out = append(out, s[i])
		}
	}
	if out == nil {
		return s
	}
	return string(out)
}
