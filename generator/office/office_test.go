package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/office"
	"handbook/generator/render"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
	"handbook/themes"
)

var update = flag.Bool("update", false, "rewrite the golden files")

type maker = map[string]func() ([]byte, error)

// files makes the files to fill in of a handbook.
func files(t *testing.T, content fs.FS, base string) maker {
	t.Helper()
	return office.Files(handbook(t, content, base))
}

// handbook joins a handbook, which must be without mistakes.
func handbook(t *testing.T, content fs.FS, base string) (*render.Theme, *site.Site) {
	t.Helper()
	read, problems, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	s, found := schema.Load(read)
	problems = append(problems, found...)
	s.BaseURL = base
	parser := markdown.NewParser(s)
	var docs []*markdown.Doc
	for _, f := range read {
		if strings.HasSuffix(f.Path, ".md") {
			docs = append(docs, parser.Parse(f))
		}
	}
	for _, d := range docs {
		problems = append(problems, d.Problems...)
	}
	joined, found := site.New(s, docs, read, site.Options{})
	problems = append(problems, found...)
	theme, found, err := render.LoadTheme(themes.Default(), []string{"id", "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(problems, found...) {
		if p.Severity == diag.Error {
			t.Error(p)
		}
	}
	return theme, joined
}

// archives calls do for each archive in testdata, with the files that are made of it and of the handbook beside it.
func archives(t *testing.T, do func(t *testing.T, name string, a *txtar.Archive, made maker)) {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			do(t, name, a, files(t, contentOf(t, a), baseOf(a)))
		})
	}
}

