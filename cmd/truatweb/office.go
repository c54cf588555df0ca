package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/truatweb/truatweb/checks"
)

// maxOfficeFile is the largest office file read, in bytes; a true one has some
// hundred.
const maxOfficeFile = 64 << 10

// officeKeys are the keys of an office file, in the order in which help names them.
func officeKeys() []string {
	return []string{"name", "code", "district", "province", "region", "tags", "home", "scope", "aliases", "responsible", "reviewer"}
}

// readOffice reads what is known of an office from a YAML or JSON file. All
// mistakes come back at once, each with its line. bare says that the home
// address came without a scheme.
func readOffice(path string, t *texts) (checks.Office, bool, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checks.Office{}, false, usage(fmt.Sprintf(t.officeMissing, path), t.officeExample)
	case err != nil:
		return checks.Office{}, false, &failure{code: exitUsage, text: fmt.Sprintf(t.officeUnread, path), next: t.officeExample, cause: err}
	case info.IsDir() || info.Size() > maxOfficeFile:
		return checks.Office{}, false, usage(fmt.Sprintf(t.officeNoForm, path), t.officeExample)
	}
	body, err := readAtMost(path, maxOfficeFile)
	switch {
	case err != nil:
		return checks.Office{}, false, &failure{code: exitUsage, text: fmt.Sprintf(t.officeUnread, path), next: t.officeExample, cause: err}
	case len(body) > maxOfficeFile:
		return checks.Office{}, false, usage(fmt.Sprintf(t.officeNoForm, path), t.officeExample)
	}
	form := &officeForm{file: path, t: t}
	office, bare := form.parse(body)
	if len(form.faults) > 0 {
		return checks.Office{}, false, &failure{code: exitUsage, lines: form.faults, text: fmt.Sprintf(t.officeFaulty, path, len(form.faults)), next: t.officeExample}
	}
	return office, bare, nil
}

// readAtMost reads a file, or one byte more than most of it: what is no regular
// file may have no end and tell no size.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read from
	return io.ReadAll(io.LimitReader(f, most+1))
}

// officeForm reads one office file and gathers its mistakes.
type officeForm struct {
	file   string
	t      *texts
	faults []string
}

func (o *officeForm) fault(line int, format string, args ...any) {
	o.faults = append(o.faults, fmt.Sprintf("%s:%d: ", o.file, line)+fmt.Sprintf(format, args...))
}

var lineInMessage = regexp.MustCompile(`line (\d+)`)

func (o *officeForm) parse(body []byte) (office checks.Office, bare bool) {
	if !utf8.Valid(body) {
		o.fault(1, "%s", o.t.officeNotUTF8)
		return office, false
	}
	if trimmed := bytes.TrimSpace(body); bytes.HasPrefix(trimmed, []byte("{")) {
		// JSON is YAML but for tabs between its tokens.
		body = bytes.ReplaceAll(body, []byte("\t"), []byte(" "))
	}
	var root yaml.Node
	if err := yaml.Unmarshal(body, &root); err != nil {
		line := 1
		if m := lineInMessage.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		o.fault(line, "%s", o.t.officeSyntax)
		return office, false
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		o.fault(1, "%s", o.t.officeNotMapping)
		return office, false
	}
	seen := map[string]bool{}
	m := root.Content[0]
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		if seen[k.Value] {
			o.fault(k.Line, o.t.officeTwice, clip(k.Value))
			continue
		}
		seen[k.Value] = true
		switch k.Value {
		case "name":
			office.Name = o.text(k, v)
		case "code":
			office.Code = o.text(k, v)
		case "district":
			office.District = o.text(k, v)
		case "province":
			office.Province = o.text(k, v)
		case "region":
			office.Region = o.text(k, v)
		case "tags":
			for _, item := range o.texts(k, v) {
				office.Tags = append(office.Tags, item.text)
			}
		case "home":
			office.Home, bare = o.address(v, o.text(k, v))
		case "scope":
			for _, item := range o.texts(k, v) {
				address, _ := o.address(item.node, item.text)
				office.Scope = append(office.Scope, address)
			}
		case "aliases":
			for _, item := range o.texts(k, v) {
				office.Aliases = append(office.Aliases, item.text)
			}
		case "responsible":
			office.Responsible = o.text(k, v)
		case "reviewer":
			office.Reviewer = o.text(k, v)
		default:
			o.fault(k.Line, o.t.officeUnknownKey, clip(k.Value), nearest(k.Value, officeKeys(), o.t), strings.Join(officeKeys(), " "))
		}
	}
	return office, bare
}

// text takes a scalar as written: a code of digits keeps its zeros without quotes.
func (o *officeForm) text(k, v *yaml.Node) string {
	if v.Kind != yaml.ScalarNode {
		o.fault(k.Line, o.t.officeWantText, k.Value)
		return ""
	}
	if v.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(v.Value)
}

type officeItem struct {
	node *yaml.Node
	text string
}

// texts takes a list of scalars, or one scalar as a list of one.
func (o *officeForm) texts(k, v *yaml.Node) []officeItem {
	nodes := []*yaml.Node{v}
	if v.Kind == yaml.SequenceNode {
		nodes = v.Content
	}
	var out []officeItem
	for _, n := range nodes {
		if n.Kind != yaml.ScalarNode {
			o.fault(n.Line, o.t.officeWantTexts, k.Value)
			continue
		}
		if s := o.text(k, n); s != "" {
			out = append(out, officeItem{n, s})
		}
	}
	return out
}

func (o *officeForm) address(n *yaml.Node, typed string) (string, bool) {
	if typed == "" {
		return "", false
	}
	home, bare, err := homeOf(typed, o.t)
	if err != nil {
		o.fault(n.Line, "%s", err.Error())
	}
	return home, bare
}
