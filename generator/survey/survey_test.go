package survey_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
	"handbook/generator/survey"
)

// kinds are of a small handbook: models, and cases with fields of every sort that can be a facet.
const kinds = `
-- handbook.yaml --
title: Buku
languages: [id, en]
maps:
  evidence: {label: Bukti, kind: case, rows: models.model, columns: benefits.benefit, split: benefits.favourable}
  sectors: {label: Sektor, kind: case, rows: sector, columns: models.model}
  partners: {label: Mitra, kind: case, rows: partners.sector, columns: partners.role}
-- kinds/model.yaml --
folder: models
label: Model
plural: Model
layout: path
path: {by: phase, show: [power]}
fields:
  phase: {type: list, label: Tahap, of: {type: choice, choices: {start: Mulai, run: Jalan, end: Akhir}}}
  power: {type: choice, label: Kuasa, compared: true, choices: {equal: Setara, one: Satu}}
  when: {type: text, label: Kapan, compared: true}
  note: {type: text, label: Catatan}
-- kinds/case.yaml --
folder: cases
label: Kasus
plural: Kasus
fields:
  outcome_class: {type: choice, label: Hasil, facet: true, choices: {good: Baik, mixed: Campuran, failed: Gagal}}
  topics: {type: list, label: Topik, facet: true, of: {type: choice, choices: {hiv: HIV, tobacco: Tembakau}}}
  period: {type: range, calendar: true, label: Tahun, facet: true}
  formality: {type: number, label: Formalitas, facet: true}
  reviewed_by_peers: {type: boolean, label: Ditinjau, facet: true}
  checked: {type: date, label: Diperiksa, facet: true}
  place: {type: text, label: Tempat, facet: true}
  sector: {type: choice, label: Sektor, facet: true, choices: {health: Kesehatan, police: Polisi, media: Media}}
  models: {type: list, label: Model, of: {type: object, fields: {model: {type: reference, to: model, label: Model, facet: true}}}}
  benefits:
    type: list
    label: Manfaat
    of:
      type: object
      fields:
        benefit: {type: choice, label: Manfaat, choices: {reach: Jangkauan, trust: Kepercayaan}}
        favourable: {type: choice, label: Mendukung, choices: {positive: Ya, negative: Tidak}}
  partners:
    type: list
    label: Mitra
    of:
      type: object
      fields:
        sector: {type: choice, label: Sektor, facet: true, choices: {health: Kesehatan, police: Polisi}}
        role: {type: choice, label: Peran, choices: {lead: Pemimpin, member: Anggota}}
-- id/models/network.md --
---
title: Jaringan
phase: [run, start]
power: equal
when: Bila longgar
---
-- en/models/network.md --
---
title: Network
when: When loose
---
-- id/models/coalition.md --
---
title: Koalisi
power: one
phase: [start]
---
-- id/models/alliance.md --
---
title: Aliansi
---
-- id/cases/c1.md --
---
title: Satu
order: 1
outcome_class: good
topics: [tobacco, hiv]
period: 1998-2003
formality: 4
reviewed_by_peers: true
checked: 2024-05-01
place: Bogor
sector: health
models: [{model: models/network}, {model: models/coalition}, {model: models/network}]
benefits: [{benefit: reach, favourable: positive}, {benefit: reach, favourable: negative}, {benefit: trust, favourable: positive}]
partners: [{sector: health, role: lead}, {sector: police, role: member}]
---
-- id/cases/c2.md --
---
title: Dua
order: 2
outcome_class: failed
topics: [tobacco]
period: 2012-
formality: 2
reviewed_by_peers: false
checked: 2025-05-01
place: Jambi
sector: police
models: [{model: models/network}]
benefits: [{benefit: reach, favourable: negative}]
partners: [{sector: police, role: lead}]
---
-- id/cases/c3.md --
---
title: Tiga
order: 3
outcome_class: failed
period: 2016-2021
formality: 2
---
`

