package gitlog

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"time"
)

// The modes of entries that are no regular files.
const (
	folderMode    = "40000"
	submoduleMode = "160000"
)

func (e treeEntry) fileMode() fs.FileMode {
	switch {
	case e.mode == folderMode || e.mode == submoduleMode:
		return fs.ModeDir | 0o755
	case strings.HasPrefix(e.mode, "100"):
		return 0o644
	default:
		return fs.ModeSymlink
	}
}

// treeFile is an open file, treeFolder an open folder, listedEntry what stands in one.
type (
	treeFile struct {
		*bytes.Reader
		info treeInfo
	}
	treeFolder struct {
		treeFile
		rest []treeEntry
		in   func(name string) (fs.FileInfo, error)
	}
	listedEntry struct {
		treeEntry
		in func(name string) (fs.FileInfo, error)
	}
)

// Stat implements fs.File.
func (f *treeFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (f *treeFile) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *treeFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	count := len(f.rest)
	if n > 0 {
		if count == 0 {
			return nil, io.EOF
		}
		count = min(n, count)
	}
	entries := make([]fs.DirEntry, count)
	for i, entry := range f.rest[:count] {
		entries[i] = listedEntry{entry, f.in}
	}
	f.rest = f.rest[count:]
	return entries, nil
}

// Name implements fs.DirEntry.
func (e listedEntry) Name() string { return e.name }

// IsDir implements fs.DirEntry.
func (e listedEntry) IsDir() bool { return e.fileMode().IsDir() }

// Type implements fs.DirEntry.
func (e listedEntry) Type() fs.FileMode { return e.fileMode().Type() }

// Info implements fs.DirEntry. It reads the object, to know its size.
func (e listedEntry) Info() (fs.FileInfo, error) { return e.in(e.name) }

// treeInfo says of an entry what git knows: no times. The size is known of open files.
type treeInfo struct {
	entry treeEntry
	size  int64
}

// Name implements fs.FileInfo.
func (i treeInfo) Name() string { return i.entry.name }

// Size implements fs.FileInfo.
func (i treeInfo) Size() int64 { return i.size }

// Mode implements fs.FileInfo.
func (i treeInfo) Mode() fs.FileMode { return i.entry.fileMode() }

// ModTime implements fs.FileInfo.
func (i treeInfo) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (i treeInfo) IsDir() bool { return i.entry.fileMode().IsDir() }

// Sys implements fs.FileInfo.
func (i treeInfo) Sys() any { return nil }
