module handbook

go 1.26.0

// Each library is known to one package of ours, and why it is there.
require (
	github.com/adrg/frontmatter v0.2.0 // meta: cuts the front matter off a page
	github.com/fsnotify/fsnotify v1.10.1 // watch: events of the file system; before 1.10.1 it lost watches of neighbours with like names
	github.com/spf13/cobra v1.10.2 // cmd/handbook: subcommands, flags, completion
	github.com/tdewolff/minify/v2 v2.24.25 // render: minifies templates, style and script when a theme is loaded
	github.com/tdewolff/parse/v2 v2.8.20 // render: finds mistakes in style sheets that minify passes over
	github.com/xuri/excelize/v2 v2.11.1 // office: workbooks with lists to choose from, formulas and print settings
	github.com/yuin/goldmark v1.8.7 // markdown: the Markdown parser; positions of links need 1.8
	go.yaml.in/yaml/v3 v3.0.6 // meta: YAML with line and column; the maintained line of it
	golang.org/x/image v0.47.0 // site: the measures of WebP pictures
	golang.org/x/sys v0.49.0 // output: exchanges two folders in one step on Linux
	golang.org/x/text v0.43.0 // schema: language codes and names; schema, markdown, site: Unicode normal form and case folding
	rsc.io/qr v0.2.0 // cmd/handbook: the code that a phone scans to see the preview
)

// Only for tests.
require (
	github.com/chromedp/cdproto v0.159.0 // generator: the protocol chromedp speaks
	github.com/chromedp/chromedp v0.23.0 // generator: drives Chromium
	github.com/rogpeppe/go-internal v1.16.0 // cmd/handbook: script tests of the real command
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // jsonschema: checks our pages by our schemas
	golang.org/x/net v0.62.0 // an HTML parser that is not ours, to check our HTML
	golang.org/x/tools v0.52.0 // golden files in txtar
)

require (
	github.com/BurntSushi/toml v1.6.0 // indirect; raised: adrg/frontmatter asks for a version of 2018
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect; raised: adrg/frontmatter asks for 2.3.0
)

require (
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	golang.org/x/crypto v0.58.0 // indirect
)
