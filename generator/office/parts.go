package office

import "strings"

const (
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"`
	declaration   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relations     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	wordMediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// packageOf is the files of a document whose text is written.
func packageOf(f *form, w *writer) []entry {
	part := func(name, data string) entry { return entry{name, []byte(declaration + data)} }
	return []entry{
		part("[Content_Types].xml", contentTypes()),
		part("_rels/.rels", `<Relationships xmlns="`+packageSpace+`relationships">`+
			`<Relationship Id="rId1" Type="`+relations+`officeDocument" Target="word/document.xml"/>`+
			`<Relationship Id="rId2" Type="`+packageSpace+`relationships/metadata/core-properties" Target="docProps/core.xml"/>`+
			`<Relationship Id="rId3" Type="`+relations+`extended-properties" Target="docProps/app.xml"/></Relationships>`),
		part("docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>handbook</Application></Properties>`),
		part("docProps/core.xml", coreProperties(f)),
		part("word/document.xml", `<w:document`+namespaces+`><w:body>`+w.b.String()+section(f.paper)+`</w:body></w:document>`),
		part("word/footer1.xml", footer(f)),
		part("word/numbering.xml", numbering()),
		part("word/settings.xml", `<w:settings`+namespaces+`><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`),
		part("word/styles.xml", styles(f.lang)),
		part("word/_rels/document.xml.rels", documentRelations(w.links)),
	}
}

func contentTypes() string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="` + packageSpace + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	for _, one := range [...][2]string{
		{"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
		{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		{"/word/document.xml", wordMediaType + "document.main+xml"},
		{"/word/footer1.xml", wordMediaType + "footer+xml"},
		{"/word/numbering.xml", wordMediaType + "numbering+xml"},
		{"/word/settings.xml", wordMediaType + "settings+xml"},
		{"/word/styles.xml", wordMediaType + "styles+xml"},
	} {
		b.WriteString(`<Override PartName="` + one[0] + `" ContentType="` + one[1] + `"/>`)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

// day is the day a form is dated, or a fixed one: a clock would make every build differ.
func (f *form) day() string {
	if f.date == "" {
		return "2000-01-01"
	}
	return f.date
}

func coreProperties(f *form) string {
	return `<cp:coreProperties xmlns:cp="` + packageSpace + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(f.title) + `</dc:title><dc:subject>` + escape(f.code) + `</dc:subject><dc:creator>` + escape(f.handbook) + `</dc:creator>` +
		`<dc:language>` + escape(f.lang) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + f.day() + `T00:00:00Z</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + f.day() + `T00:00:00Z</dcterms:modified></cp:coreProperties>`
}

func section(p paper) string {
	width, height := p.size()
	direction := ""
	if p.wide {
		direction = ` w:orient="landscape"`
	}
	m := itoa(margin)
	return `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="` + itoa(width) + `" w:h="` + itoa(height) + `"` + direction + `/>` +
		`<w:pgMar w:top="1020" w:right="` + m + `" w:bottom="1020" w:left="` + m + `" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>`
}

// footer names the handbook and the page in one line, its address and the licence in the next.
func footer(f *form) string {
	w := &writer{}
	tab := `<w:tabs><w:tab w:val="right" w:pos="` + itoa(textWidth(f.paper)) + `"/></w:tabs>`
	w.paragraph(styleFooter, `<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>`+tab, func() {
		w.letters(run{text: f.handbook + " · " + strings.TrimSpace(f.code+" "+f.title)})
		w.raw(`<w:r><w:tab/></w:r>`)
		before, rest, _ := strings.Cut(f.word("form_page", "page", "\x00", "pages", "\x01"), "\x00")
		between, after, _ := strings.Cut(rest, "\x01")
		w.letters(run{text: before})
		w.field("PAGE")
		w.letters(run{text: between})
		w.field("NUMPAGES")
		w.letters(run{text: after})
	})
	if f.address != "" {
		w.say(styleFooter, f.address)
	}
	if f.licence != "" {
		w.say(styleFooter, f.licence)
	}
	return `<w:ftr` + namespaces + `>` + w.b.String() + `</w:ftr>`
}

// field writes a number that Word counts.
func (w *writer) field(name string) {
	w.raw(`<w:fldSimple w:instr=" `, name, ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
}

func numbering() string {
	level := func(id, format, sign, font string) string {
		return `<w:abstractNum w:abstractNumId="` + id + `"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>` +
			`<w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + sign + `"/><w:lvlJc w:val="left"/>` +
			`<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>` + font + `</w:lvl></w:abstractNum>`
	}
	return `<w:numbering` + namespaces + `>` + level("1", "decimal", "%1.", "") + level("2", "bullet", "•", "") +
		`<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
}

func documentRelations(links []string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageSpace + `relationships">`)
	for i, one := range [...]string{"styles", "settings", "numbering", "footer"} {
		target := one
		if one == "footer" {
			target = "footer1"
		}
		b.WriteString(`<Relationship Id="rId` + itoa(i+1) + `" Type="` + relations + one + `" Target="` + target + `.xml"/>`)
	}
	for i, address := range links {
		b.WriteString(`<Relationship Id="rIdL` + itoa(i) + `" Type="` + relations + `hyperlink" Target="` + escape(address) + `" TargetMode="External"/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// styles are the looks of all paragraphs, so that an office can change them in one place.
func styles(lang string) string {
	const (
		ink  = "1F3B47"
		grey = "595959"
	)
	var b strings.Builder
	b.WriteString(`<w:styles` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>` +
		`<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="` + escape(locale(lang)) + `"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F4E79"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for _, s := range [...]struct{ id, name, paragraph, letters string }{
		{styleTitle, "Title", `<w:keepNext/><w:spacing w:before="0" w:after="100" w:line="240" w:lineRule="auto"/>`, `<w:b/><w:color w:val="` + ink + `"/><w:sz w:val="36"/>`},
		{styleCode, "Code", `<w:keepNext/><w:spacing w:before="0" w:after="20"/>`, `<w:color w:val="` + grey + `"/><w:sz w:val="18"/>`},
		{styleLead, "Lead", `<w:spacing w:after="120"/>`, `<w:sz w:val="21"/>`},
		{styleNotice, "Notice", `<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="` + ink + `"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:spacing w:before="60" w:after="120"/><w:ind w:left="200"/>`, `<w:sz w:val="19"/>`},
		{stylePart, "heading 1", `<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="` + ink + `"/></w:pBdr><w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:color w:val="` + ink + `"/><w:sz w:val="25"/>`},
		{styleTheme, "heading 2", `<w:keepNext/><w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:color w:val="` + ink + `"/><w:sz w:val="22"/>`},
		{styleStep, "Step", `<w:spacing w:after="50"/>`, ``},
		{styleLabel, "Label", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:b/>`},
		{styleHelp, "Help", `<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="` + grey + `"/><w:sz w:val="17"/>`},
		{styleBlank, "Blank", `<w:spacing w:before="60" w:after="40"/>`, ``},
		{styleLine, "Line", `<w:spacing w:before="140" w:after="0" w:line="259" w:lineRule="auto"/>`, ``},
		{styleAnswer, "Answer", `<w:spacing w:before="30" w:after="30"/>`, ``},
		{styleHead, "Table Head", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:b/><w:sz w:val="18"/>`},
		{styleCell, "Table Cell", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="19"/>`},
		{styleNumber, "Table Number", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/>`, `<w:sz w:val="19"/>`},
		{styleBetween, "Between", `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>`, `<w:sz w:val="8"/>`},
		{styleFooter, "footer", `<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="` + grey + `"/><w:sz w:val="15"/>`},
	} {
		b.WriteString(`<w:style w:type="paragraph" w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/><w:basedOn w:val="Normal"/><w:qFormat/>` +
			`<w:pPr>` + s.paragraph + `</w:pPr><w:rPr>` + s.letters + `</w:rPr></w:style>`)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}
