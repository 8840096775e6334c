package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"authcat/cmd/authcat/nightly"
)

// listener notes what the outside is told.
type listener struct {
	*httptest.Server
	mutex sync.Mutex
	heard []string
	texts []nightly.Outcome
}

func newListener(t *testing.T) *listener {
	l := &listener{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var said struct {
			Text    string          `json:"text"`
			Outcome nightly.Outcome `json:"outcome"`
			Report  nightly.Report  `json:"report"`
		}
		l.mutex.Lock()
		defer l.mutex.Unlock()
		l.heard = append(l.heard, r.Method+" "+r.URL.Path)
		if r.Method == http.MethodPost && json.Unmarshal(body, &said) == nil && said.Text == said.Report.Summary {
			l.texts = append(l.texts, said.Outcome)
		}
	}))
	t.Cleanup(l.Close)
	return l
}

// since returns what was heard since it was last asked.
func (l *listener) since() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	heard := l.heard
	l.heard = nil
	return heard
}

// A night that did its work beats its heart; a refused or failed one is
// silent there, and says why in the chat.
func TestNightlySignals(t *testing.T) {
	slow(t)
	t.Parallel()
	p, l := newPlace(t, newQuickUpstream(t)), newListener(t)
	p.settings["AUTHCAT_HEARTBEAT"], p.settings["AUTHCAT_WEBHOOK"] = l.URL+"/alive", l.URL+"/chat"
	alive, silent := []string{"GET /alive", "POST /chat"}, []string{"POST /chat"}
	heal := p.up.mark()
	for _, step := range []struct {
		change func()
		code   int
		want   []string
	}{
		{func() {}, exitOK, alive},
		{func() {}, exitUnchanged, alive},
		{func() { p.up.breaks("v3", status(503)) }, exitKept, alive},
		{func() { p.up.breaks("", status(503)) }, exitError, silent},
		{func() { heal(); p.up.edit("v3", firstPaths(12)) }, exitRefused, silent},
	} {
		step.change()
		p.mustNight(t, step.code)
		if heard := l.since(); !slices.Equal(heard, step.want) {
			t.Errorf("exit code %d: heard %q, want %q", step.code, heard, step.want)
		}
	}
	want := []nightly.Outcome{nightly.Published, nightly.Unchanged, nightly.Kept, nightly.Failed, nightly.Refused}
	if !slices.Equal(l.texts, want) {
		t.Errorf("the webhook got %q, want %q", l.texts, want)
	}
}

// Nobody listening is no reason to fail, and the log gives no address away.
func TestNightlyNobodyListens(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	closed := closedPort(t)
	p.settings["AUTHCAT_HEARTBEAT"], p.settings["AUTHCAT_WEBHOOK"] = closed+"secret", closed+"secret"
	o := p.mustNight(t, exitOK)
	o.says(t, "heartbeat was not delivered", "webhook was not delivered", "connection refused")
	o.keepsQuiet(t, "secret")
	p.settings["AUTHCAT_HEARTBEAT"], p.settings["AUTHCAT_WEBHOOK"] = p.up.URL+"/secret", "http://\x7f/secret"
	o = p.mustNight(t, exitUnchanged)
	o.says(t, "heartbeat was not delivered", "404 Not Found", "webhook: its address is none")
	o.keepsQuiet(t, "secret")
}

// A redirect hands neither the address, which may be a secret, nor the report on.
func TestNightlySignalsAreNotRedirected(t *testing.T) {
	t.Parallel()
	p, elsewhere := newPlace(t, newQuickUpstream(t)), newListener(t)
	for _, code := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		redirects := httptest.NewServer(http.RedirectHandler(elsewhere.URL+"/stranger?of=secret", code))
		t.Cleanup(redirects.Close)
		p.settings["AUTHCAT_HEARTBEAT"], p.settings["AUTHCAT_WEBHOOK"] = redirects.URL+"/secret", redirects.URL+"/secret"
		o := p.night(t)
		o.says(t, "heartbeat was not delivered", "webhook was not delivered", "it redirects elsewhere, which is not followed")
		o.keepsQuiet(t, "secret")
	}
	if heard := elsewhere.since(); len(heard) > 0 {
		t.Errorf("another server heard %q", heard)
	}
}

// A scheduler that knows no success but 0 can have it so; a refusal stays one.
func TestNightlyExitZero(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK, "--exit-zero")
	p.mustNight(t, exitOK, "--exit-zero").says(t, "Nothing changed")
	p.up.breaks("nerm", status(503))
	p.mustNight(t, exitOK, "--exit-zero").says(t, "facts kept from earlier")
	p.up.edit("v3", firstPaths(12))
	p.mustNight(t, exitRefused, "--exit-zero")
	p.up.breaks("", status(503))
	p.mustNight(t, exitError, "--exit-zero")
}
