package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/review"
)

func checkReport(c common, list, csv bool) error {
	switch {
	case csv && !list:
		return wrongUse("--csv goes with --report")
	case list && c.json:
		return wrongUse("--report and --json both write to standard output; use --report --csv")
	}
	return nil
}

// report lists what editors should look at next.
func report(c common, r *generator.Result, asCSV bool, stdout io.Writer) error {
	found := review.List(r.Site, today(os.Getenv, time.Now))
	if asCSV {
		return reportCSV(c, found, stdout)
	}
	return reportText(c, found, stdout)
}

// reportCSV writes one finding a line. The names in the first line and column are the same in all languages.
func reportCSV(c common, found []review.Finding, stdout io.Writer) error {
	w := csv.NewWriter(stdout)
	p := printer{common: c}
	_ = w.Write([]string{"what", "file", "line", "column", "page", "detail"}) // errors are kept for Error
	for _, f := range found {
		_ = w.Write([]string{string(f.Subject), p.file(f.File), strconv.Itoa(f.Line), strconv.Itoa(f.Column), f.Page, f.Detail.In(c.lang)})
	}
	w.Flush()
	return w.Error()
}

// reportText writes the findings of each subject below its heading, in columns.
func reportText(c common, found []review.Finding, stdout io.Writer) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(stdout, diag.Words{EN: "nothing to look at", ID: "tidak ada yang perlu dilihat"}.In(c.lang))
		return err
	}
	p := printer{common: c}
	for from := 0; from < len(found); {
		end := from + 1
		for end < len(found) && found[end].Subject == found[from].Subject {
			end++
		}
		if from > 0 {
			fmt.Fprintln(stdout)
		}
		fmt.Fprintf(stdout, "%s: %d\n", found[from].Subject.Words().In(c.lang), end-from)
		w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
		for _, f := range found[from:end] {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", p.at(f.Place), f.Page, f.Detail.In(c.lang))
		}
		if err := w.Flush(); err != nil {
			return err
		}
		from = end
	}
	return nil
}
