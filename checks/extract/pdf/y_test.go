package pdf
import ("testing";"os";"fmt";"context"
 "github.com/klippa-app/go-pdfium/requests")
func TestY(t *testing.T){
 e:=&pdfium{cacheDir:"/tmp/pdfx/cache",parallel:8}
 p,err:=e.start(); if err!=nil{t.Fatal(err)}
 for _,f:=range []string{"testdata/chromium-noto.pdf","testdata/chromium-garuda.pdf","testdata/libreoffice.pdf","made"} {
 in,_:=p.GetInstanceWithContext(context.Background())
 b,_:=os.ReadFile(f)
 if f=="made" { b=(&maker{}).make(lines(11,longText...)) }
 d,_:=in.OpenDocument(&requests.OpenDocument{File:&b})
 pg:=requests.Page{ByIndex:&requests.PageByIndex{Document:d.Document,Index:0}}
 s,_:=in.GetPageTextStructured(&requests.GetPageTextStructured{Mode:"char",CollectFontInformation:true,Page:pg})
 tp,_:=in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page:pg})
 fmt.Println(f)
 for i,c:=range s.Chars { if i<12 { l,err:=in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage:tp.TextPage,Index:i}); if err!=nil {fmt.Println(err);continue}
  fmt.Printf("%q %.1f-%.1f y %.1f-%.1f  loose %.1f-%.1f y %.1f-%.1f size %.1f %.1f\n",c.Text,c.PointPosition.Left,c.PointPosition.Right,c.PointPosition.Bottom,c.PointPosition.Top,l.Rect.Left,l.Rect.Right,l.Rect.Bottom,l.Rect.Top,c.FontInformation.Size,c.FontInformation.RenderedSize)}}
 }
}