func contentOf(t *testing.T, a *txtar.Archive) fs.FS {
	content := fstest.MapFS{}
	if err := fs.WalkDir(os.DirFS("testdata/content"), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join("testdata/content", p))
		content[p] = &fstest.MapFile{Data: data}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			content[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return content
}

// baseOf is the address in the comment of an archive, if it is one.
func baseOf(a *txtar.Archive) string {
	if s := strings.TrimSpace(string(a.Comment)); strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

func TestGolden(t *testing.T) {
	archives(t, func(t *testing.T, name string, a *txtar.Archive, made maker) {
		for i, f := range a.Files {
			p, ok := strings.CutPrefix(f.Name, "want/")
			if !ok {
				continue
			}
			if made[p] == nil {
				t.Errorf("%s is not made", p)
				continue
			}
			data, err := made[p]()
			if err != nil {
				t.Fatal(err)
			}
			got := describe(t, p, data)
			if *update {
				a.Files[i].Data = []byte(got)
			} else if got != string(f.Data) {
				t.Errorf("%s is\n%s\nwant\n%s", p, got, f.Data)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// describe is what a person finds in a file. Each part of it must be well-formed XML.
func describe(t *testing.T, name string, data []byte) string {
	t.Helper()
	if path.Ext(name) == ".csv" {
		return strings.ReplaceAll(string(data), "\r\n", "\n")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, f.Name, parts[f.Name])
	}
	var b strings.Builder
	if path.Ext(name) == ".docx" {
		for _, part := range []string{"docProps/core.xml", "word/document.xml", "word/footer1.xml", "word/_rels/document.xml.rels"} {
			fmt.Fprintf(&b, "== %s\n%s", part, outline(t, parts[part]))
		}
		return b.String()
	}
	fmt.Fprintf(&b, "== docProps/core.xml\n%s", outline(t, parts["docProps/core.xml"]))
	return b.String() + sheets(t, data)
}

func wellFormed(t *testing.T, name string, data []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// outline writes the text of a part of a document, a line for each paragraph behind the name of its style.
func outline(t *testing.T, data []byte) string {
	var b strings.Builder
	attr := func(e xml.StartElement, name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	line := func() {
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteString("\n")
		}
	}
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "tbl", "tr", "tc", "sectPr":
				line()
				fmt.Fprintf(&b, "<%s>\n", token.Name.Local)
			case "pgSz":
				fmt.Fprintf(&b, "%s x %s\n", attr(token, "w"), attr(token, "h"))
			case "pStyle":
				line()
				fmt.Fprintf(&b, "%s: ", attr(token, "val"))
			case "numId":
				fmt.Fprintf(&b, "(%s) ", map[string]string{"1": "number", "2": "bullet"}[attr(token, "val")])
			case "tblHeader", "b", "i", "fldSimple", "date":
				fmt.Fprintf(&b, "<%s>", token.Name.Local)
			case "hyperlink":
				fmt.Fprintf(&b, "<link %s>", attr(token, "id"))
			case "tab":
				if attr(token, "val") == "" {
					b.WriteString("<tab>")
				}
			case "listItem":
				fmt.Fprintf(&b, "{%s}", attr(token, "value"))
			case "Relationship":
				line()
				fmt.Fprintf(&b, "%s %s\n", attr(token, "Id"), attr(token, "Target"))
			case "title", "subject", "creator", "language", "created", "modified":
				line()
				fmt.Fprintf(&b, "%s: ", token.Name.Local)
			}
		case xml.CharData:
			b.Write(token)
		}
	}
	line()
	return strings.TrimLeft(b.String(), "\n")
}

// sheets writes the cells of a workbook that hold something, and what may be written in them.
func sheets(t *testing.T, data []byte) string {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, name := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", name)
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		joined := map[string]string{} // cells over several columns, by their first
		merged, err := f.GetMergeCells(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merged {
			joined[m.GetStartAxis()] = ":" + m.GetEndAxis()
		}
		for r, row := range rows {
			covered := 0
			for c := range max(len(row), 12) {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if c < covered {
					continue
				}
				if end := joined[cell]; end != "" {
					covered, _, _ = excelize.CellNameToCoordinates(end[1:])
				}
				value, _ := f.GetCellValue(name, cell)
				if formula, _ := f.GetCellFormula(name, cell); formula != "" {
					value = "=" + formula
				}
				if value != "" {
					fmt.Fprintf(&b, "%s%s: %s\n", cell, joined[cell], strings.ReplaceAll(value, "\n", " / "))
				}
			}
		}
		validations, err := f.GetDataValidations(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range validations {
			wrong := "free"
			if v.ShowErrorMessage && v.Error != nil {
				wrong = *v.Error
			}
			fmt.Fprintf(&b, "%s %s %s %s (%s)\n", v.Sqref, v.Type, v.Formula1, v.Formula2, wrong)
		}
		if footer, _ := f.GetHeaderFooter(name); footer != nil {
			fmt.Fprintf(&b, "footer %s\n", strings.ReplaceAll(footer.OddFooter, "\n", " / "))
		}
	}
	return b.String()
}

// Two builds give the same bytes, and no entry of a zip tells when it was made.
func TestSameBytes(t *testing.T) {
	archives(t, func(t *testing.T, _ string, a *txtar.Archive, made maker) {
		again := files(t, contentOf(t, a), baseOf(a))
		for p, make := range made {
			first, err := make()
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range []func() ([]byte, error){make, again[p]} {
				second, err := other()
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(first, second) {
					t.Errorf("%s is made of other bytes the second time", p)
				}
			}
			if path.Ext(p) == ".csv" {
				continue
			}
			z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range z.File {
				if year := f.Modified.Year(); year > 1980 {
					t.Errorf("%s: %s is dated %s", p, f.Name, f.Modified)
				}
			}
		}
	})
}

// Each page links to the files that are made of it, and to no others.
func TestPageLinks(t *testing.T) {
	archives(t, func(t *testing.T, _ string, a *txtar.Archive, made maker) {
		links := 0
		for p, make := range render.Pages(handbook(t, contentOf(t, a), baseOf(a))) {
			html, err := make()
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`href="?([^" >]+\.(?:docx|xlsx|csv))"? download`).FindAllSubmatch(html, -1) {
				links++
				if target := path.Join(path.Dir(p), string(m[1])); made[target] == nil {
					t.Errorf("%s links to %s, which is not made", p, target)
				}
			}
		}
		if links != len(made) {
			t.Errorf("%d links to %d files", links, len(made))
		}
	})
}

// A filled checklist gives sums, the band of each partner, and differences; one that lacks a value gives no sum.
func TestScore(t *testing.T) {
	a, err := txtar.ParseFile("testdata/score.txtar")
	if err != nil {
		t.Fatal(err)
	}
	data, err := files(t, contentOf(t, a), "")["id/alat/checklist.xlsx"]()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "Lembar gabungan"
	row := func(text string) int {
		rows, _ := f.GetRows(sheet)
		for i, cells := range rows {
			if slices.ContainsFunc(cells, func(s string) bool { return strings.HasPrefix(s, text) }) {
				return i + 1
			}
		}
		t.Fatalf("no row %q", text)
		return 0
	}
	statements := []int{row("Masalahnya"), row("Tidak dapat"), row("Peran")}
	for i, values := range [][]int{{1, 2, 3}, {5, 5, 5}, {4, 4}} {
		for j, v := range values {
			if err := f.SetCellValue(sheet, string(rune('C'+i))+fmt.Sprint(statements[j]), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, want := range []struct {
		column string
		row    int
		value  string
	}{
		{"C", row("Jumlah: Kebutuhan"), "3"}, {"C", row("Jumlah seluruhnya"), "6"}, {"C", row("Hasil"), "Rundingkan ulang"},
		{"D", row("Jumlah seluruhnya"), "15"}, {"D", row("Hasil"), "Sehat"},
		{"E", row("Jumlah: Kebutuhan"), "8"}, {"E", row("Jumlah: Mitra"), ""}, {"E", row("Jumlah seluruhnya"), ""}, {"E", row("Hasil"), "belum lengkap"},
		{"F", statements[0], "4"}, {"F", statements[2], "2"},
	} {
		cell := want.column + fmt.Sprint(want.row)
		got, err := f.CalcCellValue(sheet, cell)
		if err != nil || got != want.value {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want.value)
		}
	}
}

// LibreOffice opens each file and sets it on paper. It takes long, so it must be asked for.
func TestLibreOffice(t *testing.T) {
	if os.Getenv("HANDBOOK_OFFICE") != "required" {
		t.Skip("set HANDBOOK_OFFICE=required to open the files in LibreOffice")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	dir := t.TempDir()
	var names []string
	archives(t, func(t *testing.T, _ string, _ *txtar.Archive, made maker) {
		for p, make := range made {
			data, err := make()
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, strings.ReplaceAll(strings.ReplaceAll(p, "/", "-"), ".", "-")+path.Ext(p))
			if err := os.WriteFile(name, data, 0o600); err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
	})
	args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf", "--outdir", dir}, names...)
	if out, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range names {
		data, err := os.ReadFile(strings.TrimSuffix(name, path.Ext(name)) + ".pdf")
		if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s cannot be opened: %v", filepath.Base(name), err)
		}
	}
}
