package gitlog

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// mostEntries bounds what is listed of a tree: trees that name each other many
// times over have no end that anybody waits for.
const mostEntries = 5_000_000

// Tree is the files of a commit, read from the clone's objects as they are asked
// for: nothing is checked out, and no filter is run. It is safe for use by
// several at once.
type Tree struct {
	ctx  context.Context // fs.FS hands none on
	mu   sync.Mutex
	repo *Repository
	root string
	// last are the folders that led to the last file, by path: a walk asks for
	// the same ones again and again.
	last   map[string][]treeEntry
	listed int
	failed error
}

// treeEntry is an entry of a tree object.
type treeEntry struct {
	name, mode, object string
}

// Tree returns the files of a commit below a folder, "." for all.
func (r *Repository) Tree(ctx context.Context, commit, below string) (*Tree, error) {
	revision := commit + "^{tree}"
	if below != "." {
		revision = commit + ":" + below
	}
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", revision)
	root := strings.TrimSpace(string(out))
	if err != nil {
		if KindOf(err) != Failed || ctx.Err() != nil {
			return nil, err
		}
		root = "" // the folder came later than the commit
	}
	return &Tree{ctx: ctx, repo: r, root: root, last: map[string][]treeEntry{}}, nil
}

// Err is why something of the tree could not be read, nil where all could that
// was asked for. A file too large is no such thing.
func (t *Tree) Err() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

// Open implements fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	file, err := t.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return file, nil
}

func (t *Tree) open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	if name == "." {
		return t.folder(name)
	}
	entries, err := t.entries(path.Dir(name))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(entries, func(e treeEntry) bool { return e.name == path.Base(name) })
	switch {
	case i < 0:
		return nil, fs.ErrNotExist
	case entries[i].fileMode().IsDir():
		return t.folder(name)
	case !entries[i].fileMode().IsRegular():
		return &treeFile{Reader: bytes.NewReader(nil), info: treeInfo{entry: entries[i]}}, nil
	}
	body, err := t.repo.read(t.ctx, entries[i].object, "blob")
	if err != nil {
		if KindOf(err) == TooLarge { // its size says so
			return &treeFile{Reader: bytes.NewReader(nil), info: treeInfo{entries[i], maxBlob + 1}}, nil
		}
		return nil, t.fail(err)
	}
	return &treeFile{Reader: bytes.NewReader(body), info: treeInfo{entries[i], int64(len(body))}}, nil
}

func (t *Tree) fail(err error) error {
	if t.failed == nil {
		t.failed = err
	}
	return err
}

func (t *Tree) folder(name string) (fs.File, error) {
	entries, err := t.entries(name)
	if err != nil {
		return nil, err
	}
	if t.listed += len(entries); t.listed > mostEntries {
		return nil, t.fail(&Error{Kind: TooLarge, Dir: t.repo.dir, Object: t.root})
	}
	info := treeInfo{entry: treeEntry{name: path.Base(name), mode: folderMode}}
	stat := func(base string) (fs.FileInfo, error) { return fs.Stat(t, path.Join(name, base)) }
	return &treeFolder{treeFile{bytes.NewReader(nil), info}, entries, stat}, nil
}

// entries are those of a folder.
func (t *Tree) entries(name string) ([]treeEntry, error) {
	if entries, known := t.last[name]; known {
		return entries, nil
	}
	object := t.root
	if name != "." {
		above, err := t.entries(path.Dir(name))
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(above, func(e treeEntry) bool { return e.name == path.Base(name) && e.fileMode().IsDir() })
		if i < 0 {
			return nil, fs.ErrNotExist
		}
		object = above[i].object
	}
	if object == "" { // the empty tree, or a submodule, whose files are another repository's
		return nil, nil
	}
	body, err := t.repo.read(t.ctx, object, "tree")
	if err != nil {
		return nil, t.fail(err)
	}
	entries, err := parseTree(body, len(t.root)/2)
	if err != nil {
		return nil, t.fail(&Error{Kind: Failed, Dir: t.repo.dir, Detail: err.Error()})
	}
	for known := range t.last {
		if known != "." && !strings.HasPrefix(name+"/", known+"/") {
			delete(t.last, known)
		}
	}
	t.last[name] = entries
	return entries, nil
}

var errNoTree = errors.New("an object is no tree")

// parseTree reads "MODE NAME", a NUL and the object's name in so many bytes, over and over.
func parseTree(body []byte, size int) ([]treeEntry, error) {
	var entries []treeEntry
	for len(body) > 0 {
		head, rest, ok := bytes.Cut(body, []byte{0})
		mode, name, named := strings.Cut(string(head), " ")
		if !ok || !named || size == 0 || len(rest) < size {
			return nil, errNoTree
		}
		entry := treeEntry{name, mode, hex.EncodeToString(rest[:size])}
		body = rest[size:]
		if mode == submoduleMode {
			entry.object = ""
		}
		if !fs.ValidPath(name) || name == "." || strings.Contains(name, "/") { // such a name is an attack
			continue
		}
		entries = append(entries, entry)
	}
	// Git sorts folders as if their names ended in "/".
	slices.SortFunc(entries, func(a, b treeEntry) int { return strings.Compare(a.name, b.name) })
	return entries, nil
}
