package export

import (
	"errors"
	"io"

	"authcat/export/sarif"
)

// sarifLog writes what an answer finds in source code for code hosts.
type sarifLog struct{}

func (sarifLog) Render(w io.Writer, a Answer) (string, error) {
	found, ok := a.(blaming)
	if !ok {
		return "", errors.New("only what is found in source code is a SARIF log")
	}
	log, err := sarif.Encode(sarif.Tool{Dataset: a.Table().Dataset.String()}, found.results())
	if err == nil {
		_, err = w.Write(log)
	}
	return a.Note(), err
}