// handbook joins a handbook of files written as txtar.
func handbook(t *testing.T, files string) *site.Site {
	t.Helper()
	content := fstest.MapFS{}
	for part := range strings.SplitSeq(strings.TrimPrefix(files, "\n"), "-- ") {
		if name, text, ok := strings.Cut(part, " --\n"); ok {
			content[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		}
	}
	all, problems, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	s, found := schema.Load(all)
	problems = append(problems, found...)
	parser := markdown.NewParser(s)
	var docs []*markdown.Doc
	for _, f := range all {
		if strings.HasSuffix(f.Path, ".md") {
			d := parser.Parse(f)
			docs, problems = append(docs, d), append(problems, d.Problems...)
		}
	}
	joined, found := site.New(s, docs, all, site.Options{})
	for _, p := range append(problems, found...) {
		if p.Severity == 0 || strings.Contains(fmt.Sprint(p.Severity), "error") {
			t.Fatalf("%s:%d: %s", p.File, p.Line, p.Text.EN)
		}
	}
	return joined
}

func folder(t *testing.T, s *site.Site, edition int, name string) *site.Folder {
	t.Helper()
	for _, f := range s.Editions[edition].Folders {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no folder %s", name)
	return nil
}

// facets writes facets as "id: value=pages …".
func facets(all []survey.Facet) string {
	var b strings.Builder
	for _, f := range all {
		b.WriteString(f.ID + ":")
		for _, v := range f.Values {
			fmt.Fprintf(&b, " %s=%v", v.ID, v.Pages)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestFacets(t *testing.T) {
	s := handbook(t, kinds)
	// Choices as declared, years from the latest, pages in reading order; a period that goes on lasts until the last year
	// any page speaks of; a page counts once; the second field named sector says where it stands; texts are no facets.
	const want = `outcome-class: good=[0] failed=[1 2]
topics: hiv=[0] tobacco=[0 1]
period: 2020s=[1 2] 2010s=[1 2] 2000s=[0] 1990s=[0]
formality: 2=[1 2] 4=[0]
reviewed-by-peers: yes=[0] no=[1]
checked: 2025=[1] 2024=[0]
sector: health=[0] police=[1]
model: coalition=[0] network=[0 1]
partners-sector: health=[0] police=[0 1]
`
	for edition := range s.Editions {
		if got := facets(survey.Facets(folder(t, s, edition, "cases"))); got != want {
			t.Errorf("edition %d:\n%swant\n%s", edition, got, want)
		}
	}
}

// The ids of facets do not depend on what the pages say: an address stays when pages change.
func TestDeclared(t *testing.T) {
	s := handbook(t, kinds)
	var ids []string
	for _, f := range survey.Declared(s.Schema.Kind("case")) {
		ids = append(ids, f.ID)
	}
	if got := strings.Join(ids, " "); got != "outcome-class topics period formality reviewed-by-peers checked sector model partners-sector" {
		t.Error(got)
	}
}

func TestTellsApart(t *testing.T) {
	all := survey.Facets(folder(t, handbook(t, kinds), 0, "cases"))
	one := survey.Facet{Values: all[0].Values[:1]}
	if !all[0].TellsApart(3) || !one.TellsApart(3) || one.TellsApart(1) {
		t.Error("a facet tells pages apart when not all have its only value")
	}
}

func TestCompare(t *testing.T) {
	s := handbook(t, kinds)
	c := survey.Compare(folder(t, s, 1, "models"))
	if c == nil || len(c.Pages) != 3 || len(c.Rows) != 2 {
		t.Fatalf("%+v", c)
	}
	if c.Rows[0].Field.Name != "power" || c.Rows[1].Field.Name != "when" {
		t.Errorf("rows %s, %s", c.Rows[0].Field.Name, c.Rows[1].Field.Name)
	}
	var cells []string
	for _, row := range c.Rows {
		for i, v := range row.Cells {
			text := "-"
			if v != nil {
				text = v.Given.Text
			}
			cells = append(cells, c.Pages[i].Key+" "+text)
		}
	}
	const want = "models/alliance -|models/coalition one|models/network equal|models/alliance -|models/coalition -|models/network When loose"
	if got := strings.Join(cells, "|"); got != want {
		t.Error(got)
	}
	if survey.Compare(folder(t, s, 0, "cases")) != nil {
		t.Error("a kind without compared fields is compared")
	}
}

func TestCompareBounds(t *testing.T) {
	for n, want := range map[int]bool{1: false, 2: true, 12: true, 13: false} {
		f := &site.Folder{Kind: &schema.Kind{Fields: []*schema.Field{{Name: "power", Compared: true}}}}
		for range n {
			f.Pages = append(f.Pages, &site.Page{Fields: []site.Value{{Field: f.Kind.Fields[0]}}})
		}
		if got := survey.Compare(f) != nil; got != want {
			t.Errorf("%d pages are compared: %v", n, got)
		}
	}
}

func TestStages(t *testing.T) {
	f := folder(t, handbook(t, kinds), 0, "models")
	var got []string
	for _, stage := range survey.Stages(f.Pages, f.Kind.Path.By) {
		name := "none"
		if stage.Choice != nil {
			name = stage.Choice.Value
		}
		for _, p := range stage.Pages {
			name += " " + p.Title
		}
		got = append(got, name)
	}
	if want := "start Koalisi Jaringan|run Jaringan|none Aliansi"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMaps(t *testing.T) {
	s := handbook(t, kinds)
	// A page counts once in a cell and may say two things there; empty rows and columns stay; values of one list meet
	// only within an item of it.
	want := []string{`evidence
alliance reach -
alliance trust -
coalition reach Satu; positive Satu; negative Satu
coalition trust Satu; positive Satu
network reach Satu Dua; positive Satu; negative Satu Dua
network trust Satu; positive Satu
`, `sectors
health alliance -
health coalition Satu
health network Satu
police alliance -
police coalition -
police network Dua
media alliance -
media coalition -
media network -
`, `partners
health lead Satu
health member -
police lead Dua
police member Satu
`}
	for i, m := range survey.Maps(s.Editions[0], s.Schema.Maps) {
		if got := table(m); got != want[i] {
			t.Errorf("%swant\n%s", got, want[i])
		}
		if m.Pages != 3 {
			t.Errorf("%d pages", m.Pages)
		}
	}
}

func table(m survey.Map) string {
	var b strings.Builder
	b.WriteString(m.Declared.Name + "\n")
	titles := func(pages []*site.Page) {
		for _, p := range pages {
			b.WriteString(" " + p.Title)
		}
	}
	for i, row := range m.Rows {
		for k, column := range m.Columns {
			cell := m.Cells[i][k]
			b.WriteString(row.ID + " " + column.ID)
			if len(cell.Pages) == 0 {
				b.WriteString(" -")
			}
			titles(cell.Pages)
			for _, s := range cell.Split {
				if len(s.Pages) > 0 {
					b.WriteString("; " + s.Choice.Value)
					titles(s.Pages)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
