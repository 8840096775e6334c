//go:build !unix

package folder

import "errors"

// pipe fails: pipes are no files here.
func pipe(string) error { return errors.ErrUnsupported }
