package crawler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"

	"authcat/crawler/fetch"
	"authcat/crawler/gitlog"
	"authcat/crawler/openapi"
)

// manyFiles is what a clone has of documents that are in many files.
type manyFiles struct {
	// blobs of the files as of the commit, by their places.
	blobs map[string]string
	at    gitlog.Commit
	// bodies are those that were read, by blob, without what says nothing of callers.
	bodies map[string][]byte
}

// InFiles says where the same documents stand in many files: the addresses of
// their roots, by API. Such a one is read where the clone lacks the whole one.
func (p *Past) InFiles(roots map[string]string) {
	p.many = &manyFiles{blobs: map[string]string{}, bodies: map[string][]byte{}}
	for _, spec := range p.specs {
		if root, ok := repositoryPath(roots[spec.api.ID]); ok {
			spec.joined = &specHistory{api: spec.api, path: root, url: roots[spec.api.ID], gone: true}
		}
	}
}

// folders are those that the files are in.
func (p *Past) folders() []string {
	var all []string
	for _, spec := range p.specs {
		if spec.joined != nil {
			all = append(all, path.Dir(spec.joined.path))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (m *manyFiles) apply(commit gitlog.Commit) {
	m.at = commit
	for _, change := range commit.Changes {
		if change.Blob == "" {
			delete(m.blobs, change.Path)
		} else {
			m.blobs[change.Path] = change.Blob
		}
	}
}

// form is that of a document which can be read as of the commit: whole, where
// the clone has it, else in many files.
func (p *Past) form(spec *specHistory) *specHistory {
	joined := spec.joined
	if joined == nil || spec.there() && !p.Lacking[spec.current().blob] {
		return spec
	}
	if joined.gone = p.many.blobs[joined.path] == ""; joined.gone {
		return spec
	}
	if blob := p.many.state(joined); joined.good.blob != blob || len(joined.versions) > 0 {
		joined.versions = []specVersion{{blob: blob, at: p.many.at.Time}}
	}
	return joined
}

// state is the hash of the files that a document was made of, as they are now.
func (m *manyFiles) state(spec *specHistory) string {
	hash := sha256.New()
	for _, name := range append([]string{spec.path}, spec.files...) {
		fmt.Fprintln(hash, name, m.blobs[name])
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// joined reads the document of which the clone has the files.
func (p *Past) joined(ctx context.Context, spec *specHistory, version *specVersion) (fetch.Page, error) {
	used := map[string]bool{}
	body, err := openapi.Join(ctx, spec.path, func(name string) ([]byte, error) {
		used[name] = true
		return p.file(ctx, p.many.blobs[name])
	})
	delete(used, spec.path)
	spec.files = slices.Sorted(maps.Keys(used))
	version.blob = p.many.state(spec)
	if err != nil {
		version.broken = err
		return fetch.Page{}, ctx.Err()
	}
	return fetch.NewPage(spec.url, version.at, body), nil
}

// file reads one of the files.
func (p *Past) file(ctx context.Context, blob string) ([]byte, error) {
	if body, known := p.many.bodies[blob]; known {
		return body, nil
	}
	if blob == "" || p.Lacking[blob] {
		return nil, errLacking
	}
	body, err := p.Repository.Read(ctx, blob)
	if err == nil {
		body, err = openapi.Slim(ctx, body)
	}
	if err == nil {
		p.many.bodies[blob] = body
	}
	return body, err
}
