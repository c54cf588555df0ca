package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// Bounds of a look at one page: itself, and the files it links to.
const (
	tryPages = 40
	tryTime  = 2 * time.Minute
)

// tryFlags are the flags of rules try as typed.
type tryFlags struct {
	ids, private, only              []string
	label, asOf, userAgent, contact string
	fy                              int
}

func newRulesTry(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	var f tryFlags
	c := &cobra.Command{
		Use: "try " + t.argFileOrAddress, Short: t.rulesTryShort, Long: t.rulesTryLong,
		Example: "  truatweb rules try plan.html --id 1.8.1\n  truatweb rules try manual.pdf --label \"คู่มือการปฏิบัติงาน\" --rules ./my-rules\n" +
			"  truatweb rules try https://www.example.go.th/plan --id 1.8.1,1.8.3",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(t.tryWants, "truatweb rules try plan.html --id 1.8.1")
			}
			return nil
		},
	}
	fl := c.Flags()
	fl.StringSliceVar(&f.ids, "id", nil, t.flagTryID)
	fl.StringVar(&f.label, "label", "", t.flagTryLabel)
	fl.IntVar(&f.fy, "fy", 0, t.flagFY)
	fl.StringVar(&f.asOf, "as-of", "", t.flagAsOf)
	fl.StringSliceVar(&f.private, "allow-private", nil, t.flagPrivate)
	fl.StringSliceVar(&f.only, "only", nil, t.flagOnly)
	fl.StringVar(&f.userAgent, "user-agent", "", t.flagUserAgent)
	fl.StringVar(&f.contact, "contact", "", t.flagContact)
	c.RunE = func(c *cobra.Command, args []string) error {
		chosen, judged, err := loadStandards(p, *set, t)
		if err != nil {
			return err
		}
		if err := unknownRules(chosen, f.ids, t); err != nil {
			return err
		}
		for i, id := range f.ids {
			s, r := findRule(chosen, id)
			f.ids[i] = s.ID + ":" + r.ID
		}
		pl := &plan{alone: true, maxPages: tryPages, maxTime: tryTime, rate: defaultRate, browser: browserOff, allowPrivate: trimAll(f.private), only: trimAll(f.only), report: chosen, lang: t.lang}
		if pl.asOf, pl.fiscalYear, pl.derived, err = dayAndYear(f.asOf, f.fy, w.now(), t); err != nil {
			return err
		}
		if pl.userAgent, err = userAgent(f.userAgent, f.contact, w.version, t); err != nil {
			return err
		}
		stop, err := pl.lookAt(c.Context(), args[0], t)
		if err != nil {
			return err
		}
		defer stop()
		runner, err := p.auditing(pl, judged, commandName+" "+w.version, func(event) {})
		if err != nil {
			return &failure{code: exitUsage, text: t.badNetList, next: t.badNetListNext, cause: err}
		}
		if held, ok := runner.(io.Closer); ok {
			defer func() { _ = held.Close() }() // what it holds on to ends with the program
		}
		site, err := runner.Collect(c.Context(), pl.office)
		if err != nil {
			return &failure{code: exitFailed, text: fmt.Sprintf(t.auditFailed, args[0]), next: t.auditFailedNext, cause: err}
		}
		if why, detail, none := nothingSeen(&checks.Audit{}, site); none {
			pl.office.Home = args[0]
			return noSite(w, t, pl, why, detail, nil)
		}
		tellTried(w, t, site, pl)
		tellTrials(w, p, t, runner.Try(site, f.label, pl.when(), f.ids), pl, len(f.ids) > 0)
		return nil
	}
	return c
}

