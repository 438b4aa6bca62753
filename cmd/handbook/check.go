package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/reach"
	"handbook/generator/review"
)

func checkCommand() *cobra.Command {
	var c common
	var list, csv bool
	var out outside
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
			if out.asked {
				if err := out.check(cmd.Context(), c, r, cmd.ErrOrStderr()); err != nil {
					return err
				}
			}
			if err := verdict(c, r, cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			if err := r.Tree.Each(cmd.Context(), func(string, []byte) error { return nil }); err != nil {
				return failed(c.lang, err)
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
	cmd.Flags().BoolVar(&out.asked, "external", false, "ask too whether the addresses outside the handbook still answer; uses the network")
	cmd.Flags().DurationVar(&out.fresh, "external-age", 7*24*time.Hour, "with --external: ask again what answered longer ago than this; 0s asks all")
	return cmd
}

// outside are the flags for addresses outside the handbook.
type outside struct {
	asked bool
	fresh time.Duration
}

// check asks each address once and adds what is wrong to the problems of the handbook, at every place that leads there.
func (o outside) check(ctx context.Context, c common, r *generator.Result, stderr io.Writer) error {
	if r.Site == nil {
		return nil
	}
	all := review.Addresses(r.Site)
	urls := make([]string, len(all))
	for i := range all {
		urls[i] = all[i].URL
	}
	tell := telling{c.lang, stderr}
	memory, file := remembered(o.fresh, time.Now())
	answers := map[string]reach.Answer{}
	asked := 0
	for _, a := range reach.Check(ctx, urls, reach.Limits{}, memory) {
		answers[a.Address] = a
		if !a.Cached {
			asked++
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for _, a := range all {
		if p, wrong := answers[a.URL].Problem(a.Place); wrong {
			r.Problems = append(r.Problems, p)
		}
	}
	r.Problems = r.Problems.Sorted()
	if err := remember(memory, file); err != nil {
		tell.note(notRemembered(err))
	}
	if !c.quiet {
		tell.note(askedOutside(len(answers), asked))
	}
	return nil
}

// remembered is what earlier checks found out, and the file that holds it; "" where there is no place for one.
func remembered(fresh time.Duration, now time.Time) (*reach.Memory, string) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return reach.NewMemory(nil, fresh, now), ""
	}
	name := filepath.Join(dir, "handbook", "addresses.json")
	f, err := os.Open(name)
	if err != nil {
		return reach.NewMemory(nil, fresh, now), name
	}
	defer f.Close()
	return reach.NewMemory(f, fresh, now), name
}

// remember writes beside the file and renames, so that two checks at once do no harm.
func remember(m *reach.Memory, name string) error {
	if name == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".addresses-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone by then where all went well
	return errors.Join(m.Save(f), f.Close(), os.Rename(f.Name(), name))
}

func askedOutside(all, asked int) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("%s outside the handbook, %d of them asked now, the others answered lately", addresses(all), asked),
		ID: fmt.Sprintf("%d alamat di luar buku, %d ditanya sekarang, lainnya baru saja menjawab", all, asked),
	}
}

func notRemembered(err error) diag.Words {
	return diag.Words{EN: "the answers could not be kept: " + err.Error(), ID: "jawabannya tidak dapat disimpan: " + err.Error()}
}

func addresses(n int) string {
	if n == 1 {
		return "1 address"
	}
	return fmt.Sprintf("%d addresses", n)
}
