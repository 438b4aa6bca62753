package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/site"
)

func stampCommand() *cobra.Command {
	var c common
	var sections []string
	cmd := &cobra.Command{
		Use:   "stamp FILE…",
		Short: "Note in translations which state of the first language's text they were made from",
		Long: "stamp writes translated_from into translations that are up to date. When a section of the\n" +
			"first language changes later, handbook warns that its translation is behind. Nothing else in\n" +
			"the file changes. A folder stands for all translations in it.",
		Example: "  handbook stamp content/en/models/coalition.md\n" +
			"  handbook stamp content/en/models/coalition.md --section langkah",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("stamp takes the files of translations: handbook stamp content/en/models/coalition.md")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.check(); err != nil {
				return err
			}
			return stamp(c, args, sections, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	c.register(cmd)
	cmd.Flags().StringSliceVar(&sections, "section", nil, "only these sections, by id; . is all that stands in no section")
	return cmd
}

func stamp(c common, args, sections []string, stdout, stderr io.Writer) error {
	r, err := load(c, "")
	if err != nil {
		return err
	}
	var pages []*site.Page
	for _, arg := range args {
		found, err := translations(c, r, arg)
		if err != nil {
			return err
		}
		pages = append(pages, found...)
	}
	// A file that cannot be read right gets no stamp that would be wrong.
	var wrong diag.List
	for _, d := range r.Problems {
		if d.Severity == diag.Error && slices.ContainsFunc(pages, func(p *site.Page) bool {
			return d.File == r.Site.Doc(p).File.Path || d.File == p.Origin.File.Path || strings.HasSuffix(d.File, ".yaml")
		}) {
			wrong = append(wrong, d)
		}
	}
	if len(wrong) > 0 {
		printer{c, stdout, stderr}.problems(wrong)
		return statusError{code: exitContent}
	}
	for _, p := range pages {
		if err := stampPage(c, r.Site, p, sections, stdout); err != nil {
			return err
		}
	}
	return nil
}

// translations finds the translations that a file or folder named on the command line stands for.
func translations(c common, r *generator.Result, arg string) ([]*site.Page, error) {
	name := path.Clean(filepath.ToSlash(arg))
	content := path.Clean(filepath.ToSlash(c.content))
	if rest, found := strings.CutPrefix(name, content+"/"); found {
		name = rest
	} else if a, err := filepath.Abs(arg); err == nil { // from a folder below
		if root, err := filepath.Abs(c.content); err == nil {
			if rel, err := filepath.Rel(root, a); err == nil && filepath.IsLocal(rel) {
				name = filepath.ToSlash(rel)
			}
		}
	}
	var all []*site.Page
	for _, e := range r.Site.Editions {
		for _, p := range e.Pages {
			d := r.Site.Doc(p)
			if d == nil || p.Borrowed {
				continue
			}
			switch file := d.File.Path; {
			case file == name && p.Shows(p.Origin):
				return nil, wrongUse("%s is in the first language of its page, so it is no translation", arg)
			case (file == name || strings.HasPrefix(file, name+"/")) && !p.Shows(p.Origin):
				all = append(all, p)
			}
		}
	}
	if len(all) == 0 {
		return nil, wrongUse("%s is no page of the handbook, and there are no translations in it; with --drafts drafts are pages too", arg)
	}
	return all, nil
}

// stampPage writes the stamps of one translation, unless they are there.
func stampPage(c common, s *site.Site, p *site.Page, sections []string, stdout io.Writer) error {
	stamps, d := s.Stamps(p), s.Doc(p)
	if len(sections) > 0 {
		var err error
		if stamps, err = only(d.File.Path, d.Known.TranslatedFrom, stamps, sections); err != nil {
			return err
		}
	}
	before := d.Known.TranslatedFrom
	changed := 0
	for _, s := range stamps {
		if !slices.ContainsFunc(before, func(b schema.Stamp) bool { return b.Section == s.Section && b.Hash == s.Hash }) {
			changed++
		}
	}
	if changed == 0 && len(stamps) == len(before) {
		return nil
	}
	name := filepath.Join(c.content, filepath.FromSlash(d.File.Path))
	data, err := schema.Stamped(d.File, stamps)
	if err != nil {
		return statusError{exitContent, fmt.Errorf("%s: %w", name, err)}
	}
	if err := replaceFile(name, data); err != nil {
		return machineFailed(err)
	}
	if !c.quiet {
		fmt.Fprintf(stdout, "%s: %s\n", filepath.ToSlash(name), stamped(changed, c.lang))
	}
	return nil
}

func stamped(n int, lang string) string {
	if lang == "id" {
		return fmt.Sprintf("%d tanda baru", n)
	}
	return plural(n, "new stamp")
}

// only is the stamps that are there before, with those of some sections made anew.
func only(file string, before, stamps []schema.Stamp, sections []string) ([]schema.Stamp, error) {
	wanted := map[string]bool{}
	for _, id := range sections {
		if id == "." {
			id = ""
		}
		if !slices.ContainsFunc(stamps, func(s schema.Stamp) bool { return s.Section == id }) {
			return nil, wrongUse("%s has no section %s in both languages", file, id)
		}
		wanted[id] = true
	}
	var all []schema.Stamp
	for _, s := range stamps {
		i := slices.IndexFunc(before, func(b schema.Stamp) bool { return b.Section == s.Section })
		switch {
		case wanted[s.Section]:
			all = append(all, s)
		case i >= 0:
			all = append(all, before[i])
		}
	}
	return all, nil
}

// replaceFile puts a file in the place of another in one step, so that nobody finds half of it.
func replaceFile(name string, data []byte) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".stamp-*.tmp") // no content, by its name
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // once renamed there is none
	_, err = f.Write(data)
	for _, step := range []func() error{
		func() error { return f.Chmod(info.Mode().Perm()) },
		f.Sync,
	} {
		if err == nil {
			err = step()
		}
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