// lookAt points a plan at an address, or at a file of this machine, which is
// served on loopback together with the files of its folder, so that it is read
// as any other page is.
func (pl *plan) lookAt(ctx context.Context, typed string, t *texts) (stop func(), err error) {
	stop = func() {}
	info, err := os.Stat(typed)
	switch {
	case err != nil && !strings.Contains(typed, "://"):
		next := "truatweb rules try https://www.example.go.th/plan"
		if home, bare, err := homeOf(typed, t); err == nil && bare && looksLikeHost(home) {
			next = "truatweb rules try " + home
		}
		return nil, usage(fmt.Sprintf(t.tryMissing, plain(clip(typed)), nearestFile(typed, t)), next)
	case err != nil:
		if pl.office.Home, _, err = homeOf(typed, t); err != nil {
			var wrong *failure
			if errors.As(err, &wrong) {
				wrong.next = "truatweb rules try https://www.example.go.th/plan"
			}
			return nil, err
		}
	case info.IsDir():
		return nil, usage(fmt.Sprintf(t.tryFolder, clip(typed)), "truatweb rules try "+filepath.Join(typed, "index.html"))
	default:
		// The name of the folder is a secret, so that nobody else on this machine
		// finds the files.
		secret := "/" + rand.Text() + "/"
		files := http.StripPrefix(secret, beside(filepath.Dir(typed)))
		origin, end, err := serveLoopback(ctx, "127.0.0.1:0", files)
		if err != nil {
			return nil, &failure{code: exitFailed, text: t.demoNoPort, cause: err}
		}
		pl.office.Home = origin + secret + url.PathEscape(filepath.Base(typed))
		pl.allowPrivate, pl.only, pl.rate, stop = []string{"127.0.0.0/8"}, []string{"127.0.0.0/8"}, 0, end
	}
	if u, err := url.Parse(pl.office.Home); err == nil {
		pl.office.Scope = []string{u.Scheme + "://" + u.Host + "/"}
	}
	return stop, nil
}

// looksLikeHost tells www.example.go.th, typed without https://, from the name of
// a file that is not there.
func looksLikeHost(home string) bool {
	u, err := url.Parse(home)
	return err == nil && (strings.HasPrefix(u.Host, "www.") || strings.HasSuffix(u.Host, ".th"))
}

// beside serves the files of a folder and what lies below it, never above.
func beside(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer func() { _ = root.Close() }() // only read from
		f, err := root.Open(strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer func() { _ = f.Close() }() // only read from
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", typeOf(r.URL.Path))
		_, _ = io.Copy(w, f) // who went away is told nothing
	})
}

// tellTried says what was looked at.
func tellTried(w world, t *texts, site *checks.Site, pl *plan) {
	r := site.Find(site.Home)
	if r == nil {
		return
	}
	c := r.Read()
	kind, files := t.tryPage, len(site.Documents)
	if d, ok := r.(*checks.Document); ok {
		kind, files = string(d.Kind), files-1
	}
	title := c.Title
	for i := range c.Blocks {
		if title == "" && c.Blocks[i].Text != "" {
			title = c.Blocks[i].Text
		}
	}
	say(w.stdout, t.trySeen, kind, cut(plain(title), 80), len(c.Blocks), len(c.Links), files)
	if len(c.Blocks) == 0 {
		say(w.stdout, "%s", t.tryNoText)
	}
	if p, ok := r.(*checks.Page); ok && p.Undrawn() {
		say(w.stdout, "%s", t.tryUndrawn)
	}
	for i := range site.Gaps {
		if g := &site.Gaps[i]; g.URL != site.Home {
			say(w.stdout, t.tryGap, cut(plain(g.Label), 60), string(g.Reason))
		}
	}
	say(w.stdout, t.tryFor, strconv.Itoa(pl.fiscalYear), pl.asOf.Format(time.DateOnly))
}

// tellTrials tells rules that the page answers, then those that it comes near
// to. Rules that were asked for are told whatever became of them.
func tellTrials(w world, p parts, t *texts, trials []match.Trial, pl *plan, asked bool) {
	reported := map[string]bool{}
	for _, s := range pl.report {
		reported[s.ID] = true
	}
	var near []match.Trial
	answered, silent := 0, 0
	for _, tr := range trials {
		switch v := tr.Finding.Verdict; {
		case !reported[tr.Finding.Standard]:
		case asked:
			tellTrial(w, p, t, &tr, pl)
		case v == checks.Found || v == checks.Partial || v == checks.NeedsEyes || v == checks.WrongPeriod || v == checks.DeclaredNone || v == checks.NotYetDue:
			answered++
			tellTrial(w, p, t, &tr, pl)
		case tr.Led():
			near = append(near, tr)
		default:
			silent++
		}
	}
	if asked {
		return
	}
	if answered == 0 {
		say(w.stdout, "\n%s", t.tryNone)
	}
	if len(near) > 0 {
		say(w.stdout, "\n"+t.tryNear, len(near))
		for i := range near {
			tellTrial(w, p, t, &near[i], pl)
		}
	}
	say(w.stdout, "\n"+t.trySilent, silent)
}

