package crawler

import (
	"context"
	"errors"
	"strings"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/gitlog"
)

// Past is the documents of APIs as of one commit of a clone. It begins before
// the first commit and goes on with Apply.
type Past struct {
	Repository *gitlog.Repository
	// Lacking are the blobs that the clone does not have. Where Skip is set they
	// are documents that can't be read, else an error.
	Lacking map[string]bool
	Skip    bool

	specs []*specHistory
	many  *manyFiles
	// words reads what they say: most of it every day again.
	words prose.Reader
}

// NewPast returns the past of the APIs whose documents have a place in a clone,
// and of the others their APIs.
func NewPast(apis []catalog.API) (past *Past, elsewhere []catalog.API) {
	past = &Past{}
	for _, api := range apis {
		if path, ok := repositoryPath(api.SpecURL); ok {
			past.specs = append(past.specs, &specHistory{api: api, path: path})
		} else {
			elsewhere = append(elsewhere, api)
		}
	}
	return past, elsewhere
}

// repositoryPath is where a document is in its repository:
// https://raw.githubusercontent.com/OWNER/REPO/BRANCH/PATH.
func repositoryPath(url string) (string, bool) {
	rest, ok := strings.CutPrefix(url, "https://raw.githubusercontent.com/")
	if !ok {
		return "", false
	}
	rest, _, _ = strings.Cut(rest, "?")
	parts := strings.SplitN(rest, "/", 4)
	if len(parts) < 4 || parts[3] == "" {
		return "", false
	}
	if branch, ok := strings.CutPrefix(parts[2]+"/"+parts[3], "refs/heads/"); ok {
		_, path, ok := strings.Cut(branch, "/")
		return path, ok
	}
	return parts[3], true
}

// Paths are the places of the documents in the clone, and the folders of those
// in many files.
func (p *Past) Paths() []string {
	paths := p.folders()
	for _, spec := range p.specs {
		paths = append(paths, spec.path)
	}
	return paths
}

// FindLacking finds out what the clone lacks of what commits brought.
func (p *Past) FindLacking(ctx context.Context, commits []gitlog.Commit) (err error) {
	blobs := map[string]bool{}
	for _, commit := range commits {
		for _, change := range commit.Changes {
			if change.Blob != "" {
				blobs[change.Blob] = true
			}
		}
	}
	p.Lacking, err = p.Repository.Lacking(ctx, blobs)
	return err
}

// Apply goes on to a commit.
func (p *Past) Apply(commit gitlog.Commit) {
	if p.many != nil {
		p.many.apply(commit)
	}
	for _, change := range commit.Changes {
		for _, spec := range p.specs {
			if spec.path != change.Path {
				continue
			}
			if spec.gone = change.Blob == ""; !spec.gone {
				spec.versions = append(spec.versions, specVersion{blob: change.Blob, at: commit.Time})
			}
		}
	}
}

// Facts are what the documents say as of the commit, with the ids of the APIs
// whose document changed since Facts was asked before. A document that can't be
// read keeps the facts of the last one that could. complain is told of each that
// can't be read, once.
func (p *Past) Facts(ctx context.Context, complain func(string)) (facts catalog.Facts, changed []string, err error) {
	var readings []reading
	var older catalog.Facts
	for _, whole := range p.specs {
		spec := p.form(whole)
		if !spec.there() {
			continue
		}
		if len(spec.versions) > 0 {
			changed = append(changed, spec.api.ID)
		}
		broken, err := p.settle(ctx, spec, complain)
		if err != nil {
			return catalog.Facts{}, nil, err
		}
		if broken != nil {
			older = join(older, spec.facts)
			readings = append(readings, reading{api: spec.api, err: errors.New(catalog.OneLine(broken.Error()))})
			continue
		}
		readings = append(readings, reading{api: spec.api, facts: spec.facts})
	}
	return collect(readings, older), changed, nil
}
