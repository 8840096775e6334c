package export

import (
	"bufio"
	"context"
	"errors"
	"io"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"authcat/catalog/defect"
)

// What an expression of the caller's may take. An answer itself takes some 50 MB at most.
const (
	mostMemory  = 512 << 20
	memoryEvery = 10 * time.Millisecond
	// graceful is how long one may go on that was told to end: it looks now and then only.
	graceful = time.Second
)

var errMemory = errors.New("it took more than 512 MiB of memory, and was ended")

// within runs what a caller wrote, which may never end or take any memory: until
// the context ends, or too much is taken. Nothing is written after it returns.
func within(ctx context.Context, w io.Writer, run func(context.Context, io.Writer) error) error {
	before := heap()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	out := &ending{to: w}
	done := make(chan error, 1)
	go func() {
		done <- defect.Contain("the expression", func() error {
			buffered := bufio.NewWriter(out)
			err := run(ctx, buffered)
			return errors.Join(err, buffered.Flush())
		})
	}()
	tick := time.NewTicker(memoryEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return err
		case <-tick.C:
			if heap() > before+mostMemory {
				cancel(errMemory)
			}
		case <-ctx.Done():
			out.ended.Store(true)
			select {
			case <-done:
			case <-time.After(graceful):
			}
			return context.Cause(ctx)
		}
	}
}

// heap is how many bytes objects take.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// ending is a writer that can be told to write no more.
type ending struct {
	to    io.Writer
	ended atomic.Bool
}

func (e *ending) Write(p []byte) (int, error) {
	if e.ended.Load() {
		return 0, context.Canceled
	}
	return e.to.Write(p)
}
