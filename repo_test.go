// Package truatweb_test holds the laws of the house: what may import what, who
// owns which library, and what no file may hold. ARCHITECTURE.md says why.
//
// Every law is a function of a [tree], so that repo_self_test.go can show each
// of them a house that breaks it.
package truatweb_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/rules"
)

// module is the path of the module; what follows it in an import is a folder.
const module = "github.com/truatweb/truatweb/"

// layers are the top-level folders of Go, each of which may know those before it.
var layers = []string{"rules", "checks", "reports", "cmd"}

// folders are all the top-level folders there may be, apart from hidden ones.
var folders = []string{"checks", "cmd", "reports", "rules", "testdata"}

// neighbours are the imports allowed beyond the law of the layers, each with its
// reason. "checks/..." is every package below checks.
var neighbours = map[string][]string{
	"checks/auditor":        {"checks/..."},                                      // joins what its neighbours do; the one place that knows them
	"checks/match":          {"checks/thai"},                                     // words are compared in one spelling
	"checks/crawl":          {"checks/thai"},                                     // robots.txt, headers and page shapes are read in the site's character set
	"checks/login":          {"checks/thai"},                                     // words are compared in one spelling
	"checks/policy":         {"checks/thai"},                                     // knows the office by its name
	"checks/sitemarks":      {"checks/thai"},                                     // words are compared in one spelling; dates
	"checks/opendata":       {"checks/thai"},                                     // words are compared in one spelling
	"checks/label":          {"checks/thai"},                                     // words are compared in one spelling; dates and years
	"checks/hijack":         {"checks/thai"},                                     // looks for its words all at once
	"checks/privacy":        {"checks/thai"},                                     // knows a national id by its check digit
	"checks/extract/html":   {"checks/thai"},                                     // character sets
	"checks/extract/text":   {"checks/thai"},                                     // character sets
	"checks/extract/office": {"checks/thai"},                                     // character sets
	"checks/extract/pdf":    {"checks/thai"},                                     // damaged text is told from sound text
	"checks/extract/image":  {"checks/thai"},                                     // recognised text is cleaned like any other
	"checks/tls":            {"checks/visit"},                                    // technical checks all ask alike
	"checks/headers":        {"checks/visit"},                                    // as above
	"checks/redirect":       {"checks/visit"},                                    // as above
	"checks/dns":            {"checks/visit"},                                    // as above
	"checks/domain":         {"checks/visit"},                                    // as above
	"checks/round":          {"checks/database", "checks/thai"},                  // jobs stand in the database; fiscal years
	"reports/cockpit":       {"reports/html", "reports/xlsx"},                    // lays its tables out in the look of the reports
	"reports/review":        {"reports/xlsx", "reports/workbook", "checks/thai"}, // the workbook for answers has the reports' look; what comes back; dates as people type them
	"reports/offices":       {"reports/workbook"},                                // lists are kept as workbooks
	"reports/archive":       {"checks/database", "reports/archive/query"},        // where it is kept; its SQL, which sqlc writes as a package
	"cmd/truatweb":          {"rules/...", "checks/...", "reports/..."},          // wires everything
}

// testNeighbours are what tests may import beyond that.
var testNeighbours = map[string][]string{
	"reports/review":    {"reports/review/reviewtest"},                                                                      // what a store promises
	"checks/crawl":      {"checks/warc"},                                                                                    // a real record, which the program hands in
	"checks/round":      {"checks/database/databasetest"},                                                                   // both engines
	"checks/wcag":       {"checks/render"},                                                                                  // a real browser, which the program hands in
	"checks/responsive": {"checks/render"},                                                                                  // as above
	"checks/tls":        {"checks/visit/visittest"},                                                                         // names and ports that lead to servers of the test
	"checks/headers":    {"checks/visit/visittest"},                                                                         // as above
	"checks/redirect":   {"checks/visit/visittest"},                                                                         // as above
	"checks/dns":        {"checks/visit/visittest"},                                                                         // as above
	"checks/domain":     {"checks/visit/visittest"},                                                                         // as above
	"checks/visit":      {"checks/visit/visittest"},                                                                         // as above
	"reports/archive":   {"checks/database/databasetest", "reports/history", "reports/review", "reports/review/reviewtest"}, // a server of PostgreSQL for tests; what is asked of it; what a store for review must keep to
	"checks/database":   {"checks/database/databasetest"},                                                                   // a server of PostgreSQL for tests
}

