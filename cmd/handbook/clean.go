package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"handbook/generator/output"
)

func cleanCommand() *cobra.Command {
	var out string
	var c common
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "Delete what builds have published, and nothing else",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.check(); err != nil {
				return err
			}
			report, err := output.Clean(out)
			tell := telling{c.lang, cmd.ErrOrStderr()}
			if err != nil {
				return failed(c.lang, err)
			}
			tell.each(report.Odd, odd)
			tell.each(report.Kept, keptByHand)
			fmt.Fprintln(cmd.ErrOrStderr(), cleaned(len(report.Deleted), out).In(c.lang))
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "public", "folder that was published into")
	cmd.Flags().StringVar(&c.lang, "lang", systemLanguage(os.Getenv), "language of messages: en or id")
	return cmd
}
