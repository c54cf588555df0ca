package render

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"time"
)

// Found is a browser on this machine.
type Found struct {
	Path    string
	Version string // as it tells it, such as "Chromium 140.0.7339.80"
}

// versionLimit is how long a browser may take to tell its version.
const versionLimit = 10 * time.Second

// programs are the names and places that a browser may have, the likelier first.
func programs() []string {
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
		`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`}
}

// locate gives the path of the program named, or of the first there is.
func locate(named string) (string, error) {
	if named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("%w: %w", ErrNoBrowser, err)
		}
		return path, nil
	}
	for _, name := range programs() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: none of the usual programs is installed", ErrNoBrowser)
}

var versionPattern = regexp.MustCompile(`(?m)^(?:\w+ )*(?:Chrom\w+|Edge) \d[\d.]*\d`)

// Find gives the browser that the program named is, or with "" the first that
// works. The error wraps ErrNoBrowser: a stand-in that only says how to install
// the real one tells no version.
func Find(ctx context.Context, named string) (Found, error) {
	names := programs()
	if named != "" {
		names = []string{named}
	}
	why := fmt.Errorf("%w: none of the usual programs is installed", ErrNoBrowser)
	for _, name := range names {
		path, err := locate(name)
		if err != nil {
			if named != "" {
				why = err
			}
			continue
		}
		version, err := versionOf(ctx, path)
		if err == nil {
			return Found{path, version}, nil
		}
		why = fmt.Errorf("%w: %w", ErrNoBrowser, err)
	}
	return Found{}, why
}

func versionOf(ctx context.Context, path string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, versionLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--version")
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if v := versionPattern.Find(out); v != nil {
		return string(v), nil
	}
	if err != nil {
		return "", fmt.Errorf("asking %s for its version: %w", path, err)
	}
	return "", fmt.Errorf("%s tells no version", path)
}
