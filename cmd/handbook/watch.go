package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"handbook/generator"
	"handbook/generator/diag"
)

// live is a handbook that is watched while it is edited.
func (c *common) live(base string, stderr io.Writer) generator.Live {
	return generator.Live{
		Content: c.content,
		Theme:   c.theme,
		Say:     func(w diag.Words) { fmt.Fprintln(stderr, w.In(c.lang)) },
		Options: func() generator.Options {
			theme, err := openTheme(c.theme)
			if err != nil { // it was there at the start; what it held will be missed by name
				theme, _ = openTheme("")
			}
			return generator.Options{
				Content: os.DirFS(c.content),
				Theme:   theme,
				BaseURL: base,
				Drafts:  c.drafts,
				Today:   today(os.Getenv, time.Now),
			}
		},
	}
}

// buildAgain publishes, and does so again after each change, until ctx ends, which is no failure. Mistakes in the content
// are told of and leave what is published as it is; any other failure ends it.
func buildAgain(ctx context.Context, c common, p publishing, stdout, stderr io.Writer) error {
	if err := c.contentThere(); err != nil {
		return err
	}
	if _, err := openTheme(c.theme); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var failure error
	err := generator.Watch(ctx, generator.NewBuilder(), c.live(p.base, stderr), func(r *generator.Result) {
		start := time.Now()
		for _, p := range r.Phases {
			start = start.Add(-p.Duration)
		}
		var wrong statusError
		if err := publish(ctx, c, p, r, start, stdout, stderr); err != nil && !(errors.As(err, &wrong) && wrong.code == exitContent) {
			failure = err
			stop()
		}
	})
	switch {
	case errors.Is(failure, context.Canceled):
		return nil
	case failure != nil:
		return failure
	case err != nil:
		return failed(c.lang, err)
	}
	return nil
}
