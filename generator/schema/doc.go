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
//	license: {text: {id: …, en: …}, url: https://…}          # in the footer
//	navigation: [guides, models, …]   # folders in reading order; the rest follow by name
//	markdown: true               # publish a .md beside each page
//	print: true                  # publish one page for printing for each folder
//	folders: {drafts-of-2020: {slug: {…}, label: {…}}}   # names of folders that belong to no kind
//	choices:                     # lists of allowed values that several kinds share
//	  sector:
//	    health: {id: Kesehatan, en: Health}
//	fields:                      # fields every declared kind has, written as in a kind file
//	  audience: {type: list, of: {type: choice, from: audience}, label: {…}}
//
// A text for people is either one string, which then holds for all languages,
// or a map from language to string.
//
// # kinds/NAME.yaml
//
//	folder: models                  # content/<lang>/models/*.md are of this kind
//	slug: {id: model, en: models}   # the folder in addresses; folder when absent
//	label: {id: Model, en: Model}   # one page of it
//	plural: {id: Model kemitraan, en: Partnership models}   # all of them: navigation, index heading
//	description: {id: …, en: …}     # the lead of the index
//	code: M                         # pages carry short codes M1, M2, …; pages must then have one
//	layout: list                    # how the index looks: list (default), cards, glossary
//	mark: diamond                   # the shape beside the name: circle square diamond triangle hexagon
//	                                # star cross ring bars chevron flag book pin leaf (told apart without colour)
//	schema_type: Article            # schema.org type of a page; Article when absent
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
// side; without it there is no backlink). A reference is written as the key of a page,
// folder/name, with #section where it points to a section.
//
// # Fields the generator knows
//
// Every page may have: title, summary, slug (last part of the address), code (short code), names
// (list of other names), aliases (list of old addresses), draft, order (number), kind (only in a folder of
// no kind), published, updated, reviewed, review_due (dates YYYY-MM-DD). An alias is a path from the start of
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
package schema
