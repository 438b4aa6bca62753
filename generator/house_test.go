package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house says which packages of ours each package may import, lowest first, and which libraries only it may
// know. A package that is not in it may not exist.
var house = []struct {
	pkg       string
	ours      string // names, separated by spaces
	libraries string // import path prefixes
}{
	{"generator/diag", "", ""},
	{"generator/source", "diag", ""},
	{"generator/meta", "diag source", "github.com/adrg/frontmatter go.yaml.in/yaml/v3"},
	{"generator/schema", "diag source meta", "golang.org/x/text/language golang.org/x/text/unicode/norm"},
	{"generator/markdown", "diag source meta schema", "github.com/yuin/goldmark golang.org/x/text/unicode/norm"},
	{"generator/site", "diag source schema markdown", "golang.org/x/image golang.org/x/text/unicode/norm golang.org/x/text/cases"},
	{"generator/survey", "schema site", ""},
	{"generator/review", "diag schema markdown site", ""},
	{"generator/reach", "diag", ""},
	{"generator/render", "diag source meta schema markdown site survey", "github.com/tdewolff/minify/v2 github.com/tdewolff/parse/v2"},
	{"generator/office", "markdown schema site render", "github.com/xuri/excelize/v2"},
	{"generator/export", "source schema markdown site render", ""},
	{"generator/search", "source schema markdown site survey", "golang.org/x/text/unicode/norm"},
	{"generator/output", "diag", "golang.org/x/sys/unix"},
	{"generator/jsonschema", "schema", ""},
	{"generator/watch", "diag source", "github.com/fsnotify/fsnotify"},
	{"generator/preview", "diag site review render output", ""},
	{"generator", "diag source schema markdown site render search export office output watch", ""},
	{"generator/sample", "", ""},
	{"themes", "", ""},
	{"cmd/compare", "sample", ""},
	{"cmd/handbook", "generator diag jsonschema review reach schema site output themes preview source", "github.com/spf13/cobra rsc.io/qr"},
}

func TestImportTable(t *testing.T) {
	root := ".."
	packages := map[string][]*ast.File{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); p != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(p))
		packages[filepath.ToSlash(dir)] = append(packages[filepath.ToSlash(dir)], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range house {
		files := packages[room.pkg]
		delete(packages, room.pkg)
		if len(files) == 0 {
			t.Errorf("package %s of the table is not there", room.pkg)
		}
		for _, f := range files {
			for _, spec := range f.Imports {
				target := strings.Trim(spec.Path.Value, `"`)
				if !mayImport(target, room.ours, room.libraries) {
					t.Errorf("%s: %s may not import %s", fset.Position(spec.Pos()), room.pkg, target)
				}
			}
			checkState(t, fset, f)
		}
	}
	for pkg := range packages {
		t.Errorf("package %s is not in the table of imports", pkg)
	}
}

func mayImport(target, ours, libraries string) bool {
	if !strings.Contains(target, ".") && !strings.HasPrefix(target, "handbook/") {
		return true // standard library
	}
	if name, ok := strings.CutPrefix(target, "handbook/"); ok {
		return slices.Contains(strings.Fields(ours), strings.TrimPrefix(name, "generator/"))
	}
	return slices.ContainsFunc(strings.Fields(libraries), func(p string) bool {
		return target == p || strings.HasPrefix(target, p+"/")
	})
}

// checkState refuses init functions and package variables that could be used to keep state.
func checkState(t *testing.T, fset *token.FileSet, f *ast.File) {
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				t.Errorf("%s: no init functions", fset.Position(d.Pos()))
			}
		case *ast.GenDecl:
			if d.Tok != token.VAR || embedded(d) {
				continue
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					if name.Name != "_" && (i >= len(v.Values) || !constant(v.Values[i])) {
						t.Errorf("%s: package variable %s could change; make it a constant or a function", fset.Position(v.Pos()), name.Name)
					}
				}
			}
		}
	}
}

func embedded(d *ast.GenDecl) bool {
	return d.Doc != nil && slices.ContainsFunc(d.Doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// constant reports whether a value cannot change although Go has no constant of its type.
func constant(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && slices.Contains([]string{"regexp.MustCompile", "errors.New", "strings.NewReplacer"}, pkg.Name+"."+sel.Sel.Name)
}

// The layout at the top is fixed.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "content", "themes", "generator", "go.mod", "go.sum", "README.md", "public", "handbook"}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(allowed, path.Base(name)) {
			t.Errorf("%s does not belong at the top level", name)
		}
	}
}
