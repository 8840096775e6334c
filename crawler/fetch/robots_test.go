package fetch

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestCrawlDelayIsBounded(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"0": 0, "2.5": 2500 * time.Millisecond, "30": maxCrawlDelay, "3600": maxCrawlDelay, "1e300": maxCrawlDelay, "-1": 0, "soon": 0,
	} {
		rules, err := readRobots(NewPage("https://host/robots.txt", day, []byte("User-agent: *\nCrawl-delay: "+value)), nil, agent)
		if err != nil || crawlDelay(rules) != want {
			t.Errorf("Crawl-delay %s: %v, %v; want %v", value, crawlDelay(rules), err, want)
		}
	}
}

func TestOnlyTheStartOfRobotsCounts(t *testing.T) {
	text := "User-agent: *\nDisallow: /secret\n" + strings.Repeat("#\n", maxRobots/2) + "Disallow: /docs\n"
	rules, err := readRobots(NewPage("https://host/robots.txt", day, []byte(text)), nil, agent)
	if err != nil || rules.Test("/secret") || !rules.Test("/docs") {
		t.Errorf("/secret %v, /docs %v, %v", rules.Test("/secret"), rules.Test("/docs"), err)
	}
}

// FuzzReadRobots checks that whatever a host answers for robots.txt its lines
// that can be read count, any address gets an answer, and the pause is within
// its bounds; and that one that could not be had allows nothing.
func FuzzReadRobots(f *testing.F) {
	for _, seed := range []string{"", "Crawl-delay:", "Crawl-delay: x\nDisallow", "Crawl-delay #\nCrawl-delay: x", "Allow: /\rUser-agent", "User-agent: a b:c #\n: /", "Disallow: *\xff$",
		"Crawl-delay: 1e300\nCrawl-delay: -1", "Allow: /*$\nDisallow: *?", "User-agent: *\nDisallow: /a%2f\x00", "\ufeff<!doctype html>"} {
		f.Add([]byte(seed), "/docs/api/x?y")
	}
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		text := append([]byte("User-agent: *\nDisallow: /secret\nUser-agent: x\n"), body...)
		rules, err := readRobots(NewPage("https://host/robots.txt", day, text), nil, "nobody")
		if err != nil {
			t.Fatal(err)
		}
		rules.Test(path)
		if pause := crawlDelay(rules); pause < 0 || pause > maxCrawlDelay {
			t.Errorf("a pause of %s", pause)
		}
		page := NewPage("https://host/robots.txt", day, body)
		if rules, err := readRobots(page, failed(page.URL, Unreachable, errors.New("no")), "nobody"); err == nil || rules != nil {
			t.Error("a robots.txt that could not be had allows something")
		}
	})
}
