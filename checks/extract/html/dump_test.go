package html

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/truatweb/truatweb/checks/extract"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip("no file named")
	}
	b, _ := os.ReadFile(f)
	c, cs, err := Reader{}.Read(context.Background(), extract.Raw{URL: "http://127.0.1.1:18080/x/", Body: b})
	fmt.Println(err, cs, c.Title)
	for i, b := range c.Blocks {
		fmt.Printf("%3d %-7s %-6s %d %q links=%d im=%d\n", i, b.Kind, b.Region, b.Level, b.Text, len(b.Links), len(b.Images))
	}
	for _, l := range c.CommentLinks {
		fmt.Println("COMMENT", l.Text, l.Href)
	}
	fmt.Println("forms", c.Forms)
}
