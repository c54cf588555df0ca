package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// documents are what people read about the program.
var documents = []string{"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"}

func document(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

var (
	fenced     = regexp.MustCompile("(?ms)^[ \t]*```(\\w*)\n(.*?)^[ \t]*```")
	inline     = regexp.MustCompile("`([^`\n]+)`")
	invocation = regexp.MustCompile(`(?:go run \./cmd/truatweb|(?:^|[\s/])truatweb) +([a-z-][^#&|;]*)`)
)

// shown gives what a document shows as typed: lines of shell blocks, and spans
// of code.
func shown(text string) []string {
	var out []string
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		if slices.Contains([]string{"sh", "bash", "cron", "console"}, m[1]) {
			out = append(out, strings.Split(m[2], "\n")...)
		}
	}
	for _, m := range inline.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		out = append(out, m[1])
	}
	return out
}

// invocations gives the arguments of each call of the program among lines.
func invocations(lines []string) [][]string {
	var out [][]string
	for _, line := range lines {
		for _, m := range invocation.FindAllStringSubmatch(line, -1) {
			out = append(out, strings.Fields(m[1]))
		}
	}
	return out
}

// understood reports why the program would refuse arguments before it does anything.
func understood(p parts, args []string) error {
	root := newRoot(world{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, version: "v1"}, p, thaiTexts())
	c, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if c == root {
		return fmt.Errorf("no command %q", args[0])
	}
	if err := c.ParseFlags(rest); err != nil {
		return err
	}
	if rest = c.Flags().Args(); c.HasAvailableSubCommands() && len(rest) > 0 {
		return fmt.Errorf("no command %q of %s", rest[0], c.CommandPath())
	}
	if f := c.Flags().Lookup("format"); f != nil && f.Changed {
		names, err := c.Flags().GetStringSlice("format")
		if err != nil {
			return err
		}
		_, err = chooseFormats(names, p.formats, thaiTexts())
		return err
	}
	return nil
}

// TestDocumentsShowCommandsThatExist takes every command line in the documents
// to the program itself, up to where it would begin to work.
func TestDocumentsShowCommandsThatExist(t *testing.T) {
	p := realParts()
	for _, name := range documents {
		calls := invocations(shown(document(t, name)))
		if name == "README.md" && len(calls) < 10 {
			t.Errorf("README.md: found only %d command lines", len(calls))
		}
		for _, args := range calls {
			if err := understood(p, args); err != nil {
				t.Errorf("%s: truatweb %s: %v", name, strings.Join(args, " "), err)
			}
		}
	}
}

// TestDocumentsNameFlagsThatExist: a flag named alone is one of some command.
func TestDocumentsNameFlagsThatExist(t *testing.T) {
	flags := map[string]bool{}
	root := newRoot(world{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, version: "v1"}, realParts(), thaiTexts())
	everyCommand(root, func(c *cobra.Command) {
		for _, set := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
			set.VisitAll(func(f *pflag.Flag) { flags["--"+f.Name] = true })
		}
	})
	for _, name := range documents {
		for _, span := range shown(document(t, name)) {
			if word, _, _ := strings.Cut(strings.TrimSpace(span), " "); strings.HasPrefix(word, "--") && !flags[word] {
				t.Errorf("%s: no command has the flag %s", name, word)
			}
		}
	}
}

// TestMisprintsAreSeen shows the tests above what they must refuse.
func TestMisprintsAreSeen(t *testing.T) {
	p := standInParts()
	text := "```sh\ngo run ./cmd/truatweb demo   # fine\ntruatweb audti https://example.go.th\n```\n\n```yaml\ntruatweb nothing\n```\n" +
		"Type `truatweb rules lsit`, `truatweb audit --frmat html`, `/usr/bin/truatweb audit --max-pages many` or `truatweb report a.json --format pdf`, not `truatweb/1.0`.\n"
	var refused []string
	for _, args := range invocations(shown(text)) {
		if understood(p, args) != nil {
			refused = append(refused, strings.Join(args, " "))
		}
	}
	want := []string{"audti https://example.go.th", "rules lsit", "audit --frmat html", "audit --max-pages many", "report a.json --format pdf"}
	if !slices.Equal(refused, want) {
		t.Errorf("refused %q, want %q", refused, want)
	}
}

