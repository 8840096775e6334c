package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"authcat/catalog/sqlite"
	"authcat/data"
)

// What the linker sets in a release: see .goreleaser.yaml.
var (
	releaseVersion string
	releaseCommit  string
)

// build is what a program says of itself.
type build struct{ version, commit string }

// thisBuild is what the linker set, else what Go stamped: 'go install' does,
// 'make build' doesn't, whose bytes are the same in a clone and in an archive.
func thisBuild() build {
	b := build{releaseVersion, releaseCommit}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			b.commit = cmp.Or(b.commit, setting.Value)
		}
	}
	if info.Main.Version != "(devel)" {
		b.version = cmp.Or(b.version, info.Main.Version)
	}
	return build{cmp.Or(b.version, "unreleased"), cmp.Or(b.commit, "not recorded")}
}

func newVersion(e environment) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version, and the day of the bundled data",
		Example: "  authcat version",
		Args:    arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error {
			asOf, err := data.AsOf()
			if err != nil {
				return err
			}
			engine, err := sqlite.Engine(command.Context())
			if err != nil {
				return err
			}
			b := thisBuild()
			writeRowsAt(e.stdout, "", [][2]string{
				{"authcat", b.version}, {"commit", b.commit}, {"data", bundled + " of " + day(asOf.UTC())},
				{"go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH}, {"sqlite", engine},
			})
			return nil
		},
	}
}

// oneLine is what --version prints.
func (b build) oneLine() string { return fmt.Sprintf("authcat %s (commit %s)\n", b.version, b.commit) }
