package rules

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// draft is the JSON Schema dialect that the schemas are written in.
const draft = "https://json-schema.org/draft/2020-12/schema"

// RequirementSchema gives the JSON Schema (draft 2020-12) of a category file,
// with a Thai description of every key. Editors show it while a rule is written;
// it is made from the keys that [Load] itself holds files against. Names that
// only the program knows, such as recognisers, are left open.
func RequirementSchema() ([]byte, error) {
	return written("หมวดของมาตรฐาน: ข้อกำหนดและวิธีตัดสินแต่ละข้อ", categoryKeys())
}

// StandardSchema gives the JSON Schema of a standard.yaml.
func StandardSchema() ([]byte, error) {
	return written("มาตรฐานหนึ่งฉบับ: ชื่อ ที่มา และสิ่งที่ทุกข้อใช้ร่วมกัน", standardKeys())
}

func written(title string, keys []key) ([]byte, error) {
	s := mappingSchema(keys)
	s.Schema, s.Title = draft, title
	body, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the schema of rule files: %w", err)
	}
	return append(body, '\n'), nil
}

// mappingSchema allows the keys and no others. Keys that a layer below may give
// are not asked for.
func mappingSchema(keys []key) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{}, MinProperties: new(1),
		AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}}}
	for _, k := range keys {
		v := valueSchema(k)
		v.Description = k.help
		s.Properties[k.name] = v
		s.PropertyOrder = append(s.PropertyOrder, k.name)
		if k.required && !k.inherits && k.unless == "" {
			s.Required = append(s.Required, k.name)
		}
	}
	s.OneOf = alternatives(keys)
	return s
}

// alternatives says which keys a mapping has exactly one of.
func alternatives(keys []key) []*jsonschema.Schema {
	var out []*jsonschema.Schema
	one := func(names ...string) { out = append(out, &jsonschema.Schema{Required: names}) }
	switch {
	case keyNamed(keys, "found_when") != nil:
		for _, name := range judgeKeys() {
			one("title", name)
		}
		one("add")
	case keyNamed(keys, "expect") != nil:
		one("page")
		one("document")
	}
	return out
}

func valueSchema(k key) *jsonschema.Schema {
	switch k.kind {
	case kindBool:
		return &jsonschema.Schema{Type: "boolean"}
	case kindNumber:
		return &jsonschema.Schema{Type: "integer", Minimum: new(float64(k.least)), Maximum: new(float64(k.most))}
	case kindTexts:
		return listSchema(textSchema(k), true)
	case kindGroups:
		members := listSchema(textSchema(k), true)
		members.MinItems = new(2)
		return listSchema(members, false)
	case kindWords, kindParts:
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{listSchema(textSchema(k), true), mappingSchema(k.of)}}
	case kindShows:
		counted := &jsonschema.Schema{Type: "object", MinProperties: new(1), MaxProperties: new(1),
			AdditionalProperties: &jsonschema.Schema{Type: "integer", Minimum: new(1.0), Maximum: new(1000.0)}}
		return listSchema(&jsonschema.Schema{AnyOf: []*jsonschema.Schema{textSchema(k), counted}}, true)
	case kindMap:
		return mappingSchema(k.of)
	case kindMaps:
		return listSchema(mappingSchema(k.of), false)
	default:
		return textSchema(k)
	}
}

func listSchema(items *jsonschema.Schema, unique bool) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "array", Items: items, MinItems: new(1), UniqueItems: unique}
}

func textSchema(k key) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	if !k.blank {
		s.MinLength = new(1)
	}
	var values []any
	for _, v := range k.values {
		values = append(values, v)
	}
	switch k.form {
	case formID:
		s.Pattern = `^[^:\s]+$`
	case formName:
		s.Pattern = `^[a-z0-9][a-z0-9.-]*$`
	case formDate:
		s.Pattern, s.Format = `^\d{4}-\d{2}-\d{2}$`, "date"
	case formWord:
		s.MinLength = new(2)
	case formLink:
		s.AnyOf = []*jsonschema.Schema{{Enum: values}, {Pattern: `^(` + strings.Join([]string{`.*://`, `mailto:`, `tel:`}, "|") + `)`}}
		return s
	}
	s.Enum = values
	return s
}
