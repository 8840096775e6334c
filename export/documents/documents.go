// Package documents puts together what is published of a catalog: the same
// content in every form in which people and programs read it.
package documents

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/printable"
	"authcat/export"
	"authcat/export/changelog"
	"authcat/export/chart"
	"authcat/export/explorer"
	"authcat/export/records"
	"authcat/export/report"
	"authcat/export/routes"
	"authcat/export/wiki"
	"authcat/export/workbook"
)

// Catalog is what is published, with the day that it shows.
type Catalog struct {
	Snapshot *catalog.Snapshot
	Dataset  export.Dataset
	// Changes are what changed on each day, in any order; none where there is
	// nothing to compare with.
	Changes []changelog.Entry
	// Since says since when operations need what they need, as far as it is known.
	Since answer.SinceAll
	// Site is the address of the folder in which the documents are published,
	// "" where it is not known; the feed names it.
	Site string
	// Database writes the catalog as an SQLite file. It is given from outside:
	// this package does not know how catalogs are kept.
	Database func(context.Context) ([]byte, error)
}

// format is one form of the documents: which files it has and what is in each.
type format struct {
	name  string
	files []file
	// asked is set where it is written only when it is asked for by its name.
	asked bool
}

// file is one published file.
type file struct {
	name string
	// what says what is in it, in words that stand in a sentence; "" for a file
	// that no page points to.
	what  string
	write func(context.Context, *Catalog) ([]byte, error)
}

// The names of files that are known outside.
const (
	TableName    = "endpoint-authorization.csv"
	WorkbookName = "endpoint-authorization.xlsx"
	DatabaseName = "endpoint-authorization.db"
	ExplorerName = "index.html"
	FeedName     = "changes.atom"
)

// markdown is the name of the format whose files are the wiki's pages, svg that
// of the picture, which they show and which comes with them.
const (
	markdown = "markdown"
	svg      = "svg"
)

// formats is the one table of formats. The pages of the format markdown come
// from package wiki; here stand only the files beside them.
var formats = []format{
	{name: svg, files: []file{{wiki.Chart, "", features}, {wiki.Courses, "", courses}}},
	{name: markdown, files: []file{
		{FeedName, "the changes as an Atom feed", func(_ context.Context, c *Catalog) ([]byte, error) {
			return changelog.Feed(c.Changes, c.site())
		}},
	}},
	{name: "csv", files: []file{
		{TableName, "one row per operation, for filtering", table(endpoints)},
		{"grants.csv", "one row for each operation, credential and scope, for pivots", table(grants)},
		{"scopes.csv", "what each scope opens", table(scopes)},
		{"features.csv", "features by API and credential", table(featureCounts)},
		{"user-levels.csv", "the user levels", table(levels)},
		{"findings.csv", "what is odd about the published data", table(findings)},
	}},
	{name: "json", files: []file{
		{records.DocumentName, "all of it in one JSON document", func(_ context.Context, c *Catalog) ([]byte, error) { return records.JSON(c.Snapshot, c.Dataset) }},
		{records.SchemaName, "the JSON document's schema", func(context.Context, *Catalog) ([]byte, error) { return records.Schema(), nil }},
	}},
	{name: "xlsx", files: []file{{WorkbookName, "the tables as an Excel workbook", sheets}}},
	{name: "html", files: []file{{ExplorerName, "all endpoints to search and filter in a browser, offline too", func(_ context.Context, c *Catalog) ([]byte, error) {
		return explorer.Page(c.Snapshot, c.Dataset, c.Since)
	}}}},
	{name: "sqlite", files: []file{{DatabaseName, "the catalog itself, an SQLite file", func(ctx context.Context, c *Catalog) ([]byte, error) { return c.Database(ctx) }}}},
	{name: "routes", asked: true, files: []file{{routes.Name, "which calls reach which operation, as SQL to join logs with", func(_ context.Context, c *Catalog) ([]byte, error) {
		return routes.SQL(c.Snapshot, c.Dataset), nil
	}}}},
}

// FormatNames lists the names, for error messages.
func FormatNames() string { return strings.Join(names(formats), "|") }

// AskedFormats are the names of those that are written only where they are asked for.
func AskedFormats() []string {
	return names(slices.DeleteFunc(slices.Clone(formats), func(f format) bool { return !f.asked }))
}

