package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"authcat/catalog/printable"
	"authcat/cmd/authcat/nightly"
	"authcat/crawler"
	"authcat/crawler/fetch"
)

// signalTimeout bounds a heartbeat and a webhook: neither may hold up the run.
const signalTimeout = 15 * time.Second

// signal tells the outside how the run went. A refused or failed one sends
// no heartbeat: that silence is the alarm. What can't be sent is only logged.
func (f *nightlyFlags) signal(e environment, log *slog.Logger, report *nightly.Report) {
	if address := orDefault(f.heartbeat, e.getenv("AUTHCAT_HEARTBEAT")); address != "" && report.Outcome != nightly.Refused && report.Outcome != nightly.Failed {
		notify(log, "heartbeat", http.MethodGet, address, nil)
	}
	if address := orDefault(f.webhook, e.getenv("AUTHCAT_WEBHOOK")); address != "" {
		body, err := json.Marshal(struct {
			Text    string          `json:"text"`
			Outcome nightly.Outcome `json:"outcome"`
			Report  *nightly.Report `json:"report"`
		}{report.Summary, report.Outcome, report})
		if err != nil {
			log.Warn("webhook", "error", err)
			return
		}
		notify(log, "webhook", http.MethodPost, address, body)
	}
}

// notify sends one request. The address may be a secret (a chat's webhook is):
// no error names it, and no redirect is followed, which would hand it and the
// report on to whoever is named there.
func notify(log *slog.Logger, what, method, address string, body []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), signalTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil || request.URL.Scheme != "http" && request.URL.Scheme != "https" || request.URL.Host == "" {
		log.Warn(what + ": its address is none")
		return
	}
	request.Header.Set("User-Agent", crawler.UserAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{CheckRedirect: stayHome}
	response, err := client.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		log.Warn(what+" was not delivered", "error", printable.Message(err.Error()))
		return
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16)) // so that the connection can be closed in order
	if response.StatusCode/100 != 2 {
		log.Warn(what+" was not delivered", "status", fetch.StatusText(response.StatusCode))
	}
}

// stayHome follows redirects within a host. Another one would learn the
// address, which is a secret, or get the report.
func stayHome(next *http.Request, via []*http.Request) error {
	next.Header.Del("Referer")
	if first := via[0].URL; next.URL.Host != first.Host || first.Scheme == "https" && next.URL.Scheme != "https" || len(via) > 5 {
		return errors.New("it redirects elsewhere, which is not followed")
	}
	return nil
}

// programHash identifies the running program: another build reads the same
// documents differently.
func programHash() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("the program can't read itself: %w", err)
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
