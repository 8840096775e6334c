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

	"authcat/cmd/authcat/nightly"
)

// signalTimeout bounds a heartbeat and a webhook: neither may hold up the night.
const signalTimeout = 15 * time.Second

// signal tells the outside how the night went. A refused or failed night sends
// no heartbeat: that silence is the alarm. What can't be told is only logged.
func (f *nightlyFlags) signal(e environment, log *slog.Logger, report *nightly.Report) {
	if address := orDefault(f.heartbeat, e.getenv("AUTHCAT_HEARTBEAT")); address != "" && report.Outcome != nightly.Refused && report.Outcome != nightly.Failed {
		tell(log, "heartbeat", http.MethodGet, address, nil)
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
		tell(log, "webhook", http.MethodPost, address, body)
	}
}

// tell sends one request. The address may be a secret (a chat's webhook is):
// no error names it, and no redirect is followed, which would hand it and the
// report on to whoever is named there.
func tell(log *slog.Logger, what, method, address string, body []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), signalTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		log.Warn(what + ": its address is none")
		return
	}
	request.Header.Set("User-Agent", userAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		log.Warn(what+" was not delivered", "error", err)
		return
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16)) // so that the connection can be closed in order
	switch response.StatusCode / 100 {
	case 2:
	case 3:
		log.Warn(what+" was not delivered: it is redirected, and redirects are not followed; give the address where it leads", "status", response.Status)
	default:
		log.Warn(what+" was not delivered", "status", response.Status)
	}
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
