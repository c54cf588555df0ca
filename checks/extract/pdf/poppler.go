package pdf

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks/extract"
)

const (
	mostOutput = 96 << 20 // bytes that a program may print
	mostWords  = 600_000  // of a file
	mostLinks  = 2000
	mostLine   = 64 << 10 // bytes of one word with its place
	// mostMemory is the address space of one of its programs, of which it takes some
	// 60 MB before it has read anything. Pictures are not unpacked for their text.
	mostMemory = 320 << 20
)

// byPoppler reads by pdftotext and pdfinfo.
func (r *Reader) byPoppler(ctx context.Context, body []byte) (*reading, error) {
	file, err := os.CreateTemp(r.o.TempDir, "truatweb-*.pdf")
	if err != nil {
		return nil, fmt.Errorf("handing a file to poppler: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(body)
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, fmt.Errorf("handing a file to poppler: %w", err)
	}

	got := &reading{by: r.poppler}
	var said bytes.Buffer
	var info bytes.Buffer
	if err := r.run(ctx, r.o.Pdfinfo, []string{"-enc", "UTF-8", file.Name()}, &said, func(out io.Reader) error {
		_, err := io.Copy(&info, io.LimitReader(out, 1<<20))
		return err
	}); err != nil {
		return nil, blame(err, said.String())
	}
	facts := readInfo(info.String())
	got.title, got.facts = facts.title, facts.Facts

	said.Reset()
	err = r.run(ctx, r.o.Pdftotext, []string{"-raw", "-bbox", "-enc", "UTF-8", "-l", strconv.Itoa(r.o.MaxPages), file.Name(), "-"}, &said,
		func(out io.Reader) error {
			var cut bool
			got.pages, cut = readWords(io.LimitReader(out, mostOutput), r.o.MaxPages)
			got.truncated = got.truncated || cut
			return nil
		})
	switch {
	case err == nil:
	case len(got.pages) > 0 && letters(got.pages) > 0:
		got.truncated = true
	default:
		return nil, blame(err, said.String())
	}
	if got.facts.Pages > len(got.pages) && len(got.pages) > 0 {
		got.truncated = true
	}
	if bytes.Contains(body, []byte("/URI")) || bytes.Contains(body, []byte("/ObjStm")) {
		got.links = r.popplerLinks(ctx, file.Name())
	}
	return got, nil
}

// popplerLinks lists link annotations; a version that cannot costs the links alone.
func (r *Reader) popplerLinks(ctx context.Context, file string) []link {
	var out []byte
	err := r.run(ctx, r.o.Pdfinfo, []string{"-enc", "UTF-8", "-l", strconv.Itoa(r.o.MaxPages), "-url", file}, io.Discard, func(o io.Reader) error {
		var err error
		out, err = io.ReadAll(io.LimitReader(o, 4<<20))
		return err
	})
	if err != nil {
		return nil
	}
	return readURLs(string(out))
}

// blame turns a program's failure into what is wrong with the file.
func blame(err error, said string) error {
	switch {
	case strings.Contains(said, "ncorrect password"):
		return extract.ErrLocked
	case strings.Contains(said, "ncrypt") && strings.Contains(said, "nsupported"):
		return fmt.Errorf("%w: encrypted in an unknown way", extract.ErrLocked)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
		return fmt.Errorf("%w: %w: %.200s", extract.ErrDamaged, err, first)
	}
	return err
}

// run has one of poppler's programs read a file.
func (r *Reader) run(ctx context.Context, path string, args []string, said io.Writer, read func(io.Reader) error) error {
	return extract.Program{Path: path, Args: args, Stderr: said, MaxTime: r.o.MaxTime, Memory: mostMemory}.Run(ctx, read)
}

// readWords reads the output of pdftotext -bbox and reports whether it was cut.
func readWords(in io.Reader, mostPages int) (pages []page, cut bool) {
	br := bufio.NewReaderSize(in, mostLine)
	words := 0
	for {
		raw, err := br.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			cut = true
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = br.ReadSlice('\n')
			}
			raw = nil
		}
		line := strings.TrimSpace(string(raw))
		switch {
		case strings.HasPrefix(line, "<page "):
			if len(pages) == mostPages {
				return pages, true
			}
			pages = append(pages, page{w: attribute(line, "width"), h: attribute(line, "height")})
		case strings.HasPrefix(line, "<word ") && len(pages) > 0:
			if words++; words > mostWords {
				return pages, true
			}
			if w, ok := readWord(line); ok {
				p := &pages[len(pages)-1]
				p.words = append(p.words, w)
			}
		}
		if err != nil {
			return pages, cut
		}
	}
}

func readWord(line string) (word, bool) {
	open := strings.IndexByte(line, '>')
	if open < 0 {
		return word{}, false
	}
	w := word{box: box{attribute(line[:open], "xMin"), attribute(line[:open], "yMin"), attribute(line[:open], "xMax"), attribute(line[:open], "yMax")}}
	w.s = html.UnescapeString(strings.TrimSuffix(line[open+1:], "</word>"))
	return w, w.s != "" && w.sane()
}

func attribute(tag, name string) float64 {
	at := strings.Index(tag, " "+name+`="`)
	if at < 0 {
		return 0
	}
	v, _, _ := strings.Cut(tag[at+len(name)+3:], `"`)
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f != f || f > 1e6 || f < -1e6 {
		return 0
	}
	return f
}
