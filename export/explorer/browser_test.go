package explorer

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a page in a real browser, with all that it asked for and complained about.
type browser struct {
	testing.TB
	ctx  context.Context
	file string

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// browse opens a page from a file, at a size, with a hash ("" or "#…").
func browse(t testing.TB, body []byte, width, height int64, hash string) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds: left out with -short")
	}
	b := &browser{TB: t, file: filepath.Join(t.TempDir(), "index.html")}
	if err := os.WriteFile(b.file, body, 0o644); err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
	)
	// Not the test's context: the browser must be gone, not only told to go,
	// before the test's folders are.
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	b.ctx = ctx
	t.Cleanup(func() {
		closing, stop := context.WithTimeout(ctx, 10*time.Second)
		defer stop()
		_ = chromedp.Cancel(closing)
	})
	b.run(chromedp.EmulateViewport(width, height))
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	b.open(hash)
	return b
}

// chromium is the browser's path; without one the test is skipped.
func chromium(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium, chromium-browser or google-chrome on PATH: the page is not tried in a browser")
	return ""
}

func (b *browser) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.complaints = append(b.complaints, fmt.Sprintf("console %s %s", e.Type, e.Args[0].Description))
		}
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, fmt.Sprintf("%s: %s", e.Entry.Level, e.Entry.Text))
	case *page.EventJavascriptDialogOpening:
		b.complaints = append(b.complaints, "dialog: "+e.Message)
		go call(b, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

// open loads the page anew and waits until it is ready.
func (b *browser) open(hash string) {
	b.Helper()
	b.run(chromedp.Navigate("about:blank"), chromedp.Navigate(b.address()+hash), chromedp.WaitReady(chromedp.CSS("html.ready")))
}

func (b *browser) address() string { return (&url.URL{Scheme: "file", Path: b.file}).String() }

func (b *browser) run(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// quiet fails the test when the page asked for anything or complained.
func (b *browser) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, request := range b.requests {
		address, _, _ := strings.Cut(request, "#")
		if address != b.address() && address != "about:blank" && !strings.HasPrefix(address, "data:") {
			b.Errorf("the page asked for %s", request)
		}
	}
	if len(b.requests) == 0 {
		b.Error("no request was seen, not even the page's own")
	}
	for _, complaint := range b.complaints {
		b.Errorf("the browser complained: %s", complaint)
	}
}

// call sends a command of the protocol.
func call[P, R any](b *browser, command cdp.Command[P, R], params P) {
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.Error(err)
	}
}

// eval is the value of an expression in the page.
func eval[V any](b *browser, expression string) V {
	b.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[V](expression))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for a condition in the page.
func (b *browser) until(condition string) {
	b.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		b.Fatalf("waited in vain for %s: %v; count %q, hash %q", condition, err, eval[string](b, `document.getElementById("count").textContent`), eval[string](b, "location.hash"))
	}
}

// counts waits until the page says that so many of all operations are listed.
func (b *browser) counts(n, all int) {
	b.Helper()
	b.until(fmt.Sprintf(`document.getElementById("count").textContent === %q`, thousands(n)+" of "+thousands(all)+" operations"))
}

// prefer sets the reader's colour scheme, "light" or "dark".
func (b *browser) prefer(scheme string) {
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// press types keys where the focus is. A letter is one event with its text, as
// from a keyboard: a page that handles the key keeps the letter from being typed.
func (b *browser) press(keys ...string) {
	b.Helper()
	for _, key := range keys {
		if len(key) > 1 || key < " " {
			b.run(chromedp.KeyEvent(key))
			continue
		}
		call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Text: key})
		call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key})
	}
}
