package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/traffic"
	"authcat/crawler/relay"
	"authcat/export"
)

// recordFlags are the flags of the record command.
type recordFlags struct {
	dataFlags
	into         observations
	as           string
	tenant, host string
	listen       string
	anywhere     bool
}

// recordLimits are those of the relay. A body may take any time, in both directions.
type recordLimits struct {
	header, idle time.Duration
	// write is how often what was seen is written, stop how long running calls may take at the end.
	write, stop time.Duration
	headerBytes int
}

func recordSlowly() recordLimits {
	return recordLimits{header: 30 * time.Second, idle: 2 * time.Minute, write: 3 * time.Second, stop: 10 * time.Second, headerBytes: 256 << 10}
}

func newRecord(e environment) *cobra.Command {
	var flags recordFlags
	command := &cobra.Command{
		Use:   "record --tenant NAME | --host HOST --observations FILE",
		Short: "Pass calls on to a tenant's API, and keep how they are answered",
		Long: `Pass calls on to a tenant's API, and keep how they are answered: give your program
the address of this proxy in place of https://NAME.api.identitynow.com. Calls and
answers pass unchanged, uploads, streams and websockets too; only a redirect to
the API leads back here. No other host can be reached through it.

What is kept is what 'authcat observe' keeps, nothing else; of calls that get a
token nothing at all. It is written every few seconds and at the end (Ctrl-C).
The credential is read from the token's claims; where it has none that can be
read, --as says it, or it stays unknown.

It speaks HTTP, to programs of this machine: whoever can listen to them could
read their tokens. With --listen-anywhere it listens on other addresses too.`,
		Example: `  authcat record --tenant acme --observations seen.txt
  authcat record --host acme.api.identitynow-demo.com --listen 127.0.0.1:0 --observations seen.txt`,
		Args: func(command *cobra.Command, args []string) error {
			if err := arguments(0, 0)(command, args); err != nil {
				return err
			}
			return flags.into.named()
		},
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e, recordSlowly()) },
	}
	flags.addCatalog(command, e)
	flags.into.addFlag(command, e)
	set := command.Flags()
	set.StringVar(&flags.tenant, "tenant", "", "`NAME` of the tenant, as in NAME.api.identitynow.com")
	set.StringVar(&flags.host, "host", "", "`HOST` of the tenant's API where that is another: a demo tenant's, a vanity host")
	addCredential(command, &flags.as, "`KIND` of credential of calls without a token that can be read")
	set.StringVar(&flags.listen, "listen", "127.0.0.1:8089", "loopback `ADDRESS` and port to listen on; port 0 takes a free one")
	set.BoolVar(&flags.anywhere, "listen-anywhere", false, "--listen may be an address that other machines reach")
	command.MarkFlagsOneRequired("tenant", "host")
	command.MarkFlagsMutuallyExclusive("tenant", "host")
	return command
}

// isTenant reports whether a text is what a tenant can be called, a label of a host's name.
func isTenant(text string) bool {
	const characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
	return text != "" && len(text) < 64 && strings.Trim(text, characters) == "" && text[0] != '-' && text[len(text)-1] != '-'
}

// isHostName reports whether a text is the name of a host: no address, of which
// the last part is a number.
func isHostName(text string) bool {
	labels := strings.Split(text, ".")
	last := labels[len(labels)-1]
	return len(text) < 254 && len(labels) > 1 && strings.Trim(last, "0123456789") != "" && !slices.ContainsFunc(labels, func(label string) bool { return !isTenant(label) })
}

// target is the host that is called, and the tenant whose it is.
func (f *recordFlags) target() (host, tenant string, err error) {
	if f.host == "" {
		if !isTenant(f.tenant) {
			return "", "", &usageError{errors.New("--tenant takes a tenant's name, as in NAME.api.identitynow.com")}
		}
		return f.tenant + catalog.TenantHosts[0], f.tenant, nil
	}
	if !isHostName(f.host) {
		return "", "", &usageError{errors.New("--host takes the name of a host like acme.api.identitynow-demo.com, without scheme, port and path")}
	}
	tenant = f.host
	if name := tenantOf(f.host); name != "" {
		tenant = name
	}
	return f.host, tenant, nil
}

