package relay

import (
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// quiet is a log of what these tests bring about on purpose.
var quiet = log.New(io.Discard, "", 0)

// slow leaves a test out with -short.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
}

// long is so much of a thing, or so much more in the long form of the tests.
func long(usual, soak int) int {
	if os.Getenv("AUTHCAT_SOAK") != "" {
		return soak
	}
	return usual
}

// noise is bytes that can't be guessed, so many of them.
func noise(seed uint64, size int64) io.Reader {
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	return io.LimitReader(rand.NewChaCha8(key), size)
}

// busy is a tenant that does what traffic does: it echoes, sums up, is slow, breaks off.
func busy(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/echo":
		_ = http.NewResponseController(w).EnableFullDuplex()
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		buffer := make([]byte, 4096)
		for {
			n, err := r.Body.Read(buffer)
			_, _ = w.Write(buffer[:n])
			_ = http.NewResponseController(w).Flush()
			if err != nil {
				return
			}
		}
	case "/sum":
		_, _ = io.WriteString(w, sum(r.Body))
	case "/slow":
		for i := range 5 {
			fmt.Fprintf(w, "part %d\n", i)
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	case "/forbidden":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `{"detailCode":"403 Forbidden"}`)
	case "/cut", "/reset":
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		if r.URL.Path == "/cut" {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegun")
		}
		_ = conn.Close()
	case "/socket":
		socket(w, r)
	default:
		_, _ = io.WriteString(w, r.URL.RequestURI())
	}
}

// socket takes the connection over and gives every byte back with its case changed.
func socket(w http.ResponseWriter, r *http.Request) {
	conn, both, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	fmt.Fprintf(both, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: %s\r\n\r\n", r.Header.Get("Sec-WebSocket-Key"))
	_ = both.Flush()
	for {
		b, err := both.ReadByte()
		if err != nil {
			return
		}
		_ = both.WriteByte(b ^ 0x20)
		_ = both.Flush()
	}
}

// A thousand calls at once, of all kinds, between them those that break off: the
// others arrive whole.
func TestThousandCallsAtOnce(t *testing.T) {
	slow(t)
	s := newStand(t, busy)
	s.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 1000
	var calls sync.WaitGroup
	start := make(chan struct{})
	for n := range 1000 {
		calls.Go(func() {
			<-start
			if err := s.oneCall(n); err != nil {
				t.Errorf("call %d: %v", n, err)
			}
		})
	}
	began := time.Now()
	close(start)
	calls.Wait()
	t.Logf("took %v", time.Since(began))
	counts := map[string]int{}
	for _, x := range s.waitFor(t, 800) {
		if !strings.HasPrefix(x.Path, "/v3/") {
			counts[fmt.Sprint(x.Path, x.Status)]++
		}
	}
	if counts["/sum200"] != 200 || counts["/slow200"] != 150 || counts["/forbidden403"] != 200 || counts["/cut200"] != 100 {
		t.Errorf("told: %v", counts)
	}
	if len(s.dialed) != 1 {
		t.Errorf("dialed: %v", s.dialed)
	}
}

// oneCall makes the call of a number, and tells what is not as it should be.
func (s *stand) oneCall(n int) error {
	switch n % 10 {
	case 0, 1:
		size := int64(n * 37)
		return s.expect(http.MethodPost, "/sum", noise(uint64(n), size), sum(noise(uint64(n), size)))
	case 2:
		return s.expect(http.MethodGet, "/slow", nil, "part 0\npart 1\npart 2\npart 3\npart 4\n")
	case 3, 4:
		return s.expect(http.MethodGet, "/forbidden", nil, `{"detailCode":"403 Forbidden"}`)
	case 5:
		return s.breaksOff("/cut")
	case 6:
		return s.expect(http.MethodPost, "/reset", strings.NewReader("x"), unreachable+"\n")
	case 7:
		return s.leave(n)
	default:
		path := fmt.Sprintf("/v3/accounts/%d?limit=%d", n, n)
		return s.expect(http.MethodGet, path, nil, path)
	}
}

func (s *stand) expect(method, path string, body io.Reader, want string) error {
	request, err := http.NewRequest(method, s.URL+path, body)
	if err != nil {
		return err
	}
	answer, err := s.Client().Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil || string(got) != want {
		return fmt.Errorf("%s: %q, %w, want %q", path, got, err, want)
	}
	return nil
}

// breaksOff expects what was begun, and then an end that is none.
func (s *stand) breaksOff(path string) error {
	answer, err := s.Client().Get(s.URL + path)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if got, err := io.ReadAll(answer.Body); err == nil || string(got) != "begun" {
		return fmt.Errorf("%s: %q, %w, want a break", path, got, err)
	}
	return nil
}

// leave breaks a call off, in its upload or in its answer.
func (s *stand) leave(n int) error {
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.(*net.TCPConn).SetLinger(0) // a reset
	if n%20 == 7 {
		_, err = io.WriteString(conn, "POST /sum HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: 100000\r\n\r\nbegun")
		return err
	}
	if _, err = io.WriteString(conn, "GET /slow HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n"); err == nil {
		_, err = conn.Read(make([]byte, 10))
	}
	return err
}

// An upload of any size arrives whole.
func TestUpload(t *testing.T) {
	slow(t)
	s := newStand(t, busy)
	size := int64(long(200, 4000)) << 20
	if err := s.expect(http.MethodPut, "/sum", noise(1, size), sum(noise(1, size))); err != nil {
		t.Error(err)
	}
}

// Bodies pass as they come, in both directions at the same time.
func TestBodiesStream(t *testing.T) {
	s := newStand(t, busy)
	from, to := io.Pipe()
	request, _ := http.NewRequest(http.MethodPost, s.URL+"/echo", from)
	answer, err := s.Client().Do(request) // it is there before the request is whole
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	for i := range 20 {
		part := fmt.Sprintf("part %2d", i)
		if _, err := io.WriteString(to, part); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(part))
		if _, err := io.ReadFull(answer.Body, got); err != nil || string(got) != part {
			t.Fatalf("%q, %v, want %q", got, err, part)
		}
	}
	_ = to.Close()
	if rest, err := io.ReadAll(answer.Body); err != nil || len(rest) > 0 {
		t.Errorf("%q, %v", rest, err)
	}
}

