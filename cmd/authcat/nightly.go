package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog/printable"
	"authcat/cmd/authcat/nightly"
	"authcat/crawler/fetch"
	"authcat/export/documents"
	"authcat/export/folder"
	"authcat/export/publish"
	"authcat/export/wiki"
)

// nightlyFlags are the flags of the nightly command. The crawl's own flags mean
// the same as there.
type nightlyFlags struct {
	crawl     crawlFlags
	state     string
	out       string
	overwrite bool
	formats   []string
	site      string
	guard     guardFlags
	accept    string
	days      int
	maxAge    int
	keep      int
	wiki      publishFlags
	pause     time.Duration
	heartbeat string

	observations string
	watch        string
	webhook      string
	log          string
	timeout      time.Duration
	exitZero     bool
}

func newNightly(e environment) *cobra.Command {
	var flags nightlyFlags
	command := &cobra.Command{
		Use:   "nightly",
		Short: "Crawl, guard, publish and report, unattended",
		Long: `Crawl what changed, compare with what is out, and publish the documents anew.

Nothing worse than yesterday's is published: the guard compares the new catalog
with the last published one, and refuses what lost operations, scopes, levels
or credentials. An API that is refused, and a source that can't be read, keep
their last good facts, marked with their day; the others are published. A run
without change upstream parses and writes nothing. What is published that no
source reads is named. The state directory keeps the last catalog, dated
snapshots, what was received, and the report of the run, report.json.

Exit codes: 0 published, 10 nothing changed, 11 published with kept sources, 12
refused by the guard, in whole or in part, 1 failed, 2 wrong usage.`,
		Example: `  authcat nightly --state /var/lib/authcat --out /srv/www/authcat
  authcat nightly --state /var/lib/authcat --out docs --wiki https://github.com/acme/docs.wiki.git
  authcat nightly --state /var/lib/authcat --out docs --accept "SailPoint retired /v3"`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	flags.add(command, e)
	return command
}

func (f *nightlyFlags) add(command *cobra.Command, e environment) {
	set := command.Flags()
	addState(command, e, &f.state)
	set.StringVar(&f.out, "out", "", "`DIR` for the documents; best one of its own")
	set.BoolVar(&f.overwrite, "overwrite", false, overwriteHelp+", in the folder and in the wiki; one run with it is enough")
	set.StringVar(&f.crawl.mirror, "mirror", "", "read https://HOST/PATH from `DIR`/HOST/PATH instead of the network")
	set.StringVar(&f.crawl.mirrorDate, "mirror-date", "", "`DAY` that the mirror shows, as 2026-08-22; without it each file's own time counts")
	set.StringVar(&f.crawl.sources, "sources", "", "`FILE` with a list of sources of your own")
	addDocs(command, &f.crawl.docs)
	set.DurationVar(&f.crawl.docsPause, "docs-pause", 500*time.Millisecond, "least time between two requests to a documentation host")
	set.DurationVar(&f.crawl.timeout, "fetch-timeout", 2*time.Minute, "time that one attempt to get a document may take")
	set.DurationVar(&f.pause, "fetch-pause", 500*time.Millisecond, "pause before a failed attempt is repeated; it doubles with each, and a server's Retry-After counts instead")
	addDocumentFormats(command, &f.formats)
	set.StringVar(&f.site, "site", "", siteHelp)
	set.StringVar(&f.guard.thresholds, "thresholds", "", "`FILE` with the guard's limits and sentinels of your own; see authcat guard")
	set.StringVar(&f.accept, "accept", "", "publish what the guard refuses, for this `REASON`, which is recorded")
	set.IntVar(&f.days, "accept-days", 7, "`DAYS` for which --accept holds")
	set.IntVar(&f.maxAge, "max-age", 14, "`DAYS` after which kept facts are warned of at the top of the documents")
	set.IntVar(&f.keep, "keep", 400, "dated snapshots that are kept")
	set.StringVar(&f.wiki.target.URL, "wiki", "", "`URL` of a git wiki that gets the pages too; see authcat publish")
	addLayout(command, &f.wiki.layout, "", "the wiki's `LAYOUT` (default: what the URL's host tells)")
	set.StringVar(&f.wiki.target.Branch, "branch", "", "the wiki's `BRANCH` (default: the repository's own)")
	set.StringVar(&f.wiki.target.Dir, "dir", "", "`DIR` in the wiki's repository (default: its root)")
	addObservations(command, e, &f.observations)
	set.StringVar(&f.watch, "watch", "", "`FILE` of endpoints whose changes the report names: a plan that 'authcat plan --write' kept, or lines as GET /v2025/access-profiles")
	set.StringVar(&f.heartbeat, "heartbeat", "", "`URL` to ask after a run that did its work, for a dead man's switch (or AUTHCAT_HEARTBEAT)")
	set.StringVar(&f.webhook, "webhook", "", "`URL` to post the summary to, as JSON with \"text\" (or AUTHCAT_WEBHOOK)")
	addChoice(command, &f.log, "log-format", "text", []string{"text", formatJSON}, "`FORM` of the log on stderr")
	set.DurationVar(&f.timeout, "timeout", time.Hour, "time that the whole run may take")
	set.BoolVar(&f.exitZero, "exit-zero", false, "exit with 0 unless the run was refused or failed, for schedulers that know no other success")
	_ = command.MarkFlagRequired("out") // fails only for a flag that does not exist
}

func (f *nightlyFlags) run(ctx context.Context, e environment) error {
	log := newLog(f.log, e)
	job, err := f.job(e, log)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, f.timeout, fmt.Errorf("the run took longer than --timeout %s", f.timeout))
	defer cancel()
	report, err := job.Run(ctx)
	fmt.Fprintln(e.stdout, report.Summary)
	f.signal(e, log, report)
	switch {
	case err != nil:
		return err
	case report.Outcome == nightly.Published, f.exitZero:
		return nil
	default:
		return &outcomeError{report.Outcome}
	}
}

