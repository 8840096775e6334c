package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/plan"
	"authcat/crawler/code"
	"authcat/crawler/gitlog"
	"authcat/export"
)

// checkFlags are the flags of the check command. All but those of the data set
// are for --base.
type checkFlags struct {
	dataFlags
	base     string
	include  []string
	exitZero bool
}

func (f *checkFlags) args(command *cobra.Command, args []string) error {
	switch {
	case command.Flags().Changed("base") && f.base == "":
		return errors.New("--base takes a folder, or a commit like origin/main")
	case f.base != "" && len(args) > 1:
		return errors.New("check --base takes one FOLDER, the working one without it")
	case f.base != "":
		return nil
	case f.format == export.FormatSARIF || len(f.include) > 0 || f.exitZero:
		return errors.New("--format sarif, --include and --exit-zero are for --base")
	default:
		return arguments(1, 1)(command, args)
	}
}

// compare tells what a change to the code in a folder newly needs.
func (f *checkFlags) compare(ctx context.Context, e environment, folder string) error {
	options := codeOptions(f.include)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf("%s: there is no such folder", folder)
	}
	base, err := openBase(ctx, f.base, folder)
	if err != nil {
		return err
	}
	defer base.close()
	c, err := f.load(ctx)
	if err != nil {
		return err
	}
	below := ""
	if f.format == export.FormatSARIF {
		below = fromHere(folder)
	}
	before, after := newCodePlan(plan.NewMaker(c.Snapshot), c.Snapshot, options), newCodePlan(plan.NewMaker(c.Snapshot), c.Snapshot, options)
	scan, err := code.Read(ctx, base.tree, before.resolver(), options)
	if err := base.cause(err); err != nil {
		return err
	}
	before.addScan(e, "--base", scan, below)
	if scan, err = code.Read(ctx, base.head, after.resolver(), options); err != nil {
		return fmt.Errorf("%s: %w", folder, folderCause(err))
	}
	after.addScan(e, folder, scan, below)
	changed := c.CompareCode(base.Base, before.maker, after.maker)
	if err := f.show(e, export.CodeChanged(changed)); err != nil {
		return err
	}
	switch {
	case !changed.More() || f.exitZero:
		return nil
	case f.format == export.FormatSARIF: // it has no place for a verdict
		return &deniedError{export.MorePhrase(changed)}
	default:
		return saidNo
	}
}

// baseCode is code before a change, and after it in head.
type baseCode struct {
	answer.Base
	tree, head fs.FS
	clone      *gitlog.Repository
	commit     *gitlog.Tree
}

// openBase opens what --base names: a folder, else a commit of the repository
// that the changed folder is in.
func openBase(ctx context.Context, name, folder string) (*baseCode, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return &baseCode{Base: answer.Base{Folder: name}, tree: os.DirFS(name), head: os.DirFS(folder)}, nil
	}
	root, below, err := gitlog.Root(folder)
	if err != nil {
		return nil, baseError(err)
	}
	clone, err := gitlog.Open(ctx, root)
	if err != nil {
		return nil, baseError(err)
	}
	commit, err := clone.Fork(ctx, name)
	if err != nil {
		return nil, baseError(err)
	}
	tree, err := clone.Tree(ctx, commit, below)
	if err != nil {
		return nil, baseError(err)
	}
	return &baseCode{answer.Base{Commit: commit}, tree, gitlog.WorkTree(folder), clone, tree}, nil
}

// baseError says what --base may be where it is nothing that can be read.
func baseError(err error) error {
	if kind := gitlog.KindOf(err); kind == gitlog.NotRepository || kind == gitlog.NoRevision {
		return fmt.Errorf("--base is no folder, and %w", err)
	}
	return fmt.Errorf("--base: %w", err)
}

// cause is why the code from before could not be read whole: with parts of it
// missing, calls would seem new.
func (b *baseCode) cause(err error) error {
	if b.commit != nil && b.commit.Err() != nil {
		err = b.commit.Err()
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("--base: %w", folderCause(err))
}

func (b *baseCode) close() {
	if b.clone != nil {
		_ = b.clone.Close() // it only read
	}
}
