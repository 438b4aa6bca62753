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

	"handbook/generator/output"
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
			fmt.Fprintf(cmd.OutOrStdout(), "%s\nhandbook build --content %s --out %s\n",
				filepath.Join(dir, "content"), filepath.Join(dir, "content"), filepath.Join(dir, "public"))
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

func cleanCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "Delete what builds have published, and nothing else",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			report, err := output.Clean(out)
			if err != nil {
				return failed(err)
			}
			for _, p := range report.Kept {
				fmt.Fprintf(cmd.ErrOrStderr(), "note: %s was changed by hand, so it stays\n", p)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%d files deleted from %s\n", len(report.Deleted), out)
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "public", "folder that was published into")
	return cmd
}
