package thai

import "regexp"

var officeName = regexp.MustCompile(`(?:สำนักงานสาธารณสุขอำเภอ|สสอ\.?)\s*([ก-๎]{2,24})`)

// OfficeIn finds the name of a district health office in a text and gives it in
// full, with the name of its district; both are "" if there is none.
func OfficeIn(s string) (office, district string) {
	m := officeName.FindStringSubmatch(Clean(s))
	if m == nil {
		return "", ""
	}
	return "สำนักงานสาธารณสุขอำเภอ" + m[1], m[1]
}
