package rules

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write the schemas anew")

func TestSchemasUpToDate(t *testing.T) {
	for name, write := range map[string]func() ([]byte, error){"requirement.schema.json": RequirementSchema, "standard.schema.json": StandardSchema} {
		want, err := write()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("schema", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is stale: go test ./rules -run Schemas -update", path)
		}
	}
}

func TestEveryKeyIsDescribed(t *testing.T) {
	var walk func(path string, keys []key)
	walk = func(path string, keys []key) {
		had := map[string]bool{}
		for _, k := range keys {
			if k.help == "" || !strings.ContainsAny(k.help, "กขคงจชดตถทนบปผพมยรลวสหอ") {
				t.Errorf("%s.%s has no Thai description", path, k.name)
			}
			if had[k.name] {
				t.Errorf("%s.%s stands twice", path, k.name)
			}
			had[k.name] = true
			walk(path+"."+k.name, k.of)
		}
	}
	walk("standard", standardKeys())
	walk("category", categoryKeys())
}

// plain turns a YAML node into what a JSON Schema judges, as editors do.
func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(t, n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(t, c))
		}
		return list
	}
	switch n.Tag {
	case "!!int", "!!float":
		v, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	case "!!bool":
		return n.Value == "true"
	case "!!null":
		return nil
	}
	return n.Value
}

// TestSchemaAndLoaderAgree judges the same files by both: what an editor
// underlines is what the loader refuses.
func TestSchemaAndLoaderAgree(t *testing.T) {
	body, err := RequirementSchema()
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(body, &s); err != nil {
		t.Fatal(err)
	}
	schema, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	const sound = `category: "2"
title: หมวดสอง
requirements:
  - id: "2.1"
    title: ชื่อข้อ
    found_when:
      - {in: [page], heading: {exact: [คำนำ], weak: [อ่อน]}, shows: [person, {phone: 2}], near: {words: [โทร], shows: [phone]}}
    examples:
      - {case: ก, page: {text: "", links: [{text: ก, to: "https://example.test"}]}, expect: found, as_of: 2026-01-31}
  - {id: "2.2", title: รวม, parts: {of: ["2.1"], need: 1}}
  - {id: "2.3", title: ถาม, ask: มีหรือไม่}
`
	for _, c := range []struct{ name, from, to string }{
		{"sound", "", ""},
		{"unknown key", "in: [page]", "inn: [page]"},
		{"number for an id", `"2.3"`, "2.3"},
		{"colon in an id", `"2.3"`, `"a:2.3"`},
		{"no title", "title: ถาม, ", ""},
		{"two ways to judge", "ask: ", "check: tls, ask: "},
		{"no way to judge", ", ask: มีหรือไม่", ""},
		{"unknown place", "[page]", "[pages]"},
		{"short word", "[อ่อน]", "[อ]"},
		{"empty list", "[อ่อน]", "[]"},
		{"word twice", "[คำนำ]", "[คำนำ, คำนำ]"},
		{"count of none", "phone: 2", "phone: 0"},
		{"near without shows", ", shows: [phone]}", "}"},
		{"need of none", "need: 1", "need: 0"},
		{"unknown target", `"https://example.test"`, "nowhere"},
		{"page and document", "page: {text", "document: {name: ก}, page: {text"},
		{"example without a verdict", " expect: found,", ""},
		{"day in words", "2026-01-31", "วันนี้"},
		{"text for a list", "[person, {phone: 2}]", "person"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(sound, c.from, c.to, 1)
			if c.from != "" && text == sound {
				t.Fatal("the case changes nothing")
			}
			tr := &tree{file: "x.yaml"}
			root := tr.parse([]byte(text))
			if root == nil {
				t.Fatal(tr.problems)
			}
			tr.mapping(root, "", categoryKeys())
			for _, n := range fieldsOf(root).list("requirements") {
				tr.requirement(n, "2")
			}
			refused := schema.Validate(plain(t, root))
			if (refused == nil) != (len(tr.problems) == 0) {
				t.Errorf("the schema says %v, the loader %v", refused, tr.problems)
			}
			if (refused == nil) != (c.from == "") {
				t.Errorf("the schema says %v", refused)
			}
		})
	}
}
