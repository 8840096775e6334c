package publish

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"authcat/export/manifest"
)

// entry is a file of a commit.
type entry struct{ mode, id string }

// regular tells a file from a symbolic link and a submodule.
func (e entry) regular() bool { return e.mode == modeFile || e.mode == "100755" }

const modeFile = "100644"

// edit is what a publication does to a commit's files.
type edit struct {
	changes Changes
	// write are files whose entries differ, remove paths in the repository.
	write  []storedFile
	remove []string
	set    *fileSet
}

func (e edit) empty() bool { return len(e.write) == 0 && len(e.remove) == 0 }

// compare tells what to do to the branch's files so that the set is published.
func (r *repository) compare(ctx context.Context, set *fileSet) (edit, error) {
	tree, err := r.tree(ctx)
	if err != nil {
		return edit{}, err
	}
	published := map[string]string{}
	if list, found := tree[set.path(manifest.Name)]; found {
		body, err := r.blob(ctx, list.id)
		if err != nil {
			return edit{}, err
		}
		if published, err = manifest.Parse(body); err != nil {
			return edit{}, fmt.Errorf("in the repository, %w: restore the file from the repository's history, "+
				"or delete it and publish with overwriting allowed (--overwrite)", err)
		}
	}
	e := edit{set: set}
	for _, name := range slices.Sorted(maps.Keys(published)) {
		old, found := tree[set.path(name)]
		if !found || set.names[name] {
			continue
		}
		ours, err := r.holds(ctx, old, published[name])
		if err != nil {
			return edit{}, err
		}
		if !ours {
			e.changes.Kept = append(e.changes.Kept, name)
			continue
		}
		e.changes.Removed = append(e.changes.Removed, name)
		e.remove = append(e.remove, set.path(name))
		delete(tree, set.path(name))
	}
	if err := obstacles(tree, set); err != nil {
		return edit{}, err
	}
	foreign := e.compareFiles(tree, published)
	if r.overwrite {
		return e, nil
	}
	if foreign, err = r.withoutStubs(ctx, foreign, tree, set); err != nil {
		return edit{}, err
	}
	if len(foreign) > 0 {
		return edit{}, &ForeignError{foreign}
	}
	return e, nil
}

// holds reports whether a file still has the bytes of a hash.
func (r *repository) holds(ctx context.Context, file entry, sum string) (bool, error) {
	if !file.regular() {
		return false, nil
	}
	body, err := r.blob(ctx, file.id)
	return err == nil && manifest.Hash(body) == sum, err
}

// compareFiles notes what is to be written and returns the names of files that
// would be lost though no publication wrote them. A file with the very bytes to
// be published is not lost: so a publication whose manifest is gone finds its own.
func (e *edit) compareFiles(tree map[string]entry, published map[string]string) (foreign []string) {
	for _, file := range e.set.files {
		old, found := tree[e.set.path(file.Name)]
		if old == (entry{modeFile, file.id}) {
			continue
		}
		e.write = append(e.write, file)
		if file.Name == manifest.Name {
			continue
		}
		if _, known := published[file.Name]; found && !known {
			foreign = append(foreign, file.Name)
		}
		if found {
			e.changes.Changed = append(e.changes.Changed, file.Name)
		} else {
			e.changes.Added = append(e.changes.Added, file.Name)
		}
	}
	slices.Sort(e.changes.Added)
	slices.Sort(e.changes.Changed)
	slices.Sort(foreign)
	return foreign
}

// obstacles finds what no overwriting can mend: a folder where a file is to be,
// a file where a folder is to be, a name that differs from ours in case alone
// and is the same file on Windows and macOS and the same page in a wiki.
func obstacles(tree map[string]entry, set *fileSet) error {
	folders := map[string]bool{}
	spelled := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		spelled[strings.ToLower(name)] = name
		for folder := range ancestors(name) {
			folders[folder] = true
			spelled[strings.ToLower(folder)] = folder
		}
	}
	for _, file := range set.files {
		full := set.path(file.Name)
		if folders[full] {
			return fmt.Errorf("%s is a folder in the repository and a file to be published; rename or remove the folder there", full)
		}
		for folder := range ancestors(full) {
			if _, isFile := tree[folder]; isFile {
				return fmt.Errorf("%s is a file in the repository, and the folder of %s to be published; rename or remove the file there", folder, full)
			}
			if other, found := spelled[strings.ToLower(folder)]; found && other != folder && !folders[folder] {
				return fmt.Errorf("the repository has %s where %s is to be published: they differ in case alone; rename it there", other, folder)
			}
		}
		if other, found := spelled[strings.ToLower(full)]; found && other != full && tree[full] == (entry{}) {
			return fmt.Errorf("the repository has %s where %s is to be published: they differ in case alone; rename it there", other, full)
		}
	}
	return nil
}
