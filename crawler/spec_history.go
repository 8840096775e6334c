package crawler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/crawler/fetch"
	"authcat/crawler/gitlog"
)

// specHistory is one API's document on its way through the commits. It has the
// facts of one version at a time, and no bytes.
type specHistory struct {
	api  catalog.API
	path string
	// versions that no facts were asked of yet, the oldest first. The last one
	// is the document as of the commit; where there is none, that is good.
	versions []specVersion
	// good is the newest version that could be read, facts what it says, if it
	// was read.
	good  specVersion
	facts catalog.Facts
	// gone is set while the branch does not have the document.
	gone bool
	// joined is the same document in many files, nil where there is none; of it,
	// url is its root's address, and files those that its last version was made of.
	joined *specHistory
	url    string
	files  []string
}

// errLacking is a version that the clone does not have.
var errLacking = errors.New("the clone lacks it")

// specVersion is a document's content and the time of the commit that brought it.
type specVersion struct {
	blob string
	at   time.Time
	// broken is why it can't be read; sha256 of its bytes, once they were read.
	broken error
	sha256 string
}

// there reports whether the clone has the document as of the commit.
func (s *specHistory) there() bool { return !s.gone && (len(s.versions) > 0 || s.good.blob != "") }

// current is the document as of the commit.
func (s *specHistory) current() *specVersion {
	if n := len(s.versions); n > 0 {
		return &s.versions[n-1]
	}
	return &s.good
}

// read gets the bytes of a version. A blob that is too large for a document is
// a broken one.
func (p *Past) read(ctx context.Context, spec *specHistory, version *specVersion) (fetch.Page, error) {
	body, err := p.Repository.Read(ctx, version.blob)
	if gitlog.KindOf(err) == gitlog.TooLarge {
		version.broken, version.sha256 = err, "-"
		return fetch.Page{}, nil
	}
	page := fetch.NewPage(spec.api.SpecURL, version.at, body)
	version.sha256 = page.SHA256
	return page, err
}

// settle reads the newest version that can be read. Where that is not the
// newest one, broken says why; that one stays for the next commit.
func (p *Past) settle(ctx context.Context, spec *specHistory, complain func(string)) (broken, err error) {
	for i := len(spec.versions) - 1; i >= 0; i-- {
		version := &spec.versions[i]
		known := version.broken != nil
		if err := p.parse(ctx, spec, version); err != nil {
			return nil, err
		}
		if version.broken == nil {
			spec.good = *version
			spec.versions = spec.versions[i+1:]
			break
		}
		if !known && version.broken != errLacking {
			complain(fmt.Sprintf("%s: %s: %s", spec.api.ID, spec.path, catalog.OneLine(version.broken.Error())))
		}
	}
	if n := len(spec.versions); n > 0 {
		broken = spec.versions[n-1].broken
		spec.versions = spec.versions[n-1:]
	}
	if spec.facts.Documents == nil && spec.good.blob != "" {
		err = p.parse(ctx, spec, &spec.good)
	}
	return broken, err
}

// parse reads a version. It fails when the clone does; a document that can't be
// read is marked so.
func (p *Past) parse(ctx context.Context, spec *specHistory, version *specVersion) error {
	switch {
	case version.broken != nil:
		return nil
	case p.Lacking[version.blob] && p.Skip:
		version.broken = errLacking
		return nil
	case p.Lacking[version.blob]:
		return fmt.Errorf("%s: %w; --skip-missing goes on without what it lacks", spec.api.ID, &gitlog.Error{Kind: gitlog.Missing, Dir: p.Repository.Dir(), Object: version.blob})
	}
	read := p.read
	if spec.url != "" {
		read = p.joined
	}
	page, err := read(ctx, spec, version)
	if err != nil || version.broken != nil {
		return err
	}
	var facts catalog.Facts
	err = defect.Contain(spec.path, func() (err error) {
		facts, err = parse(ctx, spec.api, page, &p.words)
		return err
	})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		version.broken = err
	default:
		spec.facts = facts
	}
	return nil
}