// TestContributingShowsARuleFileThatPasses lays the rule file that CONTRIBUTING
// shows whole over the built-in pack, as it tells its reader to.
func TestContributingShowsARuleFileThatPasses(t *testing.T) {
	var file string
	for _, m := range fenced.FindAllStringSubmatch(document(t, "CONTRIBUTING.md"), -1) {
		if m[1] == "yaml" {
			file = m[2]
		}
	}
	pack := filepath.Join(t.TempDir(), "ops2563")
	if err := os.Mkdir(pack, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pack, "11-values.yaml"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	w := world{stdout: &out, stderr: &errs, version: "v1", now: time.Now, env: func(string) string { return "" }}
	if code := run(context.Background(), w, realParts(), []string{"rules", "explain", "1.11", "--rules", filepath.Dir(pack)}); code != exitDone || !strings.Contains(out.String(), "ค่านิยมองค์กร") {
		t.Fatalf("exit code %d\n%s%s", code, out.String(), errs.String())
	}
	errs.Reset()
	_ = run(context.Background(), w, realParts(), []string{"rules", "test", "--rules", filepath.Dir(pack)}) // the packs prove themselves elsewhere
	if strings.Contains(errs.String(), pack) {
		t.Errorf("the rule file does not hold:\n%s", errs.String())
	}
}

// TestReadmeTellsFilesVerdictsAndExitCodes holds README's tables against the program.
func TestReadmeTellsFilesVerdictsAndExitCodes(t *testing.T) {
	text := document(t, "README.md")
	for _, f := range realParts().formats {
		if !strings.Contains(text, "\n| `"+f.file+"` | ") {
			t.Errorf("the file %s of --format %s is not told", f.file, f.name)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z]+\\.[a-z]+)` \\| ").FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(realParts().formats, func(f format) bool { return f.file == m[1] }) {
			t.Errorf("no format writes %s", m[1])
		}
	}
	names := reports.VerdictNames(langThai)
	for _, v := range checks.Verdicts() {
		if !strings.Contains(text, "\n| "+names[string(v)]+" | ") {
			t.Errorf("%s (%s) is not told", names[string(v)], v)
		}
	}
	for code := exitDone; code <= exitStopped; code++ {
		if !strings.Contains(text, fmt.Sprintf("\n| %d | ", code)) {
			t.Errorf("exit code %d is not told", code)
		}
	}
}

// TestReadmeOfficeFileIsOne reads the office file that README shows.
func TestReadmeOfficeFileIsOne(t *testing.T) {
	for _, m := range fenced.FindAllStringSubmatch(document(t, "README.md"), -1) {
		if m[1] != "yaml" {
			continue
		}
		path := filepath.Join(t.TempDir(), "office.yaml")
		if err := os.WriteFile(path, []byte(m[2]), 0o600); err != nil {
			t.Fatal(err)
		}
		office, _, err := readOffice(path, thaiTexts())
		if err != nil {
			t.Fatal(err)
		}
		if office.Home == "" || office.Responsible == "" || len(office.Scope) != 1 {
			t.Errorf("read %+v", office)
		}
		return
	}
	t.Error("README.md shows no office file")
}

// TestReadmeUserAgent: what README tells a firewall's keeper is what a site is told.
func TestReadmeUserAgent(t *testing.T) {
	agent, err := userAgent("", "it@example.go.th", "v1", thaiTexts())
	if err != nil {
		t.Fatal(err)
	}
	text := document(t, "README.md")
	product, _, _ := strings.Cut(agent, "/")
	if !strings.Contains(text, "`"+product+"/`") || !strings.Contains(text, "User-agent: "+product+"\n") || !strings.Contains(agent, "it@example.go.th") {
		t.Errorf("the program calls itself %q", agent)
	}
}
