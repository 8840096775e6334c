package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog/defect"
	"authcat/export/explorer"
)

// serveLimits keep a browser that sends or reads without end from staying.
type serveLimits struct {
	// request is how long a request may take to arrive, answer how long its
	// answer may take from then on, the page's making included.
	request, answer time.Duration
	// idle is how long a connection may stay without a request, stop how long
	// running answers may take when the server stops.
	idle, stop time.Duration
	// header bounds a request's header, in bytes.
	header int
}

// servePage are the limits for one page of 3 MB or more. A tunnel from another
// machine that carries 40 kB a second is fast enough.
func servePage() serveLimits {
	return serveLimits{request: 10 * time.Second, answer: 2 * time.Minute, idle: time.Minute, stop: 5 * time.Second, header: 16 << 10}
}

func newServe(e environment) *cobra.Command {
	var flags dataFlags
	var addr string
	var open bool
	command := &cobra.Command{
		Use:   "serve",
		Short: "Show the catalog in a browser: a page to search and filter",
		Long: `Serve the explorer page to the browsers of this machine, and to no one else: the
address must be a loopback address. A catalog file that changes is read anew at
the next request; while it can't be read, the last good page is served.

The page needs no server: saved as a file it works the same.`,
		Example: `  authcat serve
  authcat serve --db catalog.db --addr 127.0.0.1:0`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error {
			if err := checkLoopback(addr); err != nil {
				return &usageError{err}
			}
			ctx := command.Context()
			site := &explorerSite{file: flags.file(), stderr: e.stderr, load: func() ([]byte, error) {
				c, err := flags.load(ctx)
				if err != nil {
					return nil, err
				}
				since, err := bundledSince(c.Snapshot)
				if err != nil {
					return nil, err
				}
				return explorer.Page(c.Snapshot, c.Dataset, since)
			}}
			if err := site.start(); err != nil {
				return err
			}
			return serve(ctx, e, addr, site, servePage(), func(address string) {
				if open {
					e.openPage(ctx, address)
				}
			})
		},
	}
	flags.addDB(command, e)
	command.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "loopback `ADDRESS` and port to listen on; port 0 takes a free one")
	command.Flags().BoolVar(&open, "open", false, "open the page in the browser")
	return command
}

// serve answers on a loopback address until the context ends. listening is told
// the page's address, and may take its time.
func serve(ctx context.Context, e environment, addr string, site http.Handler, limits serveLimits, listening func(address string)) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("%w; choose another port with --addr, 0 takes a free one", err)
	}
	// "localhost" is a name, and names lead where the machine's settings say.
	if at, ok := listener.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		return errors.Join(fmt.Errorf("--addr leads to %s, which is no loopback address", listener.Addr()), listener.Close())
	}
	server := &http.Server{
		Handler: contained(e, site), ReadTimeout: limits.request, WriteTimeout: limits.answer, IdleTimeout: limits.idle, MaxHeaderBytes: limits.header,
	}
	address := fmt.Sprintf("http://%s/", listener.Addr())
	fmt.Fprintln(e.stdout, address)
	fmt.Fprintln(e.stderr, "serving until Ctrl-C")
	server.ErrorLog = log.New(e.stderr, "authcat: ", 0)
	ended := make(chan error, 1)
	go func() {
		if err := defect.Contain("opening the page", func() error { listening(address); return nil }); err != nil {
			fmt.Fprintln(e.stderr, "authcat:", err)
		}
	}()
	go func() { ended <- defect.Contain("serving", func() error { return server.Serve(listener) }) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), limits.stop)
	defer cancel()
	if err := server.Shutdown(stopping); errors.Is(err, context.DeadlineExceeded) {
		return server.Close() // on those who read too slowly
	} else if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// contained answers a request on which the program fails with an error: net/http
// would print its stack.
func contained(e environment, site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := defect.Contain("a request", func() error { site.ServeHTTP(w, r); return nil })
		if err != nil {
			fmt.Fprintln(e.stderr, "authcat:", err)
			e.debug(err)
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// checkLoopback refuses an address that other machines could reach.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return errors.New("--addr takes an address and a port like 127.0.0.1:8080")
	}
	if !isLoopback(host) {
		return errors.New("--addr takes a loopback address, since the page is served to this machine only: use 127.0.0.1, [::1] or localhost")
	}
	return nil
}

// pageTag names a page's bytes in answers.
func pageTag(page []byte) string { return fmt.Sprintf(`"%x"`, sha256.Sum256(page)) }
