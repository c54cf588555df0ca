package rules

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the schemas anew")

func TestSchemasUpToDate(t *testing.T) {
	for name, make := range map[string]func() ([]byte, error){"requirement.schema.json": RequirementSchema, "standard.schema.json": StandardSchema} {
		want, err := make()
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
			t.Errorf("%s is stale: run go test ./rules -run Schemas -update", path)
		}
	}
}
