package render

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Limits of a browser's start and of what it keeps of answers, in bytes.
const (
	startLimit  = 30 * time.Second
	answersKept = 16 << 20
	answerKept  = 4 << 20
)

// process is a running browser with its one tab.
type process struct {
	memory  int64
	html    int
	bytes   int64
	profile *profile
	ctx     context.Context // of the tab
	kill    context.CancelFunc
	wait    func()
	tab     *chromedp.Target
	cmd     *exec.Cmd
	pages   int
	mu      sync.Mutex
	visit   *visit
	tasks   sync.WaitGroup
}

// features are left out of the browser: what talks to its maker, guesses ahead
// or leaves the page.
const features = "Translate,OptimizationHints,OptimizationGuideModelDownloading,MediaRouter,DialMediaRouteProvider,InterestFeedContentSuggestions," +
	"CertificateTransparencyComponentUpdater,AutofillServerCommunication,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,Prerender2,LoadingPredictorUseOptimizationGuide," +
	"PrivacySandboxSettings4,BackForwardCache,AcceptCHFrame,NetworkTimeServiceQuerying,EncryptedClientHello"

// nowhere is the proxy through which the browser makes all its connections. It
// cannot be found, so there are none.
const nowhere = "http://nowhere.invalid:9"

// switches are the command line of a browser that keeps to itself.
func switches(o *Options, path, dir string, tie func(*exec.Cmd)) []chromedp.ExecAllocatorOption {
	out := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(dir), chromedp.Headless, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.ProxyServer(nowhere), chromedp.NoInheritEnv, chromedp.Env(environment(dir)...), chromedp.ModifyCmdFunc(tie),
		// Tall, so that what loads when it is scrolled to loads.
		chromedp.WindowSize(1280, 4000),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("disable-features", features),
		chromedp.Flag("lang", "th"), chromedp.Flag("accept-lang", "th,en"),
		chromedp.Flag("js-flags", "--max-old-space-size=512"),
		chromedp.Flag("renderer-process-limit", "2"),
		chromedp.Flag("password-store", "basic"),
	}
	for _, name := range []string{"disable-quic", "dns-prefetch-disable", "disable-background-networking", "disable-component-update", "disable-default-apps",
		"disable-extensions", "disable-sync", "disable-domain-reliability", "disable-client-side-phishing-detection", "disable-breakpad", "disable-crash-reporter",
		"metrics-recording-only", "no-pings", "disable-gpu", "disable-dev-shm-usage", "disable-hang-monitor", "disable-prompt-on-repost", "disable-notifications",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding", "disable-speech-api", "use-mock-keychain",
		"safebrowsing-disable-auto-update", "block-new-web-contents", "disable-search-engine-choice-screen", "disable-field-trial-config"} {
		out = append(out, chromedp.Flag(name, true))
	}
	if o.UserAgent != "" {
		out = append(out, chromedp.UserAgent(o.UserAgent))
	}
	return append(out, chromedp.Flag("no-sandbox", isRoot()))
}

// start runs a browser up to an empty tab under our rules.
func start(ctx context.Context, o *Options, path string) (*process, error) {
	prof, err := newProfile(o.TempDir)
	if err != nil {
		return nil, fmt.Errorf("making a profile: %w", err)
	}
	p := &process{memory: o.Memory, html: o.HTML, bytes: o.Bytes, profile: prof}
	// The browser lives as long as the context of its first command.
	base, kill := context.WithCancel(context.Background())
	p.kill = kill
	alloc, endAlloc := chromedp.NewExecAllocator(base, switches(o, path, prof.dir, p.tie)...)
	silent := func(string, ...any) {}
	tab, endTab := chromedp.NewContext(alloc, chromedp.WithListener(p.listen), chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	p.ctx, p.wait = tab, func() { endTab(); endAlloc() }
	unhook := context.AfterFunc(ctx, kill)
	late := time.AfterFunc(startLimit, kill)
	err = p.open()
	onTime := late.Stop()
	if !unhook() {
		err = errors.Join(err, context.Cause(ctx))
	}
	if err == nil && !onTime {
		err = errors.New("it takes too long")
	}
	if err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

// tie makes the browser die with us, in a group of its own, so that a key that
// interrupts us does not end it before us.
func (p *process) tie(cmd *exec.Cmd) {
	p.cmd = cmd
	setProcess(cmd)
}

// open waits for the tab and sets its rules.
func (p *process) open() error {
	if err := chromedp.Do(p.ctx); err != nil {
		return err
	}
	c := chromedp.FromContext(p.ctx)
	p.tab = c.Target
	yes := true
	no := false
	kept, one := int64(answersKept), int64(answerKept)
	err := chromedp.ListenBrowser(p.ctx, p.listenBrowser)
	step := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	// Not used, and a page can flood them.
	for _, method := range []string{css.Disable.Method, dom.Disable.Method, cdplog.Disable.Method, runtime.Disable.Method, network.Disable.Method} {
		step(func() error { return p.tab.Call(p.ctx, method, cdp.Empty{}, nil) })
	}
	step(func() error {
		return tell(p.ctx, p.tab, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: no, Flatten: &yes})
	})
	step(func() error {
		return tell(p.ctx, p.tab, network.Enable, network.EnableParams{MaxTotalBufferSize: &kept, MaxResourceBufferSize: &one})
	})
	step(func() error {
		return tell(p.ctx, p.tab, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true})
	})
	step(func() error { return tell(p.ctx, p.tab, fetch.Enable, fetch.EnableParams{}) })
	step(func() error {
		return tell(p.ctx, p.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: closeDoors})
	})
	step(func() error {
		return tell(p.ctx, c.Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny})
	})
	return err
}

