package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/jsonschema"
	"handbook/generator/schema"
	"handbook/themes"
)

func schemaCommand() *cobra.Command {
	var c common
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Write what editors need to complete and check handbook.yaml, kinds and front matter",
		Long: "schema writes JSON Schema for handbook.yaml, for the files of kinds and for the front matter of each kind of page,\n" +
			"settings that tell editors which is for what, and snippets: in VS Code the name of a kind, completed, becomes the front\n" +
			"matter of a page, and the name of a field the list of its choices. All of it is in .vscode beside the content folder.\n" +
			"The YAML extension (redhat.vscode-yaml) completes and checks the YAML files by it; extensions that hand the front matter\n" +
			"of Markdown to it do the same for pages. Run it again after a change of handbook.yaml or kinds.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(c.check(), c.contentThere()); err != nil {
				return err
			}
			return writeSchemas(c, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	c.register(cmd)
	return cmd
}

const (
	editorFolder = ".vscode"
	schemaFolder = ".vscode/handbook" // for schemas alone
)

// writeSchemas writes all that helps editors beside the content folder, and prints the paths of what was new or changed.
func writeSchemas(c common, stdout, stderr io.Writer) error {
	r, err := generator.NewBuilder().Build(generator.Options{Content: os.DirFS(c.content), Theme: themes.Default(), Drafts: true})
	if err != nil {
		return machineFailed(err)
	}
	abs, err := filepath.Abs(c.content)
	if err != nil {
		return machineFailed(err)
	}
	h := helping{common: c, dir: filepath.Dir(abs), content: filepath.Base(abs), r: r, s: r.Site.Schema}
	files := h.files()
	settings, ours, err := h.settings()
	if err != nil {
		return machineFailed(err)
	}
	if ours {
		files[editorFolder+"/settings.json"] = settings
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		changed, err := replaceUnlessSame(filepath.Join(h.dir, filepath.FromSlash(name)), files[name])
		if err != nil {
			return machineFailed(err)
		}
		if changed && !c.quiet {
			fmt.Fprintln(stdout, name)
		}
	}
	if !ours {
		fmt.Fprintln(stderr, settingsAreYours(filepath.ToSlash(filepath.Join(h.dir, editorFolder, "settings.json"))).In(c.lang))
		_, _ = stdout.Write(settings)
	}
	return nil
}

// helping makes what editors need for one handbook.
type helping struct {
	common
	dir     string // what holds the content folder
	content string // the name of that
	r       *generator.Result
	s       *schema.Schema
}

// files are the schemas and snippets, by their path.
func (h helping) files() map[string][]byte {
	o := jsonschema.Options{Lang: h.lang, Pages: h.pages()}
	files := map[string][]byte{
		schemaFolder + "/handbook.json":          jsonschema.Handbook(h.s, o),
		schemaFolder + "/kind.json":              jsonschema.Kind(h.s, o),
		editorFolder + "/handbook.code-snippets": h.snippets(),
	}
	for _, k := range h.s.Kinds {
		files[schemaFolder+"/"+k.Name+".json"] = jsonschema.Page(h.s, k, false, o)
		if len(h.s.Languages) > 1 {
			files[schemaFolder+"/"+k.Name+".translation.json"] = jsonschema.Page(h.s, k, true, o)
		}
	}
	return files
}

// pages are the keys of the pages of each kind.
func (h helping) pages() map[string][]string {
	keys := map[string][]string{}
	for _, e := range h.r.Site.Editions {
		for _, p := range e.Pages {
			if p.Kind != nil && !p.Borrowed {
				keys[p.Kind.Name] = append(keys[p.Kind.Name], p.Key)
			}
		}
	}
	return keys
}

// settings say which schema is for which files. They are ours to write if there are none, or only such of ours.
func (h helping) settings() (data []byte, ours bool, err error) {
	associations := map[string][]string{
		"./" + schemaFolder + "/handbook.json": {h.content + "/handbook.yaml"},
		"./" + schemaFolder + "/kind.json":     {h.content + "/kinds/*.yaml"},
	}
	for _, k := range h.s.Kinds {
		for i, l := range h.s.Languages {
			name := k.Name + ".json"
			if i > 0 {
				name = k.Name + ".translation.json"
			}
			pages := path.Join(h.content, languageFolder(h.common, h.s, l.Code), k.Folder, "**/*.md")
			associations["./"+schemaFolder+"/"+name] = append(associations["./"+schemaFolder+"/"+name], pages)
		}
	}
	data, err = encode(map[string]any{"yaml.schemas": associations})
	if err != nil {
		return nil, false, err
	}
	there, err := os.ReadFile(filepath.Join(h.dir, editorFolder, "settings.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return data, true, nil
	}
	return data, onlyOurs(there), err
}

func onlyOurs(settings []byte) bool {
	var all map[string]json.RawMessage
	var associations map[string]json.RawMessage
	if json.Unmarshal(settings, &all) != nil || len(all) != 1 || json.Unmarshal(all["yaml.schemas"], &associations) != nil {
		return false
	}
	for name := range associations {
		if !strings.HasPrefix(name, "./"+schemaFolder+"/") {
			return false
		}
	}
	return true
}

// snippet is one of VS Code's.
type snippet struct {
	Scope       string   `json:"scope"`
	Prefix      string   `json:"prefix"`
	Description string   `json:"description"`
	Body        []string `json:"body"`
}

// snippets are the front matter of each kind, and each field that has a list of choices.
func (h helping) snippets() []byte {
	all := map[string]snippet{}
	dollar := strings.NewReplacer(`\`, `\\`, "$", `\$`, "}", `\}`)
	for _, k := range h.s.Kinds {
		var body []string
		for line := range strings.Lines(string(blankPage(h.s, k, h.lang, true, nextCode(h.r, k)))) {
			body = append(body, dollar.Replace(strings.TrimRight(line, "\n")))
		}
		all[k.Name] = snippet{"markdown", k.Name, k.Label.In(h.lang), body}
		for _, f := range k.Fields {
			if values := choices(f); values != "" {
				options := "${1|" + strings.ReplaceAll(values, ", ", ",") + "|}"
				body := f.Name + ": " + options
				if f.Type == schema.TypeList {
					body = f.Name + ": [" + options + "]"
				}
				name := f.Name
				if other, there := all[name]; there && other.Body[0] != body {
					name = k.Name + ": " + f.Name
				}
				all[name] = snippet{"markdown", f.Name, f.Label.In(h.lang), []string{body}}
			}
		}
	}
	data, err := encode(all)
	if err != nil {
		panic(err) // it is made of texts alone
	}
	return data
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// replaceUnlessSame writes a file whose bytes would differ.
func replaceUnlessSame(name string, data []byte) (changed bool, err error) {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return false, err
	}
	return true, os.WriteFile(name, data, 0o644)
}

func settingsAreYours(name string) diag.Words {
	return diag.Words{
		EN: name + " holds settings of yours and was left alone; these belong into it:",
		ID: name + " berisi pengaturan Anda dan tidak diubah; yang berikut perlu dimasukkan:",
	}
}
