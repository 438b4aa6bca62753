package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"
)

//go:embed all:starter
var starter embed.FS

func initCommand() *cobra.Command {
	var lang string
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Start a handbook of your own in a folder",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := (&common{lang: lang}).check(); err != nil {
				return err
			}
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if err := copyStarter(lang, dir); err != nil {
				return err
			}
			content := filepath.Join(dir, "content")
			if err := writeSchemas(common{content: content, lang: lang, quiet: true}, cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\nhandbook build --content %s --out %s\n",
				content, content, filepath.Join(dir, "public"))
			return nil
		},
	}
	cmd.Flags().StringVar(&lang, "lang", systemLanguage(os.Getenv), "language of the new handbook: en or id")
	return cmd
}

// copyStarter writes a first handbook. It overwrites nothing.
func copyStarter(lang, dir string) error {
	from, err := fs.Sub(starter, "starter/"+lang)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "content")); err == nil {
		return wrongUse("%s is there already", filepath.Join(dir, "content"))
	}
	return fs.WalkDir(from, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, p)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(p))
		if path.Base(p) == "gitignore" {
			to = filepath.Join(filepath.Dir(to), ".gitignore")
		}
		if err := create(to, data); errors.Is(err, fs.ErrExist) {
			return nil
		} else if err != nil {
			return machineFailed(err)
		}
		return nil
	})
}
