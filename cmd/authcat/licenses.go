package main

import (
	_ "embed"
	"io"

	"github.com/spf13/cobra"
)

// thirdParty are the licenses of all that is linked into the program, on
// whichever platform; 'make licenses' writes the file.
//
//go:embed licenses.txt
var thirdParty string

func newLicenses(e environment) *cobra.Command {
	return &cobra.Command{
		Use:   "licenses",
		Short: "Print the licenses of the software that is part of this program",
		Long: `Print the licenses of the software that is part of this program, in full: whoever
passes the program on passes them on too. A library that only some platforms
need is named for all. authcat's own license is the file LICENSE beside its source.`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return e.paged(func(w io.Writer, _ bool) error {
				_, err := io.WriteString(w, thirdParty)
				return err
			})
		},
	}
}
