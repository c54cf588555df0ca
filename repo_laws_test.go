package truatweb_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// maxLines is how long a file written by hand may be.
const maxLines = 500

// tree is the files of a house.
type tree struct {
	files   map[string]string // by path with slashes
	names   []string          // sorted
	sources []source
	at      *token.FileSet
}

// source is a Go file.
type source struct {
	path   string
	folder string // of the package
	test   bool
	text   string
	syntax *ast.File
}

// newTree parses the Go files among files, apart from those in testdata.
func newTree(files map[string]string) (*tree, error) {
	t := &tree{files: files, at: token.NewFileSet()}
	for name := range files {
		t.names = append(t.names, name)
	}
	sort.Strings(t.names)
	for _, name := range t.names {
		if path.Ext(name) != ".go" || strings.Contains("/"+name, "/testdata/") {
			continue
		}
		syntax, err := parser.ParseFile(t.at, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("parsing: %w", err)
		}
		t.sources = append(t.sources, source{
			path: name, folder: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), text: files[name], syntax: syntax,
		})
	}
	return t, nil
}

// has reports whether there is a file or a folder of that name.
func (t *tree) has(name string) bool {
	if _, ok := t.files[name]; ok || name == "." {
		return true
	}
	i := sort.SearchStrings(t.names, name+"/")
	return i < len(t.names) && strings.HasPrefix(t.names[i], name+"/")
}

// declares reports whether a test file of a folder has a function of that name.
func (t *tree) declares(folder, name string) bool {
	return slices.ContainsFunc(t.sources, func(s source) bool {
		return s.test && s.folder == folder && slices.ContainsFunc(s.syntax.Decls, func(d ast.Decl) bool {
			f, ok := d.(*ast.FuncDecl)
			return ok && f.Recv == nil && f.Name.Name == name
		})
	})
}

// imports calls do for each import of each Go file.
func (t *tree) imports(do func(s *source, path string)) {
	for i := range t.sources {
		for _, spec := range t.sources[i].syntax.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				do(&t.sources[i], p)
			}
		}
	}
}

func layer(folder string) int {
	top, _, _ := strings.Cut(folder, "/")
	return slices.Index(layers, top)
}

// covers reports whether a pattern names a folder: itself, or with "/..." what lies below.
func covers(pattern, folder string) bool {
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return folder == above || strings.HasPrefix(folder, above+"/")
	}
	return pattern == folder
}

func excused(table map[string][]string, from, to string) bool {
	return slices.ContainsFunc(table[from], func(p string) bool { return covers(p, to) })
}

// importLaw: a package knows its own ancestors and the nouns of the layers below.
func importLaw(t *tree) []string {
	var out []string
	t.imports(func(s *source, p string) {
		to, ours := strings.CutPrefix(p, module)
		if !ours || s.folder == "." {
			return
		}
		switch {
		case strings.HasPrefix(s.folder, to+"/"):
		case s.test && s.folder == to:
		case !strings.Contains(to, "/") && layer(to) >= 0 && layer(to) < layer(s.folder):
		case excused(neighbours, s.folder, to):
		case s.test && excused(testNeighbours, s.folder, to):
		default:
			out = append(out, fmt.Sprintf("%s: %s must not import %s", s.path, s.folder, to))
		}
	})
	return out
}

// staleExceptions gives the exceptions of packages that are there and do not use them.
func staleExceptions(t *tree, table map[string][]string) []string {
	used := map[string]bool{}
	there := map[string]bool{}
	t.imports(func(s *source, p string) {
		there[s.folder] = true
		to, _ := strings.CutPrefix(p, module)
		for _, pattern := range table[s.folder] {
			if covers(pattern, to) {
				used[s.folder+" "+pattern] = true
			}
		}
	})
	var out []string
	for from, patterns := range table {
		for _, pattern := range patterns {
			if there[from] && !used[from+" "+pattern] {
				out = append(out, fmt.Sprintf("%s no longer imports %s: take the exception out", from, pattern))
			}
		}
	}
	sort.Strings(out)
	return out
}

// ownerLaw: a library is used by the packages that own it.
func ownerLaw(t *tree) []string {
	var out []string
	t.imports(func(s *source, p string) {
		host, _, _ := strings.Cut(p, "/")
		if !strings.Contains(host, ".") || strings.HasPrefix(p+"/", module) {
			return
		}
		library := ""
		for prefix := range owners {
			if (p == prefix || strings.HasPrefix(p, prefix+"/")) && len(prefix) > len(library) {
				library = prefix
			}
		}
		switch {
		case library == "":
			out = append(out, fmt.Sprintf("%s: %s has no owner: name one in repo_test.go", s.path, p))
		case slices.Contains(owners[library], s.folder):
		case s.test && (slices.Contains(owners[library], testsOnly) || slices.Contains(owners[library], s.folder+inTests)):
		default:
			out = append(out, fmt.Sprintf("%s: %s belongs to %s", s.path, library, strings.Join(owners[library], ", ")))
		}
	})
	return out
}

