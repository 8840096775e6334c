package gitlog

import (
	"bufio"
	"bytes"
	"context"
	"maps"
)

// Lacking returns those of some blobs that the clone does not have: a partial
// clone lacks some. It lists what is there and asks for none of them, so that
// git has nothing to fetch.
func (r *Repository) Lacking(ctx context.Context, blobs map[string]bool) (map[string]bool, error) {
	lacking := maps.Clone(blobs)
	c := r.command(ctx, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, r.failure(ctx, err, "")
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		delete(lacking, lines.Text())
	}
	if err := c.Wait(); err != nil {
		return nil, r.failure(ctx, err, complaint.String())
	}
	return lacking, lines.Err()
}