// tell runs a command whose result is of no interest.
func tell[P, R any](ctx context.Context, s cdp.Session, c cdp.Command[P, R], params P) error {
	_, err := cdp.Call(ctx, s, c, params)
	return err
}

func (p *process) alive() bool { return p.ctx.Err() == nil }

// stop kills the browser with all its processes and removes its profile.
func (p *process) stop() {
	p.kill()
	p.killAll()
	p.wait()
	p.killAll() // what it started in its last moment
	p.tasks.Wait()
	p.profile.remove()
}

func (p *process) killAll() {
	if pid := p.pid(); pid > 0 {
		killGroup(pid)
	}
}

// pid is the number of the browser's first process and of their group; 0 if it
// did not start.
func (p *process) pid() int {
	if p.cmd == nil || p.cmd.Process == nil {
		return 0
	}
	return p.cmd.Process.Pid
}

// run works beside the loop that reads the browser's messages, which must not
// wait.
func (p *process) run(f func()) { p.tasks.Go(f) }

// now gives the page being drawn; nil between pages.
func (p *process) now() *visit {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.visit
}

func (p *process) setVisit(v *visit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.visit = v
}

// listen takes in the events of the tab. It runs in the loop that reads them.
func (p *process) listen(ev any) {
	v := p.now()
	switch ev := ev.(type) {
	case *fetch.EventRequestPaused:
		v.reckon(ev)
		p.run(func() { p.decide(v, ev) })
	case *page.EventJavascriptDialogOpening:
		// Leaving a page is not to be held up; all else is dismissed.
		accept := ev.Type == page.DialogTypeBeforeunload
		v.dialog()
		p.run(func() {
			_ = tell(p.ctx, p.tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: accept})
		})
	case *page.EventFrameNavigated:
		v.arrived(ev.Frame)
	case *page.EventDomContentEventFired:
		v.loaded()
	case *page.EventFrameStoppedLoading:
		// A navigation that comes to nothing ends the document before it is whole.
		if v != nil && ev.FrameID == v.frame {
			v.loaded()
		}
	case *network.EventRequestWillBeSent:
		v.sent(ev)
	case *network.EventResponseReceived:
		v.answered(ev)
	case *network.EventLoadingFinished:
		v.finished(ev.RequestID, "")
	case *network.EventLoadingFailed:
		v.finished(ev.RequestID, ev.ErrorText)
	case *inspector.EventTargetCrashed:
		v.fail(errors.New("the page crashed the browser's tab"))
	case *inspector.EventDetached:
		v.fail(errors.New("the browser lost the tab"))
	}
}

// listenBrowser closes windows that a page opens.
func (p *process) listenBrowser(ev any) {
	e, ok := ev.(*target.EventTargetCreated)
	if !ok || p.tab == nil || e.TargetInfo.TargetID == p.tab.TargetID || e.TargetInfo.Type != "page" {
		return
	}
	id := e.TargetInfo.TargetID
	c := chromedp.FromContext(p.ctx)
	p.run(func() { _ = tell(p.ctx, c.Browser, target.CloseTarget, target.CloseTargetParams{TargetID: id}) })
}