// owners says which packages use a library: one, or where there are more, why.
// The longest path that fits decides.
var owners = map[string][]string{
	"github.com/prometheus/client_golang": {"cmd/truatweb"}, // a worker tells how it fares
	"github.com/riverqueue/river":         {"checks/round"},
	"github.com/PuerkitoBio/goquery":      {"checks/visit", "reports/html" + inTests, "reports/cockpit" + inTests}, // what a page says of itself; reports are asserted by meaning
	"github.com/gocolly/colly/v2":         {"checks/crawl"},
	"github.com/andybalholm/brotli":       {"checks/crawl"},
	"github.com/klauspost/compress":       {"checks/crawl"},
	"github.com/google/jsonschema-go":     {"rules", "reports/json"}, // each writes the schema of its own files
	"github.com/jackc/pgx/v5":             {"checks/database"},
	"github.com/pressly/goose/v3":         {"checks/database"},
	"gocloud.dev":                         {"reports/archive/bucket", "cmd/truatweb"}, // buckets; the services that a build takes in
	"modernc.org/sqlite":                  {"checks/database"},
	"github.com/jedib0t/go-pretty/v6":     {"cmd/truatweb"},
	"github.com/klippa-app/go-pdfium":     {"checks/extract/pdf"},
	"github.com/miekg/dns":                {"checks/dns"},
	"github.com/richardlehane/mscfb":      {"checks/extract", "checks/extract/office"}, // tells old files apart; reads them
	"github.com/spf13/cobra":              {"cmd/truatweb"},
	"github.com/spf13/pflag":              {"cmd/truatweb"},
	"github.com/tetratelabs/wazero":       {"checks/extract/pdf"},
	"github.com/wneessen/go-mail":         {"reports/notify"},
	"github.com/xuri/excelize/v2":         {"reports/xlsx", "reports/cockpit" + inTests, "reports/review" + inTests, "reports/offices" + inTests}, // workbooks are read back
	"go.yaml.in/yaml/v4":                  {"rules", "cmd/truatweb"},                                                                              // rule files; the office's own file
	"golang.org/x/net/html":               {"checks/extract/html"},
	"golang.org/x/net/html/charset":       {"checks/thai"},
	"golang.org/x/net/idna":               {"checks/crawl", "checks/domain", "cmd/truatweb"}, // addresses followed; Thai names published; the address typed
	"golang.org/x/net/publicsuffix":       {"checks/crawl"},
	"golang.org/x/term":                   {"cmd/truatweb"},
	"golang.org/x/sys":                    {"checks/extract"},
	"golang.org/x/text":                   {"checks/thai", "checks/extract/office", testsOnly}, // Thai; the code pages of old office files; tests write pages in old character sets
	"github.com/chromedp/chromedp":        {"checks/render"},
	"github.com/chromedp/cdproto":         {"checks/render"},
	"github.com/google/go-cmp":            {testsOnly},
	"github.com/rogpeppe/go-internal":     {testsOnly},
	"go.uber.org/goleak":                  {testsOnly},
	"pgregory.net/rapid":                  {testsOnly},
}

const (
	testsOnly = "tests"    // owns the libraries that any test may use and nothing else
	inTests   = " (tests)" // after a package: its tests alone
)

// generated are the files written by the program itself, and what writes them.
var generated = map[string]func() ([]byte, error){
	"rules/schema/requirement.schema.json": rules.RequirementSchema,
	"rules/schema/standard.schema.json":    rules.StandardSchema,
	cataloguePath:                          catalogue,
}

// guarded are the generated files that a test of their own package holds, by
// the name of that test: their writers are no part of the program.
var guarded = map[string]string{
	"reports/json/audit.schema.json": "TestSchemaIsCurrent",
}

// laws are all of them, by name.
var laws = map[string]func(*tree) []string{
	"imports follow the layers":             importLaw,
	"one owner a library":                   ownerLaw,
	"one package comment a package":         commentLaw,
	"files stay short":                      sizeLaw,
	"gofmt":                                 formatLaw,
	"no init functions":                     initLaw,
	"names say what is inside":              nameLaw,
	"no go:generate":                        generateLaw,
	"generated files are current":           func(t *tree) []string { return generatedLaw(t, generated, guarded) },
	"top-level folders":                     folderLaw,
	"nothing of the place where it is made": placeLaw,
	"tests stay on this machine":            loopbackLaw,
	"documents point at what is there":      linkLaw,
	"make targets named in documents exist": makeLaw,
}

func TestLaws(t *testing.T) {
	house := checkedOut(t)
	for name, law := range laws {
		t.Run(name, func(t *testing.T) {
			for _, breach := range law(house) {
				t.Error(breach)
			}
		})
	}
}

// TestTablesNameWhatIsThere keeps the tables of exceptions from outliving what
// they excuse.
func TestTablesNameWhatIsThere(t *testing.T) {
	for _, stale := range staleExceptions(checkedOut(t), neighbours) {
		t.Error(stale)
	}
}

// TestModuleIsTidy asks the go command whether go.mod and go.sum are what it
// would write. It needs modules that a build does not, so it is skipped where
// they cannot be had.
func TestModuleIsTidy(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "mod", "tidy", "-diff")
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case err == nil:
	case strings.HasPrefix(stdout.String(), "diff "):
		t.Errorf("go.mod and go.sum are not tidy, run go mod tidy:\n%s", stdout.String())
	default:
		t.Skipf("cannot ask go mod tidy: %v\n%s", err, stderr.String())
	}
}

// checkedOut reads the files of this house that are under version control, or
// where git cannot tell, all that lie there.
func checkedOut(t *testing.T) *tree {
	t.Helper()
	names, err := tracked(t.Context())
	if err != nil {
		t.Logf("git does not list the files (%v): all files are looked at", err)
		if names, err = lying(); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string]string{}
	for _, name := range names {
		body, err := os.ReadFile(filepath.FromSlash(name))
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(body)
	}
	house, err := newTree(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(house.sources) == 0 {
		t.Fatal("no Go file found: the laws would hold of nothing")
	}
	return house
}

func tracked(ctx context.Context) ([]string, error) {
	out, err := exec.CommandContext(ctx, "git", "ls-files", "-z").Output()
	if err != nil {
		return nil, err
	}
	names := strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
	if len(names) == 1 && names[0] == "" {
		return nil, errors.New("no file is under version control")
	}
	return names, nil
}

// lying lists the files in the folders that may be there, and those beside them.
func lying() ([]string, error) {
	entries, err := os.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	for _, root := range append([]string{".ci"}, folders...) {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, filepath.ToSlash(path))
			}
			if errors.Is(err, os.ErrNotExist) {
				return nil
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
