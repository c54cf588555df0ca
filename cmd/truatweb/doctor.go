package main

import (
	"context"
	"os/exec"
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
	what    string
	names   []string // programs that will do, the first found is used
	args    []string
	holds   string // what the output must hold for the part to count; "" is nothing
	version string // a word of the line that tells the version; "" is none
	lost    string // what is lost without it
	apt     string
}

func tools(t *texts) []tool {
	return []tool{
		{what: "Chromium", names: []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}, args: []string{"--version"}, version: "Chrom", lost: t.lostChromium, apt: "chromium"},
		{what: "Poppler (pdftotext)", names: []string{"pdftotext"}, args: []string{"-v"}, version: "pdftotext", lost: t.lostPoppler, apt: "poppler-utils"},
		{what: "Tesseract OCR", names: []string{"tesseract"}, args: []string{"--version"}, version: "tesseract", lost: t.lostTesseract, apt: "tesseract-ocr tesseract-ocr-tha"},
		{what: t.toolThaiOCR, names: []string{"tesseract"}, args: []string{"--list-langs"}, holds: "\ntha\n", lost: t.lostThaiOCR, apt: "tesseract-ocr-tha"},
		{what: t.toolFonts, names: []string{"fc-list"}, args: []string{":lang=th", "family"}, holds: "\n", lost: t.lostFonts, apt: "fonts-thai-tlwg fonts-noto-core"},
	}
}

func newDoctor(w world, t *texts) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: t.doctorShort, Long: t.doctorLong, Example: "  truatweb doctor", Args: atMost(0, t),
		RunE: func(c *cobra.Command, _ []string) error {
			say(w.stdout, t.doctorHead, w.version)
			var missing []string
			for _, tl := range tools(t) {
				version, ok := tl.find(c.Context(), w.look)
				if ok {
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
			say(w.stdout, t.doctorApt, "sudo apt-get install "+strings.Join(unique(missing), " "))
			return nil
		},
	}
}

// find gives the version of the first program that will do.
func (tl tool) find(ctx context.Context, look toolLooker) (string, bool) {
	for _, name := range tl.names {
		out, found := look(ctx, name, tl.args...)
		if !found || !strings.Contains(out+"\n", tl.holds) || tl.holds != "" && strings.TrimSpace(out) == "" {
			continue
		}
		if tl.version == "" {
			return "", true
		}
		for line := range strings.Lines(out) {
			if line = strings.TrimSpace(line); strings.Contains(line, tl.version) && !strings.HasPrefix(line, "/") { // a wrapper script's complaint names its path first
				return line, true
			}
		}
		return "", true
	}
	return "", false
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
