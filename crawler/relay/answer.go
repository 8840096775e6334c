package relay

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// answered looks at an answer before it is passed on.
func (r *Relay) answered(answer *http.Response) error {
	r.leadBack(answer)
	request := answer.Request
	if answer.StatusCode == http.StatusSwitchingProtocols || !r.sees(request.URL) {
		return nil
	}
	exchange := Exchange{
		Method: request.Method, Path: request.URL.EscapedPath(), Authorization: request.Header.Get("Authorization"), Status: answer.StatusCode,
	}
	if answer.StatusCode < 400 || answer.Body == nil || answer.Body == http.NoBody || !isJSON(answer.Header) {
		r.Tell(exchange)
		return nil
	}
	packed := answer.Header.Get("Content-Encoding")
	answer.Body = &listener{ReadCloser: answer.Body, most: r.ErrorBytes, tell: func(heard []byte) {
		exchange.Error = unpacked(packed, heard, r.ErrorBytes)
		r.Tell(exchange)
	}}
	return nil
}

// sees reports whether calls of a path are told. Where one has "." or ".." in it
// the server decides what is called.
func (r *Relay) sees(called *url.URL) bool {
	dots := slices.ContainsFunc(strings.Split(called.Path, "/"), func(segment string) bool { return segment == "." || segment == ".." })
	return !dots && !slices.Contains(r.Unseen, path.Clean(called.Path))
}

// leadBack makes a redirect to the host one to the relay, under the name by which
// it was called. One to elsewhere stays as it is, and is never followed here.
func (r *Relay) leadBack(answer *http.Response) {
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || !r.isHost(to.Host) || to.Scheme != "" && to.Scheme != "https" {
		return
	}
	called, ok := answer.Request.Context().Value(calledAs{}).(string)
	if !ok || r.isHost(called) {
		return
	}
	to.Scheme, to.Host, to.User = "http", called, nil
	answer.Header.Set("Location", to.String())
}

func isJSON(header http.Header) bool {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}

// unpacked is how a body begins that was packed as its header says, nil where that is not read.
func unpacked(how string, body []byte, most int) []byte {
	switch strings.ToLower(how) {
	case "", "identity":
		return body
	case "gzip":
		plain, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil
		}
		begins, _ := io.ReadAll(io.LimitReader(plain, int64(most))) // it may be cut off
		return begins
	default:
		return nil
	}
}

// listener hears how a body begins while it passes, and tells it once at its end.
type listener struct {
	io.ReadCloser
	most  int
	heard []byte
	once  sync.Once
	tell  func(heard []byte)
}

func (l *listener) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if room := l.most - len(l.heard); room > 0 {
		l.heard = append(l.heard, p[:min(n, room)]...)
	}
	if err != nil {
		l.end()
	}
	return n, err
}

func (l *listener) Close() error {
	l.end()
	return l.ReadCloser.Close()
}

func (l *listener) end() { l.once.Do(func() { l.tell(l.heard) }) }
