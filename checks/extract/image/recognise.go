package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Limits of what is recognised.
const (
	mostPixels  = 50_000_000 // of a picture
	leastSide   = 60         // pixels: less holds no line of text and a margin
	leastWidth  = 150
	mostPicture = 64 << 20 // bytes of a page as drawn
	mostPrinted = 8 << 20  // bytes of what tesseract prints for a page
)

// ErrNoTool says that text cannot be recognised here.
var ErrNoTool = errors.New("no tesseract with Thai")

// ErrTooSmall says that a picture is too small to hold text.
var ErrTooSmall = errors.New("too small to hold text")

// Options say where the tools are and what a file may cost. The zero Options
// look the tools up in PATH and use the defaults named.
type Options struct {
	// Tesseract and Pdftoppm are the programs. Empty means to look in PATH, "-"
	// means to do without.
	Tesseract, Pdftoppm string
	// Tessdata is the folder of tesseract's languages where it is not its own.
	Tessdata string
	// CacheDir keeps what was recognised, by the hash of the file. Empty means none.
	CacheDir string
	// TempDir holds a PDF while a program reads it; empty means the system's.
	TempDir string

	MaxBytes int           // of a file; 64 MiB
	MaxPages int           // recognised of a PDF, from the first; 5
	DPI      int           // at which a page is drawn; 150, at which no more is mistaken than at 300
	MaxTime  time.Duration // for a page; 60 s
}

// Recogniser recognises text in pictures and in the pages of PDFs. It is safe
// for concurrent use and does one page at a time.
type Recogniser struct {
	Options

	probe     sync.Once
	ready     error
	version   string // "tesseract 5.3.0"
	languages string // "tha+eng"
	one       sync.Mutex
}

// NewRecogniser makes a recogniser. No program is started before it is asked
// something.
func NewRecogniser(o Options) *Recogniser {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.MaxPages <= 0 {
		o.MaxPages = 5
	}
	if o.DPI <= 0 {
		o.DPI = 150
	}
	if o.MaxTime <= 0 {
		o.MaxTime = time.Minute
	}
	return &Recogniser{Options: o}
}

// Ready says why nothing can be recognised, nil if tesseract is there and knows
// Thai. It asks once.
func (r *Recogniser) Ready() error {
	r.probe.Do(func() { r.ready = r.look() })
	return r.ready
}

func (r *Recogniser) look() error {
	if err := find(&r.Tesseract, "tesseract"); err != nil {
		return fmt.Errorf("%w: %w", ErrNoTool, err)
	}
	if err := find(&r.Pdftoppm, "pdftoppm"); err != nil {
		r.Pdftoppm = "" // pictures can be recognised without
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	said, err := r.ask(ctx, "--version")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoTool, err)
	}
	r.version, _, _ = strings.Cut(said, "\n")
	if said, err = r.ask(ctx, "--list-langs"); err != nil {
		return fmt.Errorf("%w: %w", ErrNoTool, err)
	}
	known := strings.Fields(said)
	if !slices.Contains(known, "tha") {
		return ErrNoTool
	}
	if r.languages = "tha"; slices.Contains(known, "eng") {
		r.languages = "tha+eng"
	}
	return nil
}

func find(at *string, name string) error {
	switch *at {
	case "-":
		return fmt.Errorf("%s is not wanted", name)
	case "":
		found, err := exec.LookPath(name)
		if err != nil {
			return err
		}
		*at = found
	}
	return nil
}

// ask gives what tesseract says of itself, on either stream.
func (r *Recogniser) ask(ctx context.Context, arg string) (string, error) {
	var said, out bytes.Buffer
	err := r.tesseract(ctx, []string{arg}, nil, &said, func(o io.Reader) error {
		_, err := io.Copy(&out, io.LimitReader(o, 64<<10))
		return err
	})
	return out.String() + said.String(), err
}

func (r *Recogniser) tesseract(ctx context.Context, args []string, in []byte, said io.Writer, read func(io.Reader) error) error {
	p := extract.Program{Path: r.Tesseract, Args: args, Env: []string{"OMP_THREAD_LIMIT=1"}, Stderr: said, MaxTime: r.MaxTime}
	if r.Tessdata != "" {
		p.Env = append(p.Env, "TESSDATA_PREFIX="+r.Tessdata)
	}
	if in != nil {
		p.Stdin = bytes.NewReader(in)
	}
	return p.Run(ctx, read)
}