func names(formats []format) []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Files writes the documents in some formats, without any in all but those that
// have to be asked for, in the order of their names, as a layout wants them: see wiki.Layouts. An unknown format is
// an error.
func (c *Catalog) Files(ctx context.Context, layout wiki.Layout, wanted ...string) ([]export.File, error) {
	chosen, err := choose(wanted)
	if err != nil {
		return nil, err
	}
	w := &wiki.Wiki{Report: report.Make(c.Snapshot), Dataset: c.Dataset, Layout: layout, Since: c.Since}
	w.Changes = changelog.Page(c.Changes, changelog.Links{Feed: layout.Link(FeedName)})
	var files []export.File
	for _, format := range chosen {
		for _, f := range format.files {
			body, err := f.write(ctx, c)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
			files = append(files, export.File{Name: layout.Attachment(f.name), Body: body})
			w.Attachments = append(w.Attachments, wiki.Attachment{Name: f.name, What: f.what})
		}
	}
	if slices.ContainsFunc(chosen, func(f format) bool { return f.name == markdown }) {
		files = append(files, w.Pages()...)
	}
	slices.SortFunc(files, func(a, b export.File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

// IsDocument reports whether a file of a folder bears the name of a document.
func IsDocument(name string) bool {
	return wiki.IsPage(name) || slices.ContainsFunc(formats, func(f format) bool {
		return slices.ContainsFunc(f.files, func(f file) bool { return f.name == name })
	})
}

// Wiki are the formats that a wiki gets: the pages, and the tables and the
// workbook that they point to. Wikis show no page of HTML as such, and the
// rest is too large for a repository that keeps every version.
func Wiki() []string { return []string{markdown, "csv", "xlsx"} }

// CheckFormats reports whether formats are known.
func CheckFormats(wanted []string) error {
	_, err := choose(wanted)
	return err
}

// CheckSite reports whether an address can be a Catalog's Site.
func CheckSite(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || address != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http"):
		return errors.New("takes an http or https address")
	case printable.PublicURL(address) != address:
		return errors.New("takes an address without user, password, query and fragment, since it is published")
	default:
		return nil
	}
}

// site is where readers of the feed find it. Its ids begin with the host and
// the year of the feed's first version, which stays (RFC 4151).
func (c *Catalog) site() changelog.Site {
	u, err := url.Parse(c.Site)
	if err != nil || u.Host == "" {
		return changelog.Site{}
	}
	return changelog.Site{Tag: u.Hostname() + ",2026", Page: u.JoinPath("changes.md").String(), Feed: u.JoinPath(FeedName).String()}
}

func choose(wanted []string) ([]format, error) {
	for _, name := range wanted {
		if !slices.Contains(names(formats), name) {
			return nil, errors.New("unknown format: use some of " + FormatNames())
		}
	}
	if len(wanted) == 0 {
		return slices.DeleteFunc(slices.Clone(formats), func(f format) bool { return f.asked }), nil
	}
	return slices.DeleteFunc(slices.Clone(formats), func(f format) bool {
		return !slices.Contains(wanted, f.name) && (f.name != svg || !slices.Contains(wanted, markdown))
	}), nil
}

func endpoints(c *Catalog) export.Listing { return export.Endpoints(c.Dataset, c.Snapshot.Operations) }
func grants(c *Catalog) export.Listing    { return export.Grants(c.Dataset, c.Snapshot.Operations) }
func scopes(c *Catalog) export.Listing {
	return export.Scopes(c.Dataset, catalog.Scopes(c.Snapshot.Operations))
}
func featureCounts(c *Catalog) export.Listing { return export.APIFeatures(c.Dataset, c.Snapshot) }
func levels(c *Catalog) export.Listing        { return export.Levels(c.Dataset, c.Snapshot.LevelUses()) }
func findings(c *Catalog) export.Listing {
	return export.Findings(c.Dataset, c.Snapshot, c.Snapshot.AllFindings())
}

// table writes a listing as CSV.
func table(listing func(*Catalog) export.Listing) func(context.Context, *Catalog) ([]byte, error) {
	return func(_ context.Context, c *Catalog) ([]byte, error) {
		var b bytes.Buffer
		_, err := export.CSV{}.Render(&b, listing(c))
		return b.Bytes(), err
	}
}

func sheets(_ context.Context, c *Catalog) ([]byte, error) {
	return workbook.Write([]workbook.Sheet{
		{Name: "Endpoints", Listing: endpoints(c)},
		{Name: "Scopes", Listing: scopes(c)},
		{Name: "User levels", Listing: levels(c)},
		{Name: "Findings", Listing: findings(c)},
	})
}

// courses is the picture of how much of each feature took API clients, over time.
func courses(_ context.Context, c *Catalog) ([]byte, error) {
	var rows []chart.Course
	for _, feature := range c.Since.Features {
		row := chart.Course{Label: cmp.Or(feature.Feature, "All features")}
		for _, day := range feature.Days {
			on, err := time.Parse(time.DateOnly, day.Day)
			if err != nil {
				return nil, fmt.Errorf("a day of the history is %q: %w", day.Day, err)
			}
			row.Steps = append(row.Steps, chart.Step{Day: on, Part: day.Open, Whole: day.Operations})
		}
		rows = append(rows, row)
	}
	return chart.Courses("Operations that take an API client's token, as published, over time", rows, c.Since.By.AsOf), nil
}

// features is the picture of features by credential.
func features(_ context.Context, c *Catalog) ([]byte, error) {
	series := make([]string, len(catalog.AllNeeds))
	for i, needs := range catalog.AllNeeds {
		series[i] = export.NeedsHeading(needs)
	}
	summary := report.Make(c.Snapshot).Summary
	bars := make([]chart.Bar, 0, len(summary.Features))
	for _, feature := range summary.Features {
		bar := chart.Bar{Label: feature.Text}
		for _, needs := range catalog.AllNeeds {
			bar.Values = append(bar.Values, feature.Counts.Needs[needs])
		}
		bars = append(bars, bar)
	}
	title := "Endpoints of each feature by credential"
	if summary.API != "" {
		title = "Operations of each feature of API " + summary.API + " by credential"
	}
	return chart.Stacked(title, series, bars), nil
}
