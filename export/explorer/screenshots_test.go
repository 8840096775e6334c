package explorer

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "write screenshots of the page into this `DIR`")

// TestScreenshots writes pictures for people to look at:
// go test ./export/explorer -run TestScreenshots -screenshots DIR
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("no -screenshots DIR")
	}
	_, body := bundledPage(t)
	shots := []struct {
		name, mode, hash string
		width, height    int64
	}{
		{"explorer-1280-light", "light", "", 1280, 860},
		{"explorer-1280-dark", "dark", "", 1280, 860},
		{"explorer-400-light", "light", "", 400, 860},
		{"explorer-400-dark", "dark", "#api=v1&q=account", 400, 860},
		{"detail-1280-light", "light", "#api=v1&needs=pat&open=v1+GET+%2Fentitlements%2Fv1", 1280, 860},
		{"detail-1280-dark", "dark", "#api=all&flags=conflict&open=v1+GET+%2Fsources%2Fv1", 1280, 860},
		{"detail-400-light", "light", "#api=v1&open=v1+GET+%2Fsources%2Fv1", 400, 860},
		{"features-1280-light", "light", "#view=features&api=v1", 1280, 860},
		{"features-1280-dark", "dark", "#view=features&api=v1", 1280, 860},
		{"features-400-light", "light", "#view=features&api=v1", 400, 860},
		{"guide-1280-light", "light", "#view=guide&api=v1", 1280, 1000},
		{"guide-400-dark", "dark", "#view=guide&api=v1", 400, 860},
	}
	b := browse(t, body, 1280, 860, "")
	for _, shot := range shots {
		b.run(chromedp.EmulateViewport(shot.width, shot.height))
		b.prefer(shot.mode)
		b.open(shot.hash)
		picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*screenshots, shot.name+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
