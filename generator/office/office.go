// Package office makes the files to fill in of a page from its fields: .docx to write on and to sign, .xlsx for tables,
// maps and scores, .csv for the data of a table. Which fields of a kind they are made from is declared in its file; see "Downloads" in package schema.
//
// # What stands in the files
//
// Both hold the title with its short code, what the tool is for, its notice, the numbered instructions and every blank
// with its help and example, in the language of the page's text, on the paper the page asks for. In a document a blank
// is a cell to type in, ruled where it has several lines; answers are boxes that can be ticked, in Word and by pen; tables
// have their empty rows. In a workbook the first sheet is to be filled in, with lists to choose from and, for
// statements to be rated, sums and bands by formulas for each partner; the instructions are on the second
// sheet, the lists on the third. The foot of each sheet names the handbook, the address of the page where
// the handbook has one, and the licence. A .csv is the head of the widest table, for programs.
//
// # How they are made
//
// A page is first read into a form, which knows nothing of files. Workbooks are written with excelize. Documents are written
// here: of the Go modules for .docx that can be had, one is under the AGPL, others are for sale, and the one under
// the MIT licence is not kept up and knows neither footers nor content controls. What a form needs of
// WordprocessingML (ECMA-376, part 1, chapter 17) is little.
//
// The same page gives the same bytes: entries of a zip carry no time, properties the dates of the page.
package office

import (
	"handbook/generator/render"
	"handbook/generator/site"
)

// Files is every file to fill in: path to a function that makes its bytes. The functions may be called at any time, in
// any order, from several goroutines.
func Files(t *render.Theme, s *site.Site) map[string]func() ([]byte, error) {
	files := map[string]func() ([]byte, error){}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			for _, d := range site.Downloads(p) {
				write := map[string]func(*form) ([]byte, error){"docx": document, "xlsx": workbook, "csv": table}[d.Format]
				files[d.Path] = func() ([]byte, error) { return write(read(t, s, p)) }
			}
		}
	}
	return files
}
