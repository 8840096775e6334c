package fetch

import (
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

// Whatever a host answers for robots.txt, its lines that can be read count.
func FuzzReadRobots(f *testing.F) {
	for _, seed := range []string{"", "Crawl-delay:", "Crawl-delay: x\nDisallow", "Crawl-delay #\nCrawl-delay: x", "Allow: /\rUser-agent", "User-agent: a b:c #\n: /", "Disallow: *\xff$"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		text := append([]byte("User-agent: *\nDisallow: /secret\nUser-agent: x\n"), body...)
		rules, err := readRobots(NewPage("https://host/robots.txt", day, text), nil, "nobody")
		if err != nil {
			t.Fatal(err)
		}
		crawlDelay(rules)
	})
}
