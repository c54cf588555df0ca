package crawl

import (
	"net/url"
	"strconv"
	"strings"
)

// The names of months as addresses have them: calendars and archives write the same
// address by a word where others write a number.
var (
	thaiMonths = func() (list [][2]string) {
		for _, names := range []string{
			"มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
			"ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
		} {
			for i, name := range strings.Fields(names) {
				list = append(list, [2]string{url.PathEscape(name), strconv.Itoa(i + 1)})
			}
		}
		return list
	}()
	latinMonths = func() map[string]string {
		to := map[string]string{"sept": "9"}
		for i, name := range strings.Fields("january february march april may june july august september october november december") {
			to[name], to[name[:3]] = strconv.Itoa(i+1), strconv.Itoa(i+1)
		}
		return to
	}()
)

const longestMonth = len("september")

// monthsAsNumbers puts the number of each month for its name in part of an address
// as it is escaped.
func monthsAsNumbers(s string) string {
	var b strings.Builder
	from := 0 // what is not yet written begins there
	put := func(at, end int, number string) {
		b.WriteString(s[from:at])
		if at > 0 && isDigit(s[at-1]) {
			b.WriteByte('-')
		}
		b.WriteString(number)
		if end < len(s) && isDigit(s[end]) {
			b.WriteByte('-')
		}
		from = end
	}
	for i := 0; i < len(s); {
		switch c := s[i] | 0x20; {
		case s[i] == '%':
			end := min(i+3, len(s))
			if strings.HasPrefix(s[i:], "%E0%B8") || strings.HasPrefix(s[i:], "%E0%B9") {
				for _, m := range thaiMonths {
					if strings.HasPrefix(s[i:], m[0]) {
						end = i + len(m[0])
						put(i, end, m[1])
						break
					}
				}
			}
			i = end
		case c >= 'a' && c <= 'z':
			end := i + 1
			for end < len(s) && s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z' {
				end++
			}
			if n := end - i; n >= 3 && n <= longestMonth {
				if number := latinMonths[strings.ToLower(s[i:end])]; number != "" {
					put(i, end, number)
				}
			}
			i = end
		default:
			i++
		}
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
