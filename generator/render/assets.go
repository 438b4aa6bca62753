package render

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	minihtml "github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// readAssets bundles all style sheets and all scripts into one file each, in the order of their names, and
// names every asset by its bytes. Those in assets/views stay files of their own: only the pages of a view load them,
// so that no other page pays for them.
func (t *Theme) readAssets(fsys fs.FS) (diag.List, error) {
	t.assets = map[string][]byte{}
	entries, err := fs.ReadDir(fsys, "assets")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var problems diag.List
	var style, script []byte
	for _, entry := range entries {
		file := path.Join("assets", entry.Name())
		if entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		switch path.Ext(file) {
		case ".css", ".js":
			f, err := readText(fsys, file)
			if err != nil {
				return nil, err
			}
			if path.Ext(file) == ".css" {
				small, found := minifyStyle(f)
				style, problems = append(style, small...), append(problems, found...)
			} else {
				small, found := minifyScript(f)
				script, problems = append(append(script, small...), '\n'), append(problems, found...)
			}
		default:
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				return nil, err
			}
			hashed := t.add(strings.TrimSuffix(entry.Name(), path.Ext(file)), path.Ext(file), data)
			if entry.Name() == "favicon.svg" {
				t.icon = hashed
			}
		}
	}
	if len(style) > 0 {
		t.style = t.add("handbook", ".css", style)
	}
	if len(script) > 0 {
		t.script = t.add("handbook", ".js", script)
	}
	found, err := t.readViews(fsys)
	return append(problems, found...), err
}

// readViews reads the style sheets and scripts of views, by the name of the view.
func (t *Theme) readViews(fsys fs.FS) (diag.List, error) {
	const folder = "assets/views"
	t.viewStyles, t.viewScripts = map[string]string{}, map[string]string{}
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var problems diag.List
	for _, entry := range entries {
		ext := path.Ext(entry.Name())
		name := strings.TrimSuffix(entry.Name(), ext)
		if entry.IsDir() || name == "" || ext != ".css" && ext != ".js" {
			continue
		}
		f, err := readText(fsys, path.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		minify, made := minifyStyle, t.viewStyles
		if ext == ".js" {
			minify, made = minifyScript, t.viewScripts
		}
		small, found := minify(f)
		problems = append(problems, found...)
		made[name] = t.add(name, ext, small)
	}
	return problems, nil
}

// add keeps an asset under a name that says what is in it.
func (t *Theme) add(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	hashed := fmt.Sprintf("assets/%s-%x%s", name, sum[:4], ext)
	t.assets[hashed] = data
	return hashed
}

func minifyStyle(f *source.File) ([]byte, diag.List) {
	if problems := checkStyle(f); len(problems) > 0 {
		return nil, problems
	}
	var b bytes.Buffer
	if err := css.Minify(minify.New(), &b, bytes.NewReader(f.Text), nil); err != nil {
		return nil, diag.List{badScript(f.Whole(), err.Error())}
	}
	return b.Bytes(), nil
}

func minifyScript(f *source.File) ([]byte, diag.List) {
	var b bytes.Buffer
	err := js.Minify(minify.New(), &b, bytes.NewReader(f.Text), nil)
	var syntax *parse.Error
	if errors.As(err, &syntax) {
		return nil, diag.List{badScript(f.LinePlace(syntax.Line, syntax.Column, 1), syntax.Message)}
	}
	if err != nil {
		return nil, diag.List{badScript(f.Whole(), err.Error())}
	}
	return b.Bytes(), nil
}

// minifyTemplate takes out comments and needless space. It keeps all tags and quotes: what that saves is little
// once compressed, and tools that read the pages stay simple.
func minifyTemplate(f *source.File) (string, error) {
	m := minihtml.Minifier{
		KeepDefaultAttrVals: true,
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepWhitespace:      true,
		TemplateDelims:      minihtml.GoTemplateDelims,
	}
	var b bytes.Buffer
	err := m.Minify(minify.New(), &b, bytes.NewReader(f.Text), nil)
	return b.String(), err
}

// checkStyle finds what a browser would pass over in silence: brackets and quotes that do not match, and
// requests that leave the site.
func checkStyle(f *source.File) diag.List {
	var problems diag.List
	var open []int
	text := f.Text
	closing := map[byte]byte{'{': '}', '(': ')', '[': ']'}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '/':
			if !bytes.HasPrefix(text[i:], []byte("/*")) {
				continue
			}
			end := bytes.Index(text[i+2:], []byte("*/"))
			if end < 0 {
				return append(problems, styleNotClosed(f.Place(i, 2), "/*"))
			}
			i += 2 + end + 1
		case '"', '\'':
			end := endOfString(text, i)
			if end < 0 {
				return append(problems, styleNotClosed(f.Place(i, 1), string(c)))
			}
			i = end
		case '{', '(', '[':
			open = append(open, i)
		case '}', ')', ']':
			if len(open) == 0 {
				problems = append(problems, styleNotOpened(f.Place(i, 1), string(c)))
				continue
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if closing[text[last]] != c {
				return append(problems, styleNotClosed(f.Place(last, 1), string(text[last])))
			}
		case '@', 'u':
			for _, word := range []string{"@import", "url("} {
				if bytes.HasPrefix(text[i:], []byte(word)) {
					problems = append(problems, styleLeavesSite(f.Place(i, len(word))))
				}
			}
		}
	}
	for _, i := range open {
		problems = append(problems, styleNotClosed(f.Place(i, 1), string(text[i])))
	}
	return problems
}

// endOfString is where the string that opens at i ends, or -1: a line end ends it unclosed.
func endOfString(text []byte, i int) int {
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\\':
			j++
		case '\n':
			return -1
		case text[i]:
			return j
		}
	}
	return -1
}