// Recognise gives the text of a picture or of a PDF's first pages as a content
// with Facts.OCR and Facts.NoText. A content without blocks holds no text that
// could be made out. The error wraps one of the package's own or extract's where
// the file or the machine is to blame.
func (r *Recogniser) Recognise(ctx context.Context, body []byte, kind checks.Kind) (*checks.Content, error) {
	if err := r.Ready(); err != nil {
		return nil, err
	}
	if len(body) > r.MaxBytes {
		return nil, fmt.Errorf("recognising %d bytes: %w", len(body), extract.ErrTooLarge)
	}
	r.one.Lock()
	defer r.one.Unlock()
	if c := r.recall(body, kind); c != nil {
		return c, nil
	}
	c := &checks.Content{Kind: kind}
	c.Facts.OCR, c.Facts.NoText = true, true
	c.Facts.Reader = r.version + " " + r.languages
	var err error
	switch kind {
	case checks.KindImage:
		err = r.picture(ctx, c, body)
	case checks.KindPDF:
		err = r.pages(ctx, c, body)
	default:
		err = extract.ErrUnsupported
	}
	if err != nil {
		return nil, fmt.Errorf("recognising text in a file of kind %s: %w", kind, err)
	}
	r.remember(body, kind, c)
	return c, nil
}

// unknown are formats of pictures that tesseract does not read.
var unknown = []string{"x-icon", "avif", "avis", "heic", "heix", "mif1"}

func (r *Recogniser) picture(ctx context.Context, c *checks.Content, body []byte) error {
	s, err := measure(body)
	switch {
	case err != nil:
		return err
	case slices.Contains(unknown, s.format):
		return fmt.Errorf("%w: %s", extract.ErrUnsupported, s.format)
	case s.width > mostPixels/max(s.height, 1):
		return fmt.Errorf("%w: %d by %d pixels", extract.ErrTooLarge, s.width, s.height)
	case s.width < leastWidth || s.height < leastSide:
		return fmt.Errorf("%w: %d by %d pixels", ErrTooSmall, s.width, s.height)
	}
	blocks, err := r.page(ctx, body, 0)
	c.Blocks = blocks
	return err
}

// pages recognises a PDF's first pages. A page that fails ends it, and what was
// recognised before it stands.
func (r *Recogniser) pages(ctx context.Context, c *checks.Content, body []byte) error {
	if r.Pdftoppm == "" {
		return fmt.Errorf("%w: no pdftoppm", ErrNoTool)
	}
	file, err := os.CreateTemp(r.TempDir, "truatweb-*.pdf")
	if err != nil {
		return fmt.Errorf("handing a file to pdftoppm: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(body)
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("handing a file to pdftoppm: %w", err)
	}
	for n := 1; n <= r.MaxPages; n++ {
		drawn, err := r.draw(ctx, file.Name(), n)
		if err == nil && len(drawn) > 0 {
			var blocks []checks.Block
			blocks, err = r.page(ctx, drawn, n)
			c.Blocks = append(c.Blocks, blocks...)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && n == 1:
			return err
		case err != nil || len(drawn) == 0:
			c.Facts.Truncated = err != nil
			return nil
		}
		c.Facts.Pages = n
	}
	c.Facts.Truncated = true // there may be more
	return nil
}

// draw draws a page in grey; there is nothing after the last one.
func (r *Recogniser) draw(ctx context.Context, file string, page int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, r.MaxTime)
	defer cancel()
	n := strconv.Itoa(page)
	var out, said bytes.Buffer
	err := extract.Program{Path: r.Pdftoppm, Args: []string{"-gray", "-r", strconv.Itoa(r.DPI), "-f", n, "-l", n, file}, Stderr: &said, MaxTime: r.MaxTime}.
		Run(ctx, func(o io.Reader) error {
			_, err := io.Copy(&out, io.LimitReader(o, mostPicture+1))
			return err
		})
	switch {
	case out.Len() > mostPicture:
		return nil, fmt.Errorf("%w: a page as drawn", extract.ErrTooLarge)
	case strings.Contains(said.String(), "Wrong page range"), err == nil && out.Len() == 0:
		return nil, nil
	case err != nil:
		return nil, timely(ctx, err, "drawing a page", said.String())
	}
	return out.Bytes(), nil
}

// page recognises one picture.
func (r *Recogniser) page(ctx context.Context, picture []byte, number int) ([]checks.Block, error) {
	ctx, cancel := context.WithTimeout(ctx, r.MaxTime)
	defer cancel()
	var blocks []checks.Block
	var said bytes.Buffer
	// one uniform block of text: the layout of a page is guessed wrong more often than right
	args := []string{"-", "-", "-l", r.languages, "--psm", "6", "--dpi", strconv.Itoa(r.DPI), "tsv"}
	err := r.tesseract(ctx, args, picture, &said, func(o io.Reader) error {
		blocks = readLines(io.LimitReader(o, mostPrinted), number)
		return nil
	})
	if err != nil {
		return nil, timely(ctx, err, "recognising a page", said.String())
	}
	return blocks, nil
}

// timely words the failure of a program: out of time, or its own.
func timely(ctx context.Context, err error, doing, said string) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w: takes too long", doing, extract.ErrTooLarge)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return fmt.Errorf("%s: %w: %w: %.200s", doing, extract.ErrDamaged, err, first)
}
