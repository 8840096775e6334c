package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/crawler/gitlog"
	"authcat/crawler/openapi"
)

// specHistory are the documents of all APIs as of one commit of a clone.
type specHistory []*pastSpec

// pastSpec is one API's document on its way through the commits. It holds the
// facts of one version at a time, and no bytes.
type pastSpec struct {
	api  catalog.API
	path string
	// versions that no entry was made of yet, the oldest first. The last one is
	// the document as of the commit; where there is none, that is good.
	versions []specVersion
	// good is the newest version that could be read, facts what it says.
	good  specVersion
	facts *catalog.Facts
	// gone is set while the branch does not have the document.
	gone bool
	// lacking are the blobs that the clone does not have; skip takes them for
	// documents that can't be read.
	lacking map[string]bool
	skip    bool
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

func (h specHistory) paths() []string {
	paths := make([]string, len(h))
	for i, spec := range h {
		paths[i] = spec.path
	}
	return paths
}

// apply goes on to a commit.
func (h specHistory) apply(commit gitlog.Commit) {
	for _, change := range commit.Changes {
		for _, spec := range h {
			if spec.path != change.Path {
				continue
			}
			if spec.gone = change.Blob == ""; !spec.gone {
				spec.versions = append(spec.versions, specVersion{blob: change.Blob, at: commit.Time})
			}
		}
	}
}

// there tells whether the clone has the document as of the commit.
func (s *pastSpec) there() bool { return !s.gone && (len(s.versions) > 0 || s.good.blob != "") }

// current is the document as of the commit.
func (s *pastSpec) current() *specVersion {
	if n := len(s.versions); n > 0 {
		return &s.versions[n-1]
	}
	return &s.good
}

// read gets the bytes. A blob that is too large for a document is a broken one.
func (v *specVersion) read(ctx context.Context, repository *gitlog.Repository) ([]byte, error) {
	body, err := repository.Read(ctx, v.blob)
	if gitlog.KindOf(err) == gitlog.TooLarge {
		v.broken, v.sha256 = err, "-"
		return nil, nil
	}
	hash := sha256.Sum256(body)
	v.sha256 = hex.EncodeToString(hash[:])
	return body, err
}

// facts are what the documents say as of the commit, with the ids of the APIs
// whose document changed. complain is told of each that can't be read, once.
func (h specHistory) facts(ctx context.Context, repository *gitlog.Repository, complain func(string)) (catalog.Facts, []string, error) {
	var all catalog.Facts
	var changed []string
	for _, spec := range h {
		if !spec.there() {
			continue
		}
		if len(spec.versions) > 0 {
			changed = append(changed, spec.api.ID)
		}
		broken, err := spec.settle(ctx, repository, complain)
		if err != nil {
			return catalog.Facts{}, nil, err
		}
		all.APIs = append(all.APIs, spec.api)
		if broken != nil {
			var older catalog.Facts
			if spec.facts != nil {
				older = *spec.facts
			}
			all = all.Keep(spec.api, older, catalog.OneLine(broken.Error()))
			continue
		}
		all.Documents = append(all.Documents, spec.facts.Documents...)
		all.Observations = append(all.Observations, spec.facts.Observations...)
		all.Problems = append(all.Problems, spec.facts.Problems...)
	}
	return all, changed, nil
}

// settle reads the newest version that can be read. Where that is not the
// newest one, broken says why; that one is kept for the next commit.
func (s *pastSpec) settle(ctx context.Context, repository *gitlog.Repository, complain func(string)) (broken, err error) {
	for i := len(s.versions) - 1; i >= 0; i-- {
		version := &s.versions[i]
		known := version.broken != nil
		if err := s.parse(ctx, repository, version); err != nil {
			return nil, err
		}
		if version.broken == nil {
			s.good = *version
			s.versions = s.versions[i+1:]
			break
		}
		if !known && version.broken != errLacking {
			complain(fmt.Sprintf("%s: %s: %s", s.api.ID, s.path, catalog.OneLine(version.broken.Error())))
		}
	}
	if n := len(s.versions); n > 0 {
		broken = s.versions[n-1].broken
		s.versions = s.versions[n-1:]
	}
	if s.facts == nil && s.good.blob != "" {
		err = s.parse(ctx, repository, &s.good)
	}
	return broken, err
}

// parse reads a version. It fails when the clone does; a document that can't be read is marked so.
func (s *pastSpec) parse(ctx context.Context, repository *gitlog.Repository, version *specVersion) error {
	switch {
	case version.broken != nil:
		return nil
	case s.lacking[version.blob] && s.skip:
		version.broken = errLacking
		return nil
	case s.lacking[version.blob]:
		return fmt.Errorf("%s: %w; --skip-missing goes on without what it lacks", s.api.ID, &gitlog.Error{Kind: gitlog.Missing, Dir: repository.Dir(), Object: version.blob})
	}
	body, err := version.read(ctx, repository)
	if err != nil || version.broken != nil {
		return err
	}
	var observations []catalog.Observation
	var problems []catalog.Problem
	err = defect.Contain(s.path, func() (err error) {
		observations, problems, err = openapi.Parse(ctx, s.api.ID, body)
		return err
	})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		version.broken = err
		return nil
	}
	s.facts = &catalog.Facts{
		Documents:    []catalog.Document{{Role: catalog.RoleSpec, API: s.api.ID, URL: s.api.SpecURL, SHA256: version.sha256, FetchedAt: version.at}},
		Observations: observations, Problems: problems,
	}
	return nil
}
