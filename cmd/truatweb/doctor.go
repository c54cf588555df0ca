package main

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// toolLimit is how long an optional program may take to tell its version.
const toolLimit = 10 * time.Second

// toolLooker runs a program that may not be there: found says that it is.
type toolLooker func(ctx context.Context, name string, args ...string) (output string, found bool)

func lookTool(ctx context.Context, name string, args ...string) (string, bool) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", false
	}
	ctx, cancel := context.WithTimeout(ctx, toolLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.WaitDelay = time.Second
	out, _ := cmd.CombinedOutput() // some print their version and fail
	return string(out), true
}

// tool is an optional part of the machine.
type tool struct {
	what  string
	names []string // programs that will do, the first that works is used
	args  []string
	tells func(output string) string // the version in what the program prints; "" if the part is not there
	lost  string                     // what is lost without it
	apt   string
}

func tools(t *texts) []tool {
	return []tool{
		{what: "Chromium", names: []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}, args: []string{"--version"}, tells: lineWith("Chrom", ""), lost: t.lostChromium, apt: "chromium"},
		{what: "Poppler (pdftotext)", names: []string{"pdftotext"}, args: []string{"-v"}, tells: lineWith("pdftotext", "oppler"), lost: t.lostPoppler, apt: "poppler-utils"},
		{what: "Tesseract OCR", names: []string{"tesseract"}, args: []string{"--version"}, tells: lineWith("tesseract", ""), lost: t.lostTesseract, apt: "tesseract-ocr tesseract-ocr-tha"},
		{what: t.toolThaiOCR, names: []string{"tesseract"}, args: []string{"--list-langs"}, tells: thaiLanguage, lost: t.lostThaiOCR, apt: "tesseract-ocr-tha"},
		{what: t.toolFonts, names: []string{"fc-list"}, args: []string{":lang=th", "family"}, tells: families, lost: t.lostFonts, apt: "fonts-thai-tlwg fonts-noto-core"},
	}
}

// lineWith gives the line of the output that holds a word, if all of it holds
// the other: a namesake of a program tells another maker, and a stand-in that
// only says how to install the real one tells no version.
func lineWith(word, maker string) func(string) string {
	return func(out string) string {
		if !strings.Contains(out, maker) {
			return ""
		}
		for line := range strings.Lines(out) {
			if line = strings.TrimSpace(line); strings.Contains(line, word) && !strings.HasPrefix(line, "/") { // a wrapper script's complaint names its path first
				return line
			}
		}
		return ""
	}
}

// thaiLanguage looks for Thai in a list of languages, one a line.
func thaiLanguage(out string) string {
	for line := range strings.Lines(out) {
		if strings.TrimSpace(line) == "tha" {
			return "tha"
		}
	}
	return ""
}

// families names the first few of the fonts listed, and how many there are.
func families(out string) string {
	const few = 3
	var names []string
	for line := range strings.Lines(out) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), ",")
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	switch {
	case len(names) == 0:
		return ""
	case len(names) <= few:
		return strings.Join(names, ", ")
	default:
		return fmt.Sprintf("%s … (%d)", strings.Join(names[:few], ", "), len(names))
	}
}

func newDoctor(w world, t *texts) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: t.doctorShort, Long: t.doctorLong, Example: "  truatweb doctor", Args: atMost(0, t),
		RunE: func(c *cobra.Command, _ []string) error {
			say(w.stdout, t.doctorHead, w.version)
			var missing []string
			for _, tl := range tools(t) {
				if version := tl.find(c.Context(), w.look); version != "" {
					say(w.stdout, t.doctorHave, tl.what, version)
					continue
				}
				say(w.stdout, t.doctorLack, tl.what, tl.lost)
				missing = append(missing, strings.Fields(tl.apt)...)
			}
			if len(missing) == 0 {
				say(w.stdout, t.doctorAll)
				return nil
			}
			install := "apt-get install " + strings.Join(unique(missing), " ")
			if _, found := w.look(c.Context(), "sudo", "--version"); found {
				install = "sudo " + install
			}
			say(w.stdout, t.doctorApt, install)
			return nil
		},
	}
}

// find gives the version of the first program that will do; "" if none does.
func (tl tool) find(ctx context.Context, look toolLooker) string {
	for _, name := range tl.names {
		if out, found := look(ctx, name, tl.args...); found {
			if version := tl.tells(out); version != "" {
				return version
			}
		}
	}
	return ""
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
