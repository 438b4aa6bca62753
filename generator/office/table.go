package office

import (
	"bytes"
	"encoding/csv"
)

// table makes a .csv (RFC 4180) of the table with the most columns, for programs: the head is the names of its columns, which
// are the same in all languages; rows that are printed have a column "row" before them.
func table(f *form) ([]byte, error) {
	b := f.widestTable()
	var head []string
	if len(b.rowLabels) > 0 {
		head = append(head, "row")
	}
	for _, c := range b.columns {
		head = append(head, c.name)
	}
	lines := [][]string{head}
	for _, label := range b.rowLabels {
		line := make([]string, len(head))
		line[0] = label
		lines = append(lines, line)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	if err := w.WriteAll(lines); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// widestTable is the table with the most columns; without tables it has none.
func (f *form) widestTable() *blank {
	widest := &blank{}
	for i := range f.blanks {
		if b := &f.blanks[i]; b.kind == kindTable && tableColumns(b) > tableColumns(widest) {
			widest = b
		}
	}
	return widest
}