// The protocol changes where both sides want it, and bytes pass in both
// directions until one side ends.
func TestWebsocket(t *testing.T) {
	s := newStand(t, busy)
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprint(conn, "GET /socket HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: abc\r\n\r\n")
	answer, reader := readAnswer(t, conn)
	if answer.StatusCode != 101 || answer.Header.Get("Upgrade") != "websocket" || answer.Header.Get("Sec-WebSocket-Accept") != "abc" {
		t.Fatalf("answered %v", answer)
	}
	for _, text := range []string{"a", "\x81\x05HELLO", strings.Repeat("long", 20_000)} {
		go func() { _, _ = io.WriteString(conn, text) }()
		got := make([]byte, len(text))
		if _, err := io.ReadFull(reader, got); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i] != text[i]^0x20 {
				t.Fatalf("byte %d is %q, sent %q", i, got[i], text[i])
			}
		}
	}
	_ = conn.(*net.TCPConn).CloseWrite()
	if _, err := reader.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("after its end: %v", err)
	}
	if told := s.all(); len(told) != 0 {
		t.Errorf("told: %v", told)
	}
}

// Soak: calls for a while, with as many at the same time as a busy integration has.
func TestLongTraffic(t *testing.T) {
	if os.Getenv("AUTHCAT_SOAK") == "" {
		t.Skip("takes a minute: only under AUTHCAT_SOAK")
	}
	s := newStand(t, busy)
	var calls sync.WaitGroup
	end := time.Now().Add(time.Minute)
	for worker := range 100 {
		calls.Go(func() {
			for n := worker; time.Now().Before(end); n += 100 {
				if err := s.oneCall(n % 1000); err != nil {
					t.Errorf("call %d: %v", n, err)
					return
				}
			}
		})
	}
	calls.Wait()
}