func (f *recordFlags) run(ctx context.Context, e environment, limits recordLimits) error {
	host, tenant, err := f.target()
	if err != nil {
		return err
	}
	if err := checkListen(f.listen, f.anywhere); err != nil {
		return &usageError{err}
	}
	if _, err := f.into.read(); err != nil {
		return err
	}
	c, err := f.load(ctx)
	if err != nil {
		return err
	}
	salt, err := f.into.salt()
	if err != nil {
		return err
	}
	said := traffic.Said{Credential: credentialNamed(f.as), MayBeUnknown: true, Tenant: tenant}
	r := &recorder{e: e, file: f.into, tally: traffic.NewTally(c.Snapshot, said, salt)}
	passing := &relay.Relay{
		Host: host, Dial: e.dial, TLS: &tls.Config{RootCAs: e.trust, MinVersion: tls.VersionTLS12},
		Named:  func(host string) bool { return f.anywhere || isLoopback(hostOf(host)) },
		Unseen: []string{catalog.TokenPath}, ErrorBytes: traffic.DetailBytes, Tell: r.tell,
	}
	return r.serve(ctx, f.listen, f.anywhere, passing.Handler(), limits)
}

// checkListen refuses an address that other machines could reach, unless that is wanted.
func checkListen(address string, anywhere bool) error {
	host, port, err := net.SplitHostPort(address)
	if _, odd := strconv.ParseUint(port, 10, 16); err != nil || odd != nil || host != "" && net.ParseIP(host) == nil && !isHostName(host) && host != "localhost" {
		return errors.New("--listen takes an address and a port like 127.0.0.1:8089")
	}
	if !anywhere && !isLoopback(host) {
		return errors.New("--listen takes a loopback address, since tokens pass unencrypted: use 127.0.0.1, [::1] or localhost, or say --listen-anywhere")
	}
	return nil
}

// serve passes calls on until the context ends, then writes what was seen.
func (r *recorder) serve(ctx context.Context, address string, anywhere bool, passing http.Handler, limits recordLimits) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("%w; choose another port with --listen, 0 takes a free one", err)
	}
	// "localhost" is a name, and names lead where the machine's settings say.
	if at, ok := listener.Addr().(*net.TCPAddr); !anywhere && (!ok || !at.IP.IsLoopback()) {
		return errors.Join(fmt.Errorf("--listen leads to %s, which is no loopback address", listener.Addr()), listener.Close())
	}
	server := &http.Server{
		Handler: passing, ReadHeaderTimeout: limits.header, IdleTimeout: limits.idle, MaxHeaderBytes: limits.headerBytes,
		ErrorLog: log.New(io.Discard, "", 0), // its messages repeat what callers send
	}
	fmt.Fprintf(r.e.stderr, "http://%s/ stands for the tenant's API until Ctrl-C; what is seen is added to %s\n", listener.Addr(), r.file.path)
	ended := make(chan error, 1)
	go func() { ended <- defect.Contain("passing calls on", func() error { return server.Serve(listener) }) }()
	failed := r.keep(ctx, ended, limits.write)
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), limits.stop)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		_ = server.Close() // on those that take too long
	}
	err = errors.Join(failed, r.write())
	fmt.Fprintln(r.e.stderr, export.TrafficPhrase(r.seen()))
	return err
}

// keep writes what is seen from time to time, until the context ends or serving fails.
func (r *recorder) keep(ctx context.Context, ended <-chan error, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	last := ""
	for {
		select {
		case err := <-ended:
			return err
		case <-ctx.Done():
			return nil
		case <-tick.C:
			said := ""
			if err := r.write(); err != nil {
				said = err.Error()
			}
			if said != "" && said != last { // once, until it is another
				fmt.Fprintf(r.e.stderr, "authcat: %s; it is tried again\n", said)
			}
			last = said
		}
	}
}