// commentLaw: exactly one file of a package says what it is.
func commentLaw(t *tree) []string {
	told := map[string][]string{}
	for _, s := range t.sources {
		if s.test {
			continue
		}
		if _, ok := told[s.folder]; !ok {
			told[s.folder] = nil
		}
		if s.syntax.Doc != nil {
			told[s.folder] = append(told[s.folder], s.path)
			start := "Package " + s.syntax.Name.Name + " "
			if s.syntax.Name.Name == "main" {
				start = "Command " + path.Base(s.folder) + " "
			}
			if !strings.HasPrefix(s.syntax.Doc.Text(), start) {
				told[s.folder] = append(told[s.folder], fmt.Sprintf("%s does not begin with %q", s.path, start))
			}
		}
	}
	var out []string
	for folder, files := range told {
		if len(files) != 1 {
			out = append(out, fmt.Sprintf("%s: want one package comment, have %d: %s", folder, len(files), strings.Join(files, ", ")))
		}
	}
	sort.Strings(out)
	return out
}

var generatedHeader = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// sizeLaw: what is written by hand is short enough to be read.
func sizeLaw(t *tree) []string {
	var out []string
	for _, name := range t.names {
		switch path.Ext(name) {
		case ".go", ".css", ".js", ".gohtml", ".tmpl", ".sh":
			text := t.files[name]
			if lines := strings.Count(text, "\n"); lines > maxLines && !generatedHeader.MatchString(text) {
				out = append(out, fmt.Sprintf("%s has %d lines, at most %d", name, lines, maxLines))
			}
		}
	}
	return out
}

func formatLaw(t *tree) []string {
	var out []string
	for _, s := range t.sources {
		want, err := format.Source([]byte(s.text))
		if err != nil || !bytes.Equal(want, []byte(s.text)) {
			out = append(out, s.path+" is not as gofmt writes it")
		}
	}
	return out
}

// initLaw: nothing happens because a package was imported.
func initLaw(t *tree) []string {
	var out []string
	for _, s := range t.sources {
		for _, d := range s.syntax.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				out = append(out, t.at.Position(f.Pos()).String()+": func init")
			}
		}
	}
	return out
}

// vague are names that say nothing of what is inside.
var vague = regexp.MustCompile(`^(utils?|helpers?|common|commons|misc|shared|base|core|lib|types|tools?)(_test)?$`)

func nameLaw(t *tree) []string {
	var out []string
	for _, s := range t.sources {
		name := s.syntax.Name.Name
		file := strings.TrimSuffix(path.Base(s.path), ".go")
		if vague.MatchString(name) || vague.MatchString(path.Base(s.folder)) || vague.MatchString(file) {
			out = append(out, s.path+": the name says nothing of what is inside")
		}
		if at := path.Base(s.folder); name != "main" && s.folder != "." && strings.TrimSuffix(name, "_test") != at {
			out = append(out, fmt.Sprintf("%s: package %s in folder %s", s.path, name, at))
		}
	}
	return out
}

// generateLaw: what is generated is written by a test with -update, which also
// tells when it is stale.
func generateLaw(t *tree) []string {
	var out []string
	for _, s := range t.sources {
		for _, group := range s.syntax.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:"+"generate") {
					out = append(out, t.at.Position(c.Pos()).String()+": go:"+"generate: write it by a test with -update")
				}
			}
		}
	}
	return out
}

func generatedLaw(t *tree, writers map[string]func() ([]byte, error), tests map[string]string) []string {
	var out []string
	for name, test := range tests {
		if t.has(name) && !t.declares(path.Dir(name), test) {
			out = append(out, fmt.Sprintf("%s: no %s in its package tells whether it is stale", name, test))
		}
	}
	for name, write := range writers {
		want, err := write()
		if err != nil {
			out = append(out, fmt.Sprintf("%s: %v", name, err))
		} else if t.files[name] != string(want) {
			out = append(out, fmt.Sprintf("%s is stale: go test ./%s -update", name, path.Dir(path.Dir(name))))
		}
	}
	for _, name := range t.names {
		if strings.HasSuffix(name, ".schema.json") && writers[name] == nil && tests[name] == "" {
			out = append(out, name+": say in repo_test.go what writes it")
		}
	}
	sort.Strings(out)
	return out
}

func folderLaw(t *tree) []string {
	var out []string
	for _, name := range t.names {
		if top, _, nested := strings.Cut(name, "/"); nested && !strings.HasPrefix(top, ".") && !slices.Contains(folders, top) {
			out = append(out, name+": no such top-level folder is meant to be")
		}
	}
	return out
}

