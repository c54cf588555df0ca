package render

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// printLimit is how long a page may take to be printed: a report of many
// standards has some hundred pages.
const printLimit = 2 * time.Minute

// lay adds a style to a page that forbids others, and waits for its fonts.
const lay = `(async () => {
	const s = new CSSStyleSheet();
	s.replaceSync(%s);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, s];
	await Promise.all([...document.fonts].map(f => f.load().catch(() => null)));
	await document.fonts.ready;
	return [...document.fonts].filter(f => f.status === "error").length;
})()`

// Print prints a page of our own, whole and without the network, as PDF. style is
// CSS that is laid over the page's own, such as what stands at its pages' margins.
// The error wraps ErrNoBrowser if there is no browser that prints, and the
// context's error if that ended.
func (b *Browser) Print(ctx context.Context, body []byte, style string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.ready(ctx); err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, printLimit)
	defer cancel()
	out, err := b.proc.print(limited, body, style)
	b.stop() // the next page is not to meet this one
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		return nil, fmt.Errorf("printing the page: %w", err)
	}
}

func (p *process) print(ctx context.Context, body []byte, style string) ([]byte, error) {
	tree, err := cdp.Call(ctx, p.tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	frame := tree.FrameTree.Frame.ID
	if err := tell(ctx, p.tab, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: frame, HTML: string(body)}); err != nil {
		return nil, err
	}
	css, err := json.Marshal(style) // as a text of JavaScript
	if err != nil {
		return nil, err
	}
	broken := 0
	if err := p.evaluate(ctx, &visit{frame: frame}, fmt.Sprintf(lay, css), &broken); err != nil {
		return nil, err
	}
	if broken > 0 {
		return nil, fmt.Errorf("%d fonts of the page cannot be read", broken)
	}
	yes := true
	got, err := cdp.Call(ctx, p.tab, page.PrintToPDF, page.PrintToPDFParams{PrintBackground: &yes, PreferCSSPageSize: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes})
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(got.Data, []byte("%PDF-")) {
		return nil, errors.New("the browser prints no PDF")
	}
	return got.Data, nil
}
