package schema

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

const (
	layouts = "list cards glossary path"
	marks   = "circle square diamond triangle hexagon star cross ring bars chevron flag book pin leaf"
)

// Layouts and Marks are how an index may look, and the shapes beside names.
func Layouts() []string { return strings.Fields(layouts) }
func Marks() []string   { return strings.Fields(marks) }

var (
	codePrefix = regexp.MustCompile(`^[A-Z]+$`)
	schemaType = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)
)

// kind reads one file of the kinds folder.
func (l *loader) kind(f *source.File) {
	l.file = f
	v, problems := meta.Parse(f)
	l.problems = append(l.problems, problems...)
	k := &Kind{Name: kindName(f), Layout: "list", SchemaType: "Article", File: f}
	if !identifier.MatchString(k.Name) || k.Name == l.schema.Plain.Name {
		l.report(kindNameWrong(f, k.Name))
	}
	l.schema.Kinds = append(l.schema.Kinds, k)
	if v.Kind != meta.Map && (v.Kind != meta.Null || problems.Errors() > 0) {
		if problems.Errors() == 0 {
			l.report(notMap(f, v))
		}
		k.Folder, k.Fields = k.Name, l.common
		return
	}
	l.checkKeys(v, []string{"folder", "slug", "label", "plural", "description", "code", "layout", "path", "mark", "schema_type", "citable", "fields", "downloads", "checks", "glossary", "chooser", "evidence", "reference"})
	for _, field := range v.Fields {
		l.kindSetting(k, field.Key, field.Value)
	}
	for _, key := range []string{"folder", "label", "plural"} {
		if v.Get(key) == nil {
			l.report(keyMissing(f, v, key, kindHint(key, l.schema.codes())))
		}
	}
	l.kindFields(k, v.Get("fields"))
	if downloads := v.Get("downloads"); downloads != nil {
		l.downloads(k, *downloads)
	}
	if glossary := v.Get("glossary"); glossary != nil {
		l.glossary(k, *glossary)
	}
	if chooser := v.Get("chooser"); chooser != nil {
		l.chooser(k, *chooser)
	}
	if evidence := v.Get("evidence"); evidence != nil {
		l.at.evidence = append(l.at.evidence, pendingEvidence{pending{file: f, kind: k}, *evidence})
	}
	if reference := v.Get("reference"); reference != nil {
		l.reference(k, *reference)
	}
	path := v.Get("path")
	if path != nil {
		l.stages(k, *path)
	}
	if layout := v.Get("layout"); layout != nil && k.Layout == "path" && path == nil {
		l.report(pathAndLayout(f, *layout))
	} else if path != nil && k.Layout != "path" {
		l.report(pathAndLayout(f, *path))
	}
	if checks := v.Get("checks"); checks != nil {
		l.checks(k, *checks)
	}
	l.claims(k, v)
}

func (l *loader) kindSetting(k *Kind, key string, v meta.Value) {
	switch key {
	case "folder":
		if name, ok := l.string(v); ok {
			if !isSlug(name) {
				l.report(slugShape(l.file, v, betterSlug(name)))
			}
			k.Folder = name
		}
	case "slug":
		k.Slug = l.slugs(v)
	case "label":
		k.Label = l.text(v)
	case "plural":
		k.Plural = l.text(v)
	case "description":
		k.Description = l.text(v)
	case "code":
		if prefix, ok := l.string(v); ok && codePrefix.MatchString(prefix) {
			k.Code = prefix
		} else if ok {
			l.report(codePrefixWrong(l.file, v))
		}
	case "layout":
		if layout := l.oneOf(v, layouts); layout != "" {
			k.Layout = layout
		}
	case "mark":
		k.Mark = l.oneOf(v, marks)
	case "citable":
		k.Citable = l.bool(v)
	case "schema_type":
		if name, ok := l.string(v); ok && schemaType.MatchString(name) {
			k.SchemaType = name
		} else if ok {
			l.report(schemaTypeWrong(l.file, v))
		}
	}
}

// kindFields reads the fields of a kind. The common ones of the handbook stand behind its own.
func (l *loader) kindFields(k *Kind, v *meta.Value) {
	common := slices.Clone(l.common)
	if v == nil || !l.isMap(*v) {
		k.Fields = common
		return
	}
	for _, field := range v.Fields {
		i := slices.IndexFunc(common, func(c *Field) bool { return c.Name == field.Key })
		switch {
		case knownField(field.Key) != nil:
			if l.onlyRequired(field) {
				k.Required = append(k.Required, field.Key)
			}
		case i >= 0:
			if l.onlyRequired(field) {
				own := *common[i]
				own.Required = true
				common[i] = &own
			}
		default:
			if d := l.field(field, false); d != nil {
				k.Fields = append(k.Fields, d)
			}
		}
	}
	k.Fields = append(k.Fields, common...)
	l.uniqueAnchors(k, v)
}

// onlyRequired reads what a kind may say of a field it does not declare itself.
func (l *loader) onlyRequired(field meta.Field) bool {
	if !l.isMap(field.Value) {
		return false
	}
	required := false
	for _, key := range field.Value.Fields {
		if key.Key == "required" {
			required = l.bool(key.Value)
		} else {
			l.report(fieldTaken(l.file, field, key))
		}
	}
	return required
}

func (l *loader) uniqueAnchors(k *Kind, v *meta.Value) {
	seen := map[string]string{}
	for _, field := range k.Fields {
		if field.Show != ShowSection {
			continue
		}
		if before, found := seen[field.Anchor]; found {
			for i := range v.Fields {
				if v.Fields[i].Key == field.Name {
					l.report(anchorTaken(l.file, v.Fields[i], field.Anchor, before))
				}
			}
		}
		seen[field.Anchor] = field.Name
	}
}

// claims checks that no two kinds share a folder or a prefix of codes.
func (l *loader) claims(k *Kind, v meta.Value) {
	if l.at.folders == nil {
		l.at.folders, l.at.codes = map[string]claim{}, map[string]claim{}
	}
	for _, c := range []struct {
		key, value string
		taken      map[string]claim
	}{{"folder", k.Folder, l.at.folders}, {"code", k.Code, l.at.codes}} {
		at := v.Get(c.key)
		if at == nil || c.value == "" {
			continue
		}
		if before, found := c.taken[c.value]; found {
			l.report(claimed(l.file, *at, before))
		} else {
			c.taken[c.value] = claim{l.file, *at}
		}
	}
	if names, found := l.schema.Folders[k.Folder]; found && k.Folder != "" && names.Label != nil {
		l.report(folderOfKind(l.file, *v.Get("folder")))
	}
}

func (l *loader) nearestKind(name string) string { return diag.Nearest(name, l.kindNames) }
