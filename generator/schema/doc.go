// Package schema reads what a handbook declares about itself: content/handbook.yaml
// and one file for each kind of page in content/kinds.
//
// # handbook.yaml
//
// Only title and languages are required.
//
//	title: {id: Buku Panduan Kemitraan, en: Partnership Handbook}
//	languages: [id, en]          # the first is the default
//	description: {id: …, en: …}  # one or two sentences: home page, feed, llms.txt
//	base_url: https://example.org/handbook/   # where it will be published; absolute addresses need it
//	edit_url: https://example.org/edit/main/content/{path}   # "edit this page"; {path} is id/models/coalition.md
//	publisher: {id: …, en: …}    # who stands behind the handbook, for citations; its title where nobody is named
//	license: {text: {id: …, en: …}, url: https://…}          # in the footer
//	navigation: [guides, models, …]   # folders in reading order; the rest follow by name
//	markdown: true               # publish a .md beside each page
//	print: true                  # publish one page for printing for each folder
//	search: {shortcuts: false}   # neither / nor Ctrl+K opens the search
//	folders: {drafts-of-2020: {slug: {…}, label: {…}}}   # names of folders that belong to no kind
//	choices:                     # lists of allowed values that several kinds share
//	  sector:
//	    health: {id: Kesehatan, en: Health}
//	fields:                      # fields every declared kind has, written as in a kind file
//	  audience: {type: list, of: {type: choice, from: audience}, label: {…}}
//	claims:                      # words that need something to stand on, in each language: a paragraph with one
//	  en: [proven, most common]  # and without a footnote or a link to a citable page is in the report
//
//	maps:                        # cross-tables: how many pages of a kind have one value and another
//	  evidence:
//	    label: {id: …, en: …}
//	    description: {id: …, en: …}
//	    kind: case
//	    rows: models.model       # a choice or reference of the kind, or one inside an object or list
//	    columns: benefits.benefit
//	    split: benefits.favourable   # tells each count apart by a choice in the same object
//
// A text for people is either one string, which then holds for all languages,
// or a map from language to string.
//
// # spelling.yaml
//
// The spellings of the handbook: for each language what is wrong and what is right. A text with a wrong one gets a warning,
// but not what stands in quotation marks, in a quotation, in emphasis, in code or in the name of a work that is linked to,
// nor the names of a page and the titles of works.
//
//	id:
//	  kerjasama: kerja sama
//	en:
//	  organiz*: organis*                         # any ending
//	  World Health Organization: World Health Organization   # a name that is spelled its own way
//
// # kinds/NAME.yaml
//
//	folder: models                  # content/<lang>/models/*.md are of this kind
//	slug: {id: model, en: models}   # the folder in addresses; folder when absent
//	label: {id: Model, en: Model}   # one page of it
//	plural: {id: Model kemitraan, en: Partnership models}   # all of them: navigation, index heading
//	description: {id: …, en: …}     # the lead of the index
//	code: M                         # pages carry short codes M1, M2, …; pages must then have one
//	layout: list                    # how the index looks: list (default), cards, glossary, path
//	path: {by: phase, show: [outputs, tools]}   # of layout path: the choice that names the stages, fields shown at each step
//	mark: diamond                   # the shape beside the name: circle square diamond triangle hexagon
//	                                # star cross ring bars chevron flag book pin leaf (told apart without colour)
//	schema_type: Article            # schema.org type of a page; Article when absent
//	downloads: {format: format, fields: fields}   # fields that files to fill in are made from; see Downloads
//	citable: true                   # its pages are what others cite; see claims
//	fields:
//	  summary: {required: true}     # a field the generator knows, or one of handbook.yaml, may be made required
//	  definition:
//	    type: markdown
//	    required: true
//	    label: {id: Definisi, en: Definition}
//	    help: {id: …, en: …}        # one line for the editor
//	    show: lead
//	  power:
//	    type: choice
//	    choices: {equal: {id: Setara, en: Equal}, lead: {id: Satu pemimpin, en: One lead}}
//	    facet: true
//	    compared: true
//	  steps:
//	    type: list
//	    min: 3                      # at least three items
//	    label: {id: Langkah, en: Steps}
//	    anchor: langkah             # id of its section; the field's name when absent
//	    ordered: true               # numbered
//	    of:
//	      type: object
//	      fields:
//	        title: {type: text, required: true, label: {…}}
//	        text: {type: markdown, label: {…}}
//	        techniques:
//	          type: list
//	          label: {id: Teknik, en: Techniques}
//	          inverse: {id: Dipakai di model, en: Used in models}
//	          of: {type: reference, to: technique}
//	checks:                         # see below
//	  - require: results
//	    unless: {outcome_class: no-data-yet}
//
// A kind whose pages explain words is a glossary: elsewhere the first mention of a word on a page leads to
// its page and shows the definition. The names of its fields say where things are written.
//
//	glossary:
//	  definition: definition        # text: what is shown
//	  forms: [abbreviation, forms]  # text or lists of text: what is looked for besides title and names
//	  unmarked: unmarked            # list of text: forms that are everyday words, which search knows but texts do not mark
//	  mark: mark                    # boolean: false leaves all forms of a word unmarked
//
// A kind whose pages hold questions with weighted answers may make a chooser of them, one page that asks
// them all and ranks the pages they weigh.
//
//	chooser:
//	  slug: {id: pemilih-model, en: model-chooser}   # its address in the folder of the language
//	  title: {id: Pemilih model, en: Model chooser}
//	  lead: {id: …, en: …}          # what stands above questions and result
//	  page: guides/choosing         # the page that explains it: each leads to the other
//	  questions: questions          # list of objects
//	  question: question            # text in it
//	  options: options              # list of objects in it, each an answer
//	  answer: answer                # text in that
//	  reason: why                   # text in that
//	  weights: weights              # list of objects in that: a reference to one kind, and a number
//	  tie: 2                        # pages no more than this behind the first are on a par with it
//	  moves: moves_to               # of the kind weighed: list of objects, a reference to what may follow and a text on when
//	  needs: [trust_needed]         # of the kind weighed: numbers; with moves, a start with less is advised
//	                                # where an answer speaks against the first
//
// Beside each page of a kind may stand a table of what pages of another kind say of it, ready to be copied.
//
//	evidence:
//	  kind: case                    # whose pages speak
//	  names: benefits.benefit       # where they name a page of this kind
//	  rows: results                 # list of objects of theirs, a row each; without it each page is a row
//	  columns:                      # fields of theirs, of a row, or of the object that names the page
//	    - place
//	    - {label: {id: …, en: …}, fields: [results.before, results.after], change: true, unit: results.unit}
//	    - {fields: [results.source, results.locator]}    # two in one cell
//	  references: results.source    # the works listed below the table, as their kind's reference says
//	  also: [counter_evidence]      # lists of objects of the page itself, a table each
//
// A kind of works says in reference which of its fields make a reference: [authors, year, work_title, doi].
//
// # Fields
//
// The types are text (one line), markdown, number, range, date, boolean, address (an absolute URL),
// choice, list, object and reference. Each may have:
//
//	required   true: the page may not be published without it
//	label      what readers see before it (required but on list items)
//	help       a line for editors
//	facet      true: readers may filter by it
//	compared   true: it is a row of the comparison of this kind
//	show       lead (above the text), fact (in the table of short facts), section (a section of its
//	           after the text), none (not on the page). Default: fact for text, number, range, date,
//	           boolean, address, choice, reference and lists of choices or texts of one line; section for
//	           markdown, objects and other lists. The section of a list of references stands among the related
//	           pages, with those that refer to the page.
//	anchor     id of its section
//
// A number is written with a point for decimals and nothing between thousands. A range is 2012-2015, or 2012-
// while it has no end, or {from: 2012, to: 2015}.
//
// By type: number, range: min, max, unit (text for people). range: calendar (true: it is of years, so one without an
// end is "since"). number: labels (words for whole numbers, e.g.
// {1: {id: …, en: …}}). text, markdown: max (characters). list: of (the item), min and max (items),
// ordered, unique. choice: choices, or from, the name of a list in handbook.yaml. object: fields.
// reference: to (a kind, a list of kinds, or any), inverse (label of the relation seen from the other
// side; without it there is no backlink), acyclic (true: going from page to page along it never leads back; also on a list
// of references). A reference is written as the key of a page,
// folder/name, with #section where it points to a section.
//
// # Checks
//
// What no field can say of itself stands in the list checks of a kind, each item one of:
//
//	checks:
//	  - require: regulation.checked_on          # the field must be given, if its object is,
//	    unless: {regulation.status: unchecked}  # unless (or: when) a choice has a value; else an error
//	  - cited: {regulation.status: revoked}     # a warning at each field of a page that names such a page
//	  - want: archived_url                      # a page with the second field and without the first is in the report
//	    with: url
//	  - older: period                           # a page whose date, or the end of whose years, is longer ago
//	    years: 10                               # is in the report
//
// A point leads into an object: regulation.status. The report is what "handbook check --report" prints.
//
// # Downloads
//
// A kind may say that files to fill in are made from the fields of its pages:
//
//	downloads:
//	  format: format               # a list of choices; for docx, xlsx and csv among them a file is made
//	  fields: fields               # the blanks, in order
//	  instructions: instructions   # list of texts; this and the rest may be left out
//	  scoring: scoring             # statements to be rated
//	  purpose: purpose             # text
//	  notice: notice               # text
//	  paper: paper                 # a4, a4-landscape or a3-landscape
//
// Behind each colon stands the name of a field of the kind. The item of fields is an object with label and kind (text,
// number, date, choice, scale or table) and, where the kind declares them: part (heading of the part that begins
// here), help, example, required, lines, unit, options or from (a list in handbook.yaml), several, scale,
// scale_labels, rows, row_labels and columns. A column has what a field has, without a table in it. Scoring
// is an object of scale, themes (title, about, items) and, where declared, scale_labels, partner_columns and bands
// (score, meaning, advice). Bands are of the sum of all statements, from the lowest, with no gap.
//
// # Fields the generator knows
//
// Every page may have: title, summary, slug (last part of the address), code (short code), names
// (list of other names), aliases (list of old addresses), draft, order (number), kind (only in a folder of
// no kind), published, updated, reviewed, review_due (dates YYYY-MM-DD), translated_from. An alias is a path from the start of
// the site without its first slash: id/model/lama.html. A key with nothing behind it counts as not given.
//
// # Languages
//
// A page is written once in each language under the same folder and file name. What is for people
// (text, markdown, and lists and objects of them) is written in each language. What is the same in
// all languages (number, range, date, boolean, address, choice, reference, code, order, draft) is written only in the
// file of the first language that has the page; the others take it from there. In a translated
// list of objects the items are matched by position and give only their texts. "translated: false" on a text
// field (a person's name, a digital object identifier) makes it the same in all languages;
// "translated: true" on another makes it differ.
//
// translated_from in a translation is written by "handbook stamp": for each section of the first language its id and a
// mark made from its words, so that a section whose words have changed since is known to be behind. The id "." is all that
// stands in no section.
package schema
