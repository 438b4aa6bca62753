package render

import "html/template"

// The views of pages that are made from the fields of many pages.

// Compare is what layouts/compare.html gets: the pages of a folder side by side.
type Compare struct {
	Page    Page
	Back    Link // to the folder
	Columns []CompareColumn
	Rows    []CompareRow
	Table   string // address of the same as a table of comma-separated values
	Density string // how much text there is, for print: few, some, much, most
}

// CompareColumn is a page.
type CompareColumn struct {
	Link
	ID string // of its checkbox, and in the address
}

// CompareRow is a field.
type CompareRow struct {
	ID, Label string
	Cells     []CompareCell
}

// CompareCell is what a page says in a field; HTML is empty where it says nothing.
type CompareCell struct {
	HTML template.HTML
	Lang string // where it differs
}

// Filter is the part of an index that filters its pages.
type Filter struct {
	Count  int // of pages
	Facets []Facet
}

// Facet is a field by which pages are told apart.
type Facet struct {
	ID, Label string
	Values    []FacetValue
}

// FacetValue is one of its values; Href leads to the page that lists who has it.
type FacetValue struct {
	Link
	ID    string
	Count int
}

// FacetList is what layouts/facet.html gets: the pages of a folder that have one value.
type FacetList struct {
	Page    Page
	Of      Link   // to the folder
	Combine string // address of the folder with this value chosen
	Entries []Entry
	Layout  string // list or cards
	Parts   []Part
	Count   int
}

// Maps is what layouts/maps.html gets.
type Maps struct {
	Page Page
	Maps []Map
}

// Map is a cross-table with the lists that its counts lead to.
type Map struct {
	ID, Label, Description string
	Corner                 template.HTML // what the rows and columns are
	Note                   string        // what the small figures in a cell say
	Columns                []Link        // Href is "" where no page stands behind it
	Rows                   []MapRow
	Lists                  []MapList
}

// MapRow is a row of counts.
type MapRow struct {
	Link
	Cells []MapCell
}

// MapCell is one count.
type MapCell struct {
	Count  int
	Href   string // of the list; "" where nothing is counted
	Name   string // for those who cannot see where the cell stands
	Shares []MapShare
}

// MapShare is a part of a count.
type MapShare struct {
	Label string
	Count int
}

// MapList is the pages counted in a row.
type MapList struct {
	Link
	Cells []MapPages
}

// MapPages is the pages counted in a cell.
type MapPages struct {
	ID    string
	Label string
	Pages []MapPage
	More  int    // how many are not listed
	All   string // address of the folder with both values chosen, or ""
}

// MapPage is one page counted in a cell.
type MapPage struct {
	Link
	Share string // what is said of it
}

// Stage is a stage of a path.
type Stage struct {
	ID, Label string
	First     int // number of its first step
	Steps     []Step
}

// Step is a page of a path.
type Step struct {
	Entry
	Fields []StepField
}

// StepField is a field shown at a step.
type StepField struct {
	Label string
	HTML  template.HTML
	Lang  string
}