// tellUntried tells an item that one page decides nothing about: that it was not
// seen there would be said of the whole website.
func tellUntried(w world, t *texts, f *checks.Finding, r *rules.Rule) {
	say(w.stdout, "\n"+t.tryRule, f.Standard+":"+f.ID, cut(plain(f.Title), 80), t.tryUntried)
	if r.SameAs != "" {
		say(w.stdout, t.trySameAs, r.SameAs, r.SameAs)
		return
	}
	say(w.stdout, t.tryOther, f.ID)
}

func tellTrial(w world, p parts, t *texts, tr *match.Trial, pl *plan) {
	f := &tr.Finding
	if r := ruleOf(pl.report, f.Standard, f.ID); r != nil && len(r.FoundWhen) == 0 {
		tellUntried(w, t, f, r)
		return
	}
	say(w.stdout, "\n"+t.tryRule, f.Standard+":"+f.ID, cut(plain(f.Title), 80), verdictWord(string(f.Verdict), t))
	for _, why := range f.Reasons {
		if why == checks.NotFollowed {
			say(w.stdout, "  %s", t.tryNotFollowed)
			continue
		}
		say(w.stdout, "  %s", p.reason(why, t.lang))
	}
	if len(f.YearsSeen) > 0 {
		say(w.stdout, t.tryYears, strings.Trim(fmt.Sprint(f.YearsSeen), "[]"))
	}
	for i := range tr.Ways {
		way := &tr.Ways[i]
		lead := "  "
		if len(tr.Ways) > 1 {
			lead = fmt.Sprintf(t.tryWay, i+1)
		}
		label := cut(plain(way.Label), 80)
		switch {
		case way.Place == "" && len(way.Words) > 0:
			say(w.stdout, t.tryNotLed, lead, quotedList(way.Words, 6))
			continue
		case way.Place == "":
			say(w.stdout, t.tryNowhere, lead)
			continue
		case way.Unopened:
			say(w.stdout, t.tryUnopened, lead, label)
			continue
		case way.Label == "":
			say(w.stdout, t.tryWhole, lead)
		case way.Barred:
			say(w.stdout, t.tryBarred, lead, label)
		case way.Weak:
			say(w.stdout, t.tryLedWeakly, lead, label, orSelf(t.places, string(way.Place)))
		default:
			say(w.stdout, t.tryLed, lead, label, orSelf(t.places, string(way.Place)))
		}
		for _, c := range way.Conditions {
			mark := t.tryLacks
			if c.Held {
				mark = t.tryHas
			}
			line := fmt.Sprintf("    %s %s", mark, plain(p.thing(c.Name, t.lang)))
			if c.Quote != "" {
				line += ": " + cut(plain(c.Quote), 100)
			}
			if c.Reason != "" {
				line += " — " + p.reason(c.Reason, t.lang)
			}
			say(w.stdout, "%s", line)
		}
	}
}

// quotedList joins words in quotation marks, the first most of them.
func quotedList(words []string, most int) string {
	out := make([]string, 0, most+1)
	for i, word := range words {
		if i == most {
			return strings.Join(append(out, "…"), ", ")
		}
		out = append(out, "«"+word+"»")
	}
	return strings.Join(out, ", ")
}

// verdictWord words a verdict by its code.
func verdictWord(code string, t *texts) string {
	if word, ok := t.verdicts[checks.Verdict(code)]; ok {
		return word
	}
	return code
}