// The patterns are written so that they do not match themselves.
var (
	workFolder   = regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/wo[r]k(/|\b)`)
	besideFolder = regexp.MustCompile(`\.\./sha[r]ed\b`)
	looseFolder  = regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/(tm[p]|roo[t]|hom[e])/`)
)

// placeLaw: the house does not speak of the machine on which it is built.
// Tests may read sample sites that lie beside it, where they do.
func placeLaw(t *tree) []string {
	var out []string
	for _, name := range t.names {
		text := t.files[name]
		if strings.Contains(text, "\x00") {
			continue
		}
		found := workFolder.FindString(text)
		if found == "" && !strings.HasSuffix(name, "_test.go") {
			found = besideFolder.FindString(text)
		}
		if found == "" && (path.Ext(name) == ".md" || name == "Makefile" || strings.HasPrefix(name, ".")) {
			found = looseFolder.FindString(text)
		}
		if found != "" {
			out = append(out, fmt.Sprintf("%s speaks of %s", name, strings.TrimSpace(found)))
		}
	}
	return out
}

// reaching are the functions that open a connection or a port, as written.
var reaching = regexp.MustCompile(`^(http\.(Get|Head|Post|PostForm|NewRequest|NewRequestWithContext|ListenAndServe)|net\.(Dial|DialTimeout|Listen|ListenPacket|LookupHost|LookupIP)|tls\.Dial|\w+\.Listen)$`)

// scripted finds commands of test scripts that fetch.
var scripted = regexp.MustCompile(`(?m)^[!?\s]*exec\s+truatweb\s+(?:audit|collect)\b.*$`)

// loopbackLaw: no test names a server that is not on this machine.
func loopbackLaw(t *tree) []string {
	var out []string
	for _, s := range t.sources {
		if !s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !reaching.MatchString(spelled(call.Fun)) {
				return true
			}
			for _, arg := range call.Args {
				lit, ok := arg.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					continue
				}
				if value, err := strconv.Unquote(lit.Value); err == nil && elsewhere(value) {
					out = append(out, fmt.Sprintf("%s: %s is not on this machine", t.at.Position(lit.Pos()), lit.Value))
				}
			}
			return true
		})
	}
	for _, name := range t.names {
		if path.Ext(name) != ".txtar" {
			continue
		}
		for _, line := range scripted.FindAllString(t.files[name], -1) {
			if !strings.Contains(line, "--only 127.") && slices.ContainsFunc(strings.Fields(line), func(w string) bool { return strings.Contains(w, ".") && elsewhere(w) }) {
				out = append(out, fmt.Sprintf("%s: %s: audit a loopback address, or add --only 127.0.0.0/8", name, strings.TrimSpace(line)))
			}
		}
	}
	return out
}

// spelled gives a selector as written: "net.Listen".
func spelled(e ast.Expr) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := sel.X.(*ast.Ident); ok {
		return x.Name + "." + sel.Sel.Name
	}
	return "_." + sel.Sel.Name
}

// elsewhere reports whether a URL or a host with a port leads off this machine.
func elsewhere(address string) bool {
	host := ""
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Hostname()
	} else if before, port, ok := strings.Cut(address, ":"); ok && port != "" && strings.Trim(port, "0123456789") == "" {
		host = before // "" listens on every address
	} else if _, err := netip.ParseAddr(address); err == nil || strings.Contains(address, ".go.th") {
		host = address
	} else {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host != "localhost" && (err != nil || !ip.IsLoopback())
}

var markdownLink = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)]*)?\)`)

// linkLaw: a document's relative links lead to files that are there.
func linkLaw(t *tree) []string {
	var out []string
	for _, name := range t.names {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, m := range markdownLink.FindAllStringSubmatch(t.files[name], -1) {
			if !strings.Contains(m[1], ":") && !t.has(path.Clean(path.Join(path.Dir(name), m[1]))) {
				out = append(out, fmt.Sprintf("%s: %s is not there", name, m[1]))
			}
		}
	}
	return out
}

var (
	makeUse    = regexp.MustCompile("(?m)(?:^\\s*|`|&& )make ([a-z][a-z-]*)")
	makeTarget = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// makeLaw: what documents and CI call by make is in the Makefile.
func makeLaw(t *tree) []string {
	targets := map[string]bool{}
	for _, m := range makeTarget.FindAllStringSubmatch(t.files["Makefile"], -1) {
		targets[m[1]] = true
	}
	var out []string
	for _, name := range t.names {
		if path.Ext(name) != ".md" && !strings.HasPrefix(name, ".ci/") {
			continue
		}
		for _, m := range makeUse.FindAllStringSubmatch(t.files[name], -1) {
			if !targets[m[1]] {
				out = append(out, fmt.Sprintf("%s: make %s is not in the Makefile", name, m[1]))
			}
		}
	}
	return out
}
