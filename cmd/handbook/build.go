package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/output"
	"handbook/themes"
)

func buildCommand() *cobra.Command {
	var c common
	var p publishing
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the handbook into a folder",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(c.check(), checkBase(p.base)); err != nil {
				return err
			}
			return build(cmd.Context(), c, p, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	c.register(cmd)
	cmd.Flags().StringVarP(&p.out, "out", "o", "public", "folder to publish into")
	cmd.Flags().StringVar(&p.base, "base-url", "", "address the handbook will have, in place of base_url in handbook.yaml")
	cmd.Flags().BoolVar(&p.adopt, "adopt", false, "publish into a folder that holds files of yours, and replace those where the handbook has its own")
	cmd.Flags().BoolVarP(&p.watch, "watch", "w", false, "go on, and publish again whenever a file is saved")
	cmd.Flags().BoolVar(&p.swap, "swap", false, "exchange the whole folder for the new one in one step, where the system can (Linux)")
	return cmd
}

// publishing are the flags of build alone.
type publishing struct {
	out, base          string
	adopt, swap, watch bool
}

// build makes and publishes the handbook. On any error nothing is written.
func build(ctx context.Context, c common, p publishing, stdout, stderr io.Writer) error {
	start := time.Now()
	if err := output.CheckPlace(p.out, c.content); err != nil {
		return failed(c.lang, err)
	}
	if p.watch {
		return buildAgain(ctx, c, p, stdout, stderr)
	}
	r, err := unlessDone(ctx, func() (*generator.Result, error) { return load(c, p.base) })
	if err != nil {
		return err
	}
	return publish(ctx, c, p, r, start, stdout, stderr)
}

// publish writes a handbook that was built in memory, and says what it did since start.
func publish(ctx context.Context, c common, p publishing, r *generator.Result, start time.Time, stdout, stderr io.Writer) error {
	if err := verdict(c, r, stdout, stderr); err != nil {
		return err
	}
	searching := time.Now()
	paths, err := unlessDone(ctx, r.Tree.Paths)
	if err != nil {
		return failed(c.lang, err)
	}
	bar := newProgress(stderr, c.quiet, len(paths))
	writing := time.Now()
	report, err := r.Tree.Write(ctx, p.out, output.Options{Adopt: p.adopt, Swap: p.swap, Made: func(string) { bar.made.Add(1) }})
	bar.done()
	if err != nil {
		return failed(c.lang, err)
	}
	if c.quiet {
		return nil
	}
	tell := telling{c.lang, stderr}
	if report.Lost {
		tell.note(listLost())
	}
	tell.each(report.Odd, odd)
	tell.each(report.Overwrote, madeAnew)
	tell.each(report.Kept, noLongerMade)
	fmt.Fprintln(stderr, published(pages(r), len(r.Site.Editions), p.out, report).In(c.lang))
	done := append(slices.Clone(r.Phases), generator.Phase{Name: "search", Duration: writing.Sub(searching)}, generator.Phase{Name: "render and write", Duration: time.Since(writing)})
	fmt.Fprintln(stderr, phases(done, time.Since(start)).In(c.lang))
	return nil
}

// load builds the handbook in memory.
func load(c common, base string) (*generator.Result, error) {
	if err := c.contentThere(); err != nil {
		return nil, err
	}
	theme, err := openTheme(c.theme)
	if err != nil {
		return nil, err
	}
	r, err := generator.NewBuilder().Build(generator.Options{
		Content: os.DirFS(c.content),
		Theme:   theme,
		BaseURL: base,
		Drafts:  c.drafts,
		Today:   today(os.Getenv, time.Now),
	})
	if err != nil {
		return nil, failed(c.lang, err)
	}
	return r, nil
}

func (c *common) contentThere() error {
	if info, err := os.Stat(c.content); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return wrongUse("there is no folder %s; name it with --content, or start a handbook with 'handbook init'", c.content)
	}
	return nil
}

// verdict prints the problems of a handbook and is an error when it must not be published.
func verdict(c common, r *generator.Result, stdout, stderr io.Writer) error {
	printer{c, stdout, stderr}.problems(r.Problems)
	if r.Problems.Errors() > 0 || c.strict && len(r.Problems) > 0 {
		return statusError{code: exitContent}
	}
	return nil
}

func openTheme(dir string) (fs.FS, error) {
	if dir == "" {
		return themes.Default(), nil
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, wrongUse("there is no theme folder %s", dir)
	}
	return themes.Overlay(os.DirFS(dir)), nil
}

// today is the day for dates of review and publication: SOURCE_DATE_EPOCH for builds that must repeat
// exactly, else the clock's.
func today(env func(string) string, now func() time.Time) string {
	if seconds, err := strconv.ParseInt(env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC().Format(time.DateOnly)
	}
	return now().UTC().Format(time.DateOnly)
}

func checkBase(base string) error {
	if base == "" {
		return nil
	}
	if u, err := url.Parse(base); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return wrongUse("--base-url is an address such as https://example.org/handbook/, not %q", base)
	}
	return nil
}

// failed tells a wrong choice of folder from a failure of the machine, in the language of messages where there are words.
func failed(lang string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	var refused *output.RefusedError
	status := exitMachine
	if errors.As(err, &refused) {
		status = exitUse
	}
	var worded interface {
		error
		Words() diag.Words
	}
	if errors.As(err, &worded) {
		err = errors.New(worded.Words().In(lang))
	}
	return statusError{status, err}
}

func pages(r *generator.Result) int {
	n := 0
	for _, e := range r.Site.Editions {
		n += len(e.Pages)
	}
	return n
}

func round(d time.Duration) time.Duration {
	if d < time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(10 * time.Millisecond)
}

func size(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%.0f KB", float64(bytes)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
