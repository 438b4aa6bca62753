package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/output"
	"handbook/themes"
)

func buildCommand() *cobra.Command {
	var c common
	var out, base string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the handbook into a folder",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(c.check(), checkBase(base)); err != nil {
				return err
			}
			return build(cmd.Context(), c, out, base, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	c.register(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "public", "folder to publish into")
	cmd.Flags().StringVar(&base, "base-url", "", "address the handbook will have, in place of base_url in handbook.yaml")
	return cmd
}

func checkCommand() *cobra.Command {
	var c common
	var list, csv bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Report every problem of the handbook without writing anything",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(c.check(), checkReport(c, list, csv)); err != nil {
				return err
			}
			start := time.Now()
			r, err := load(c, "")
			if err != nil {
				return err
			}
			if list {
				if err := report(c, r, csv, cmd.OutOrStdout()); err != nil {
					return machineFailed(err)
				}
			}
			if err := verdict(c, r, cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			if err := r.Tree.Each(cmd.Context(), func(string, []byte) error { return nil }); err != nil {
				return failed(err)
			}
			if !c.quiet {
				fmt.Fprintf(cmd.ErrOrStderr(), "%s in %s are fine (%s)\n",
					plural(pages(r), "page"), plural(len(r.Site.Editions), "language"), round(time.Since(start)))
			}
			return nil
		},
	}
	c.register(cmd)
	cmd.Flags().BoolVar(&list, "report", false, "list on standard output what editors should look at next: reviews due, translations, claims, orphans")
	cmd.Flags().BoolVar(&csv, "csv", false, "with --report: as CSV, one finding a line")
	return cmd
}

// build makes and publishes the handbook. On any error nothing is written.
func build(ctx context.Context, c common, out, base string, stdout, stderr io.Writer) error {
	start := time.Now()
	if err := output.CheckPlace(out, c.content); err != nil {
		return failed(err)
	}
	r, err := prepare(c, base, stdout, stderr)
	if err != nil {
		return err
	}
	bar := newProgress(stderr, c.quiet, len(r.Tree))
	writing := time.Now()
	report, err := bar.watch(r.Tree).Write(ctx, out)
	bar.done()
	if err != nil {
		return failed(err)
	}
	if c.quiet {
		return nil
	}
	for _, p := range report.Overwrote {
		fmt.Fprintf(stderr, "note: %s had been changed by hand and was made anew\n", p)
	}
	for _, p := range report.Kept {
		fmt.Fprintf(stderr, "note: %s is no longer made but was changed by hand, so it stays\n", p)
	}
	fmt.Fprintf(stderr, "%s in %s, %s (%s) in %s: %d written, %d deleted, %d unchanged\n",
		plural(pages(r), "page"), plural(len(r.Site.Editions), "language"), plural(report.Files, "file"), size(report.Bytes), out,
		len(report.Written), len(report.Deleted), report.Files-len(report.Written))
	for _, p := range append(r.Phases, generator.Phase{Name: "render and write", Duration: time.Since(writing)}) {
		fmt.Fprintf(stderr, "%s %s, ", p.Name, round(p.Duration))
	}
	fmt.Fprintf(stderr, "all %s\n", round(time.Since(start)))
	return nil
}

// prepare builds the handbook in memory and prints its problems.
func prepare(c common, base string, stdout, stderr io.Writer) (*generator.Result, error) {
	r, err := load(c, base)
	if err != nil {
		return nil, err
	}
	return r, verdict(c, r, stdout, stderr)
}

// load builds the handbook in memory.
func load(c common, base string) (*generator.Result, error) {
	if info, err := os.Stat(c.content); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, wrongUse("there is no folder %s; name it with --content, or start a handbook with 'handbook init'", c.content)
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
		return nil, failed(err)
	}
	return r, nil
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

// failed tells a wrong choice of folder from a failure of the machine.
func failed(err error) error {
	var refused *output.RefusedError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &refused):
		return statusError{exitUse, err}
	default:
		return machineFailed(err)
	}
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