// outcomeError is a run that did its work, and an exit code that says how it ended.
type outcomeError struct{ outcome nightly.Outcome }

func (e *outcomeError) Error() string { return string(e.outcome) }

func newLog(format string, e environment) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelInfo, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if text := a.Value.String(); a.Value.Kind() == slog.KindString || a.Value.Kind() == slog.KindAny {
			a.Value = slog.StringValue(printable.Message(text)) // before it is quoted
		}
		return a
	}}
	if e.debugging() {
		options.Level = slog.LevelDebug
	}
	if format == formatJSON {
		return slog.New(slog.NewJSONHandler(e.stderr, options))
	}
	return slog.New(slog.NewTextHandler(e.stderr, options))
}

// job puts together what is run.
func (f *nightlyFlags) job(e environment, log *slog.Logger) (*nightly.Job, error) {
	if err := documents.CheckFormats(f.formats); err != nil {
		return nil, &usageError{err}
	}
	if err := documents.CheckSite(f.site); err != nil {
		return nil, &usageError{fmt.Errorf("--site %w", err)}
	}
	if err := folder.CheckPlace(f.out); err != nil {
		return nil, &usageError{fmt.Errorf("--out: %w", err)}
	}
	if f.accept != "" && f.days < 1 {
		return nil, &usageError{errors.New("--accept-days must be at least 1")}
	}
	list, source, err := f.crawl.open(e)
	if err != nil {
		return nil, err
	}
	if network, ok := source.(*fetch.HTTP); ok {
		network.Wait = f.pause
	}
	config, err := f.guard.config(e)
	if err != nil {
		return nil, err
	}
	target, err := f.target(e)
	if err != nil {
		return nil, err
	}
	program, err := programHash()
	if err != nil {
		return nil, err
	}
	seen, err := readObservations(f.observations)
	if err != nil {
		return nil, err
	}
	watch, err := readWatch(f.watch)
	if err != nil {
		return nil, err
	}
	return &nightly.Job{
		State: f.state, Out: f.out, Overwrite: f.overwrite, Sources: list, Source: source, Archive: f.crawl.mirror == "",
		Pages: f.crawl.docs == docsPages, Pause: f.crawl.pause(), Guard: config,
		Accept: nightly.Accept{Reason: f.accept, Days: f.days}, MaxAge: time.Duration(f.maxAge) * 24 * time.Hour,
		Keep: f.keep, Observations: seen, Watch: watch, Formats: f.formats, Site: f.site, Wiki: target, Program: program, Since: bundledSince, Now: e.now, Log: log,
	}, nil
}

func (f *nightlyFlags) target(e environment) (*nightly.Wiki, error) {
	if f.wiki.target.URL == "" {
		return nil, nil
	}
	target := f.wiki.target
	target.Overwrite = f.overwrite
	target.Token, target.Username = publish.Secret(e.getenv("AUTHCAT_GIT_TOKEN")), e.getenv("AUTHCAT_GIT_USERNAME")
	name := f.wiki.layout
	if name == "" {
		name = layoutOf(target.Host())
	}
	layout, err := wiki.LayoutNamed(name)
	if err != nil {
		return nil, &usageError{err}
	}
	return &nightly.Wiki{Target: target, Layout: layout, Formats: documents.Wiki()}, nil
}
