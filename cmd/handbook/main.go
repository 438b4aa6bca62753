// Command handbook turns a folder of Markdown into a static handbook.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// What the command answers to the shell.
const (
	exitFine    = 0
	exitContent = 1 // problems in the content
	exitUse     = 2 // wrong use of the command
	exitMachine = 3 // disk, permission, network
)

func main() { os.Exit(process()) }

// run is the whole command, for main and for tests.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := command(stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var status statusError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(stderr, "handbook: %s\n", stopped().In(systemLanguage(os.Getenv)))
		return stoppedStatus(ctx)
	case errors.As(err, &status):
		if status.err != nil {
			fmt.Fprintf(stderr, "handbook: %v\n", status.err)
		}
		return status.code
	default: // what the flag parser refuses
		fmt.Fprintf(stderr, "handbook: %v\nTry 'handbook --help'.\n", err)
		return exitUse
	}
}

// statusError ends the command with a code; err is nil when all has been said.
type statusError struct {
	code int
	err  error
}

func (e statusError) Error() string { return fmt.Sprint(e.err) }
func (e statusError) Unwrap() error { return e.err }

func wrongUse(format string, a ...any) error { return statusError{exitUse, fmt.Errorf(format, a...)} }

func machineFailed(err error) error { return statusError{exitMachine, err} }

// common are the flags of every subcommand that reads a handbook.
type common struct {
	content, theme, lang        string
	drafts, strict, json, quiet bool
}

func (c *common) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&c.content, "content", "c", "content", "folder with handbook.yaml and the pages")
	f.StringVar(&c.theme, "theme", "", "folder whose files take the place of those of the built-in theme")
	f.BoolVar(&c.drafts, "drafts", false, "with drafts and pages of a future date")
	f.BoolVar(&c.strict, "strict", false, "warnings fail too")
	f.BoolVar(&c.json, "json", false, "problems as JSON, one a line, on standard output")
	f.BoolVarP(&c.quiet, "quiet", "q", false, "say nothing but problems")
	f.StringVar(&c.lang, "lang", systemLanguage(os.Getenv), "language of messages: en or id")
}

func (c *common) check() error {
	if c.lang != "en" && c.lang != "id" {
		return wrongUse("--lang is en or id, not %q", c.lang)
	}
	return nil
}

// systemLanguage is the language of messages that the system asks for.
func systemLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			if strings.HasPrefix(v, "id") || strings.HasPrefix(v, "in_") {
				return "id"
			}
			return "en"
		}
	}
	return "en"
}

func command(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "handbook",
		Short: "Turn a folder of Markdown into a static handbook",
		Long: "handbook turns a folder of Markdown into a static handbook that works on any host,\n" +
			"below any path and straight from a disk or USB stick.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongUse("there is no command %q; 'handbook --help' lists them", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if contentHere() == "" {
				return cmd.Help()
			}
			return serveHere(cmd)
		},
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(buildCommand(), serveCommand(), checkCommand(), stampCommand(), newCommand(), schemaCommand(), initCommand(), cleanCommand(), versionCommand())
	return root
}
