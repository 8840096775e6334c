package calls

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is what zstd itself takes without being told to take more.
const maxWindow = 128 << 20

// unpacked reads what gzip or zstd packed, told by its first bytes, and
// everything else as it is. However much comes out, it takes no more memory.
func unpacked(source io.Reader) (io.ReadCloser, error) {
	packed := bufio.NewReader(source)
	magic, err := packed.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, unreadable(err)
	}
	switch {
	case bytes.HasPrefix(magic, []byte("\x1f\x8b")):
		plain, err := gzip.NewReader(packed)
		if err != nil {
			return nil, damaged("gzip", err)
		}
		return unpacking{plain, "gzip"}, nil
	case bytes.Equal(magic, []byte("\x28\xb5\x2f\xfd")), len(magic) == 4 && magic[0]>>4 == 5 && bytes.Equal(magic[1:], []byte("\x2a\x4d\x18")): // a frame to skip may come first
		plain, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, damaged("zstd", err)
		}
		return unpacking{plain.IOReadCloser(), "zstd"}, nil
	default:
		return io.NopCloser(packed), nil
	}
}

// unpacking says in its errors what is damaged.
type unpacking struct {
	io.ReadCloser
	name string
}

func (u unpacking) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(u.name, err)
	}
	return n, err
}

func damaged(name string, err error) error {
	return fmt.Errorf("as %s it is cut off or damaged: %w", name, err)
}
