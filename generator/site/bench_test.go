package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// large is a handbook of two languages and two kinds, whose pages name and link to each other.
func large(pages int) fstest.MapFS {
	fsys := content(
		"handbook.yaml", "title: T\nlanguages: [id, en]\n",
		"kinds/model.yaml", `folder: models
label: {id: Model, en: Model}
plural: {id: Model, en: Models}
code: M
fields:
  power: {type: choice, choices: {equal: {id: Setara, en: Equal}, lead: {id: Satu, en: One}}, label: {id: Kuasa, en: Power}}
  steps:
    type: list
    label: {id: Langkah, en: Steps}
    of:
      type: object
      fields:
        title: {type: text, required: true, label: {id: Judul, en: Title}}
        techniques:
          type: list
          label: {id: Teknik, en: Techniques}
          inverse: {id: Dipakai di, en: Used in}
          of: {type: reference, to: technique}
`,
		"kinds/technique.yaml", "folder: techniques\nlabel: {id: Teknik, en: Technique}\nplural: {id: Teknik, en: Techniques}\nfields:\n"+
			"  goal: {type: markdown, show: section, anchor: tujuan, label: {id: Tujuan, en: Goal}}\n")
	add := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	half := pages / 4
	for i := range half {
		links := func(folder string) string {
			var b strings.Builder
			for k := range 10 {
				fmt.Fprintf(&b, "## Bagian %d\n\nSee [there](../%s/p%d.md#bagian-%d) and [this](p%d.md).\n\n", k, folder, (i*7+k*13)%half, k, (i+k+1)%half)
			}
			return b.String()
		}
		add(fmt.Sprintf("id/models/p%d.md", i), fmt.Sprintf("---\ntitle: Model %d\ncode: M%d\nslug: model-%d\npower: equal\nsteps:\n"+
			"  - title: Satu\n    techniques: [techniques/p%d, techniques/p%d]\n  - title: Dua\n    techniques: [techniques/p%d]\n---\n%s",
			i, i+1, i, i, (i+5)%half, (i*3+1)%half, links("techniques")))
		add(fmt.Sprintf("en/models/p%d.md", i), fmt.Sprintf("---\ntitle: Model %d\nsteps:\n  - title: One\n  - title: Two\n---\n%s", i, links("techniques")))
		add(fmt.Sprintf("id/techniques/p%d.md", i), fmt.Sprintf("---\ntitle: Teknik %d\ngoal: Tujuan.\n---\n%s", i, links("models")))
		add(fmt.Sprintf("en/techniques/p%d.md", i), fmt.Sprintf("---\ntitle: Technique %d\ngoal: Goal.\n---\n%s", i, links("models")))
	}
	return fsys
}

// BenchmarkNew joins 10,000 files, 20 links each.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, docs, files, problems := parse(b, large(n))
			if problems.Errors() > 0 {
				b.Fatal(told(problems[:1]))
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, problems := New(s, docs, files, Options{}); len(problems) > 0 {
					b.Fatal(told(problems[:1]))
				}
			}
		})
	}
}
