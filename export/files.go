package export

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"authcat/catalog"
)

// File is one published file.
type File struct {
	Name string
	Body []byte
}

// Documents returns the files that are published of a catalog.
func Documents(snapshot *catalog.Snapshot, dataset Dataset) ([]File, error) {
	var table bytes.Buffer
	if err := (CSV{}).Render(&table, Endpoints(dataset, snapshot.Operations)); err != nil {
		return nil, err
	}
	return []File{
		{"endpoint-authorization.csv", table.Bytes()},
		{"endpoint-authorization.md", authorizationDocument(snapshot, dataset)},
	}, nil
}

// WriteFiles writes files into a folder, which is made where it is missing.
// All are written beside their places before the first is swapped in, so a
// full disk or a read-only folder leaves every old file as it was. A file whose
// bytes would not change is not touched.
func WriteFiles(dir string, files []File) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var pending []*renameio.PendingFile
	defer func() {
		for _, p := range pending {
			err = errors.Join(err, p.Cleanup()) // of a replaced file it does nothing
		}
	}()
	for _, file := range files {
		path := filepath.Join(dir, file.Name)
		old, err := os.ReadFile(path)
		if err == nil && bytes.Equal(old, file.Body) {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p, err := renameio.NewPendingFile(path, renameio.WithTempDir(dir), renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
		if err != nil {
			return err
		}
		pending = append(pending, p)
		if _, err := p.Write(file.Body); err != nil {
			return err
		}
	}
	for _, p := range pending {
		if err := p.CloseAtomicallyReplace(); err != nil {
			return err
		}
	}
	return nil
}
