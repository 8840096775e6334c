package data

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"authcat/catalog/guard"
)

func TestParseGuardKeepsTheRest(t *testing.T) {
	bundled, err := Guard()
	if err != nil {
		t.Fatal(err)
	}
	config, err := ParseGuard([]byte("falls: {pages: {percent: 50, slack: 0}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := config.Falls[guard.Pages]; got != (guard.Limit{Percent: 50}) {
		t.Errorf("pages %+v", got)
	}
	config.Falls[guard.Pages] = bundled.Falls[guard.Pages]
	if !maps.Equal(config.Falls, bundled.Falls) || !maps.Equal(config.Changes, bundled.Changes) ||
		!slices.Equal(config.Hosts, bundled.Hosts) || !slices.Equal(config.Sentinels, bundled.Sentinels) {
		t.Errorf("more than pages changed: %+v", config)
	}
	config, err = ParseGuard([]byte("changes: {lost: {alone: 1, everywhere: 2, together: {percent: 3, slack: 4}}}\nhosts: [docs.acme.example]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := config.Changes[guard.Lost]; got != (guard.Rule{Alone: 1, Everywhere: 2, Together: guard.Limit{Percent: 3, Slack: 4}}) {
		t.Errorf("lost %+v", got)
	}
	if !slices.Equal(config.Hosts, []string{"docs.acme.example"}) || config.Changes[guard.Opened] != bundled.Changes[guard.Opened] {
		t.Errorf("more than lost and hosts changed: %+v", config)
	}
	for text, n := range map[string]int{
		"": len(bundled.Sentinels), "sentinels: []": 0,
		"sentinels: [{api: a, method: GET, path: /a, needs: none}]": 1,
	} {
		if config, err := ParseGuard([]byte(text)); err != nil || len(config.Sentinels) != n {
			t.Errorf("%q: %d sentinels, %v", text, len(config.Sentinels), err)
		}
	}
}

func TestParseGuardRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"fall: {}": "field fall not found",
		"falls: {colour: {percent: 1, slack: 1}}": `falls: "colour" is none of its facts`,
		"rises: {}": "field rises not found",
		"changes: {pages: {alone: 1, everywhere: 1, together: {percent: 1, slack: 1}}}":                         `changes: "pages" is none of its facts`,
		"changes: {lost: {percent: 1, slack: 1}}":                                                               "field percent not found",
		"changes: {lost: {alone: 1, together: {percent: 1, slack: 1}}}":                                         `changes: "lost" needs alone, everywhere and together`,
		"changes: {lost: {alone: 1, everywhere: 1, together: {percent: 1}}}":                                    `changes: "lost" together: needs both percent and slack`,
		"changes: {lost: {alone: 2, everywhere: 1, together: {percent: 1, slack: 1}}}":                          `changes: "lost": 2 alone and 1 everywhere`,
		"changes: {lost: {alone: 1, everywhere: 1, together: {percent: 100, slack: 1}}}":                        "percent is 0 to 99",
		"falls: {pages: {percent: 100, slack: 1}}":                                                              "percent is 0 to 99",
		"falls: {pages: {percent: -1, slack: 1}}":                                                               "percent is 0 to 99",
		"falls: {pages: {percent: 1, slack: -1}}":                                                               "slack 0 or more",
		"falls: {pages: {percent: 1}}":                                                                          `falls: "pages" needs both percent and slack`,
		"falls: {pages: {percent: 0.05, slack: 1}}":                                                             `line 1: "0.05" is no whole number`,
		"falls: {pages: {percent: 1, slack: 1, api: v1}}":                                                       "field api not found",
		"sentinels: [{api: a, method: GET, path: /a}]":                                                          `sentinel 1 (a GET /a): needs ""`,
		"sentinels: [{method: GET, path: /a, needs: none}]":                                                     "api, method and path name the operation",
		"sentinels: [{api: a, method: GET, path: /a, needs: none, levels_source: prose}]":                       "levels_source without a level",
		"sentinels: [{api: a, method: GET, path: /a, needs: pat, level: A, levels_source: rumour}]":             `levels_source "rumour"`,
		"sentinels: [{api: a, method: GET, path: /a, needs: pat}, {api: a, method: GET, path: /a, needs: pat}]": "sentinel 2 (a GET /a): it stands twice",
	} {
		if _, err := ParseGuard([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that says %q", text, err, want)
		}
	}
}
