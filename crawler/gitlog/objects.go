package gitlog

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// maxBlob bounds a blob; the largest specification has 5 MB.
const maxBlob = 64 << 20

// objects is one "git cat-file --batch" for all reads: a question is a line
// with a name, the answer "NAME blob SIZE", the content and a line break.
type objects struct {
	command   *exec.Cmd
	questions io.WriteCloser
	answers   *bufio.Reader
	complaint bytes.Buffer
}

// Read returns the content of a blob. Only one Read may be under way at once.
// The context of the first Read ends the process that serves all of them.
func (r *Repository) Read(ctx context.Context, blob string) ([]byte, error) {
	return r.read(ctx, blob, "blob")
}

// read returns the content of an object of a kind.
func (r *Repository) read(ctx context.Context, object, kind string) ([]byte, error) {
	if strings.Trim(object, "0123456789abcdef") != "" || object == "" {
		return nil, fmt.Errorf("%q is no %s", object, kind)
	}
	if r.objects == nil {
		started, err := r.start(ctx)
		if err != nil {
			return nil, err
		}
		r.objects = started
	}
	body, err := r.objects.read(object, kind)
	var explained *Error
	switch {
	case errors.As(err, &explained):
		explained.Dir = r.dir
		return nil, explained
	case err != nil:
		_ = r.objects.close() // ends the process, so that all it said is there
		err = r.failure(ctx, err, r.objects.complaint.String())
		r.objects = nil
		return nil, err
	}
	return body, nil
}

func (r *Repository) start(ctx context.Context) (*objects, error) {
	o := &objects{command: r.command(ctx, "cat-file", "--batch")}
	o.command.Stderr = &o.complaint
	questions, err := o.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := o.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := o.command.Start(); err != nil {
		return nil, r.failure(ctx, err, "")
	}
	o.questions, o.answers = questions, bufio.NewReader(answers)
	return o, nil
}

func (o *objects) read(object, kind string) ([]byte, error) {
	if _, err := fmt.Fprintln(o.questions, object); err != nil {
		return nil, err
	}
	line, err := o.answers.ReadString('\n')
	if err != nil {
		return nil, err
	}
	words := strings.Fields(line)
	if len(words) == 2 && words[1] == "missing" {
		return nil, &Error{Kind: Missing, Object: object}
	}
	if len(words) != 3 || words[1] != kind {
		return nil, fmt.Errorf("git answered %q for %s", strings.TrimSpace(line), object)
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git answered %q for %s", strings.TrimSpace(line), object)
	}
	if size > maxBlob {
		_, err := io.CopyN(io.Discard, o.answers, size+1)
		return nil, errors.Join(&Error{Kind: TooLarge, Object: object}, err)
	}
	body := make([]byte, size+1) // and the line break
	if _, err := io.ReadFull(o.answers, body); err != nil {
		return nil, err
	}
	return body[:size], nil
}

// close ends the process; one that was killed by its context is as good.
func (o *objects) close() error {
	err := o.questions.Close()
	_, _ = io.Copy(io.Discard, o.answers) // nothing is asked any more: its end
	var exit *exec.ExitError
	if wait := o.command.Wait(); wait != nil && !errors.As(wait, &exit) && !errors.Is(wait, context.Canceled) {
		return errors.Join(err, wait)
	}
	return err
}
