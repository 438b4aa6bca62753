package preview

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"handbook/generator/diag"
)

// Editors are the programs whose addresses are known, each with the command that starts it. An address opens {path}, which begins with "/", at {line} and
// {column}; both count from 1.
func Editors() []Editor {
	return []Editor{
		{"vscode", "code", "vscode://file{path}:{line}:{column}"}, // https://code.visualstudio.com/docs/configure/command-line#_opening-vs-code-with-urls
		{"vscodium", "codium", "vscodium://file{path}:{line}:{column}"},
		{"cursor", "cursor", "cursor://file{path}:{line}:{column}"},
		{"windsurf", "windsurf", "windsurf://file{path}:{line}:{column}"},
		{"zed", "zed", "zed://file{path}:{line}:{column}"},
		{"idea", "idea", "idea://open?file={path}&line={line}&column={column}"}, // JetBrains
		{"textmate", "mate", "txmt://open?url=file://{path}&line={line}&column={column}"},
	}
}

// Editor is a program that opens files by address.
type Editor struct{ Name, Command, Address string }

// EditorAddress is the address for the name of a known editor or for one that was written out, with {path} in it; "" for
// "none".
func EditorAddress(name string) (string, error) {
	if name == "none" {
		return "", nil
	}
	for _, e := range Editors() {
		if e.Name == name {
			return e.Address, nil
		}
	}
	u, err := url.Parse(strings.NewReplacer("{path}", "", "{line}", "1", "{column}", "1").Replace(name))
	if err != nil || u.Scheme == "" || !strings.Contains(name, "{path}") || unsafeScheme(u.Scheme) {
		return "", errors.New("no editor and no address with {path} in it")
	}
	return slashPath.ReplaceAllString(name, "${1}{path}"), nil
}

// slashPath is a slash before a path that begins with one itself.
var slashPath = regexp.MustCompile(`([^/:]|://)/\{path\}`)

// unsafeScheme tells schemes that would run or show something in place of opening a program.
func unsafeScheme(scheme string) bool {
	switch strings.ToLower(scheme) {
	case "javascript", "data", "vbscript", "blob", "http", "https", "about":
		return true
	}
	return false
}

// link is the address that opens a place in the editor, or "". Files of the built-in theme are nowhere.
func (s *Server) link(at diag.Place) string {
	root, name := s.options.Root, at.File
	if theme, ok := strings.CutPrefix(name, "theme:"); ok {
		root, name = s.options.Themes, theme
	}
	if s.options.Editor == "" || root == "" {
		return ""
	}
	p := strings.TrimSuffix(strings.ReplaceAll(root, `\`, "/"), "/") + "/" + name
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	segments := strings.Split(p, "/")
	for i := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(segments[i]), "&", "%26")
	}
	return strings.NewReplacer(
		"{path}", strings.Join(segments, "/"),
		"{line}", strconv.Itoa(max(at.Line, 1)),
		"{column}", strconv.Itoa(max(at.Column, 1)),
	).Replace(s.options.Editor)
}
