package sqlite

import (
	"context"
	"errors"
	"fmt"
)

// NotCatalogError is a file that can't be read as a catalog.
type NotCatalogError struct {
	Path string
	Why  string
	// Schema is set where it is a catalog, of another schema than SchemaVersion.
	Schema int
}

func (e *NotCatalogError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Why) }

// DamagedError is a catalog that is not as it was written: nothing that it says
// can be relied on.
type DamagedError struct {
	Path string
	Why  string
}

func (e *DamagedError) Error() string { return fmt.Sprintf("%s is damaged: %s", e.Path, e.Why) }

// bounded does a read, in bounded time, and says of its error what it means of the file.
func (c *Catalog) bounded(ctx context.Context, read func(context.Context) error) error {
	within, stop := context.WithTimeout(ctx, c.patience)
	defer stop()
	err := read(within)
	var foreign *NotCatalogError
	switch {
	case err == nil, errors.As(err, &foreign):
		return err
	case ctx.Err() != nil, ofTheSystem(err):
		return fmt.Errorf("%s: %w", c.path, err)
	case within.Err() != nil:
		return &DamagedError{c.path, fmt.Sprintf("reading it does not end within %s", c.patience)}
	default:
		return &DamagedError{c.path, err.Error()}
	}
}
