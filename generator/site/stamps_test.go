package site

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"handbook/generator/diag"
)

const stampKinds = `folder: models
label: Model
plural: Model
fields:
  steps: {type: list, label: Langkah, anchor: langkah, of: {type: object, fields: {title: {type: text, label: Judul}, minutes: {type: number, label: Menit}}}}
  note: {type: markdown, label: Catatan, show: lead}
  size: {type: number, label: Besar}
`

// A translation is behind where words of its source have changed, and nowhere else.
func TestStamps(t *testing.T) {
	const source = "---\ntitle: Judul\nsummary: Ringkas.\nnote: Catatan [satu](b.md).\nsize: 1\nsteps: [{title: Awal, minutes: 5}]\n---\n" +
		"Pengantar.\n\n## Satu {#satu}\n\nTeks panjang\ndua baris, [tautan](b.md).\n\n## Dua {#dua}\n\nLagi.\n"
	const own = "title: Title\nsummary: Short.\nnote: Note.\nsteps: [{title: First}]\n---\nIntro.\n\n## One {#satu}\n\nText.\n\n## Two {#dua}\n\nMore.\n"
	make := func(source, stamps string) *Site {
		s, problems := build(t, content("kinds/model.yaml", stampKinds, "id/models/b.md", "# B\n", "id/models/c.md", "# C\n",
			"id/models/a.md", source, "en/models/a.md", "---\n"+stamps+own), Options{})
		for _, p := range problems {
			if p.Severity == diag.Error {
				t.Fatal(told(problems))
			}
		}
		return s
	}
	stamps := "translated_from:\n"
	unstamped := make(source, "")
	for _, s := range unstamped.Stamps(page(t, unstamped, "en/models/a.html")) {
		if s.Section == "" {
			s.Section = "."
		}
		stamps += fmt.Sprintf("  %s: %q\n", s.Section, s.Hash)
	}
	if want := 5; strings.Count(stamps, "\n") != want {
		t.Fatalf("%d lines are wanted in\n%s", want, stamps)
	}
	for _, c := range []struct{ old, new, behind string }{
		{"", "", ""},
		{"panjang\ndua", "panjang dua", ""},
		{"[tautan](b.md)", "[tautan](c.md)", ""},
		{"[tautan](b.md)", "**tautan**", ""},
		{"size: 1", "size: 2", ""},
		{"minutes: 5", "minutes: 6", ""},
		{"{#satu}", "{#satu}   ", ""},
		{"Lagi.", "Lagi!", "dua"},
		{"## Satu", "## Kesatu", "satu"},
		{"Judul", "Tajuk", "."},
		{"Ringkas", "Singkat", "."},
		{"Pengantar", "Pembuka", "."},
		{"Catatan [", "Keterangan [", "."},
		{"Awal", "Mula", "langkah"},
	} {
		changed := strings.Replace(source, c.old, c.new, 1)
		p := page(t, make(changed, stamps), "en/models/a.html")
		found := []string{}
		if p.Behind {
			found = append(found, ".")
		}
		for _, s := range p.Sections {
			if s.Behind {
				found = append(found, s.ID)
			}
		}
		if got := strings.Join(found, " "); got != c.behind {
			t.Errorf("%q to %q: behind is %q, want %q", c.old, c.new, got, c.behind)
		}
	}
	s := make(source, stamps)
	for _, path := range []string{"id/models/a.html", "en/models/b.html", "id/index.html"} {
		if stamps := s.Stamps(page(t, s, path)); stamps != nil {
			t.Errorf("%s is no translation but has stamps: %v", path, stamps)
		}
	}
}

// The short address of a code leads to the first language, whatever the page is called, and is as it is written.
func TestCodeAddresses(t *testing.T) {
	kind := func(folder, code string) string {
		return "folder: " + folder + "\nlabel: L\nplural: L\ncode: " + code + "\n"
	}
	s, problems := build(t, content("kinds/model.yaml", kind("models", "M"), "kinds/case.yaml", kind("cases", "C"),
		"id/models/a.md", "---\ncode: M3\nslug: jaringan\naliases: [k/M3.html]\n---\n# Jaringan\n",
		"en/models/a.md", "---\nslug: network\n---\n# Network\n",
		"en/cases/b.md", "---\ncode: C07\n---\n# Only in English\n",
		"id/cases/c.md", "---\ncode: C08\ndraft: true\n---\n# Konsep\n"), Options{})
	if len(problems) > 0 {
		t.Error(told(problems))
	}
	got := map[string]string{}
	for _, r := range s.Redirects {
		got[r.From] = r.To.Path
	}
	want := map[string]string{"k/M3.html": "id/models/jaringan.html", "k/C07.html": "id/cases/b.html", "id/k/M3.html": "id/models/jaringan.html"}
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !slices.IsSortedFunc(s.Redirects, func(a, b Redirect) int { return strings.Compare(a.From, b.From) }) {
		t.Error("not in order")
	}
}

func TestHashOfNothing(t *testing.T) {
	if got := short(sha256.New()); got != nothing {
		t.Errorf("the hash of no words is %s, not %s", got, nothing)
	}
}
