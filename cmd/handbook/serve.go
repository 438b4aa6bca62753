package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/preview"
	"handbook/generator/site"
	"handbook/generator/source"
)

// serving are the flags of serve.
type serving struct {
	common
	host, editor string
	port         int
	fixed        bool // the port was asked for
	open, lan    bool
}

// usualPort is where the preview is found unless it is taken; so many after it are tried.
const (
	usualPort = 1313
	morePorts = 20
)

func serveCommand() *cobra.Command {
	var o serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the handbook in the browser while it is being written",
		Long: "serve shows the handbook as it will be, and keeps it up to date with every file that is saved.\n" +
			"What is wrong stands in the page, with the place and what to do. Nothing is written to disk.",
		Example: "  handbook serve --open\n" +
			"  handbook serve --lan\n" +
			"  handbook serve --editor 'vscode://file/{path}:{line}:{column}'",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.fixed = cmd.Flags().Changed("port")
			if !cmd.Flags().Changed("content") {
				if found := contentHere(); found != "" {
					o.content = found
				}
			}
			return serve(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.content, "content", "c", "content", "folder with handbook.yaml and the pages")
	f.StringVar(&o.theme, "theme", "", "folder whose files take the place of those of the built-in theme")
	f.BoolVar(&o.drafts, "drafts", false, "with drafts and pages of a future date")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "say nothing but the address and problems")
	f.StringVar(&o.lang, "lang", systemLanguage(os.Getenv), "language of messages: en or id")
	f.StringVar(&o.host, "host", "", "address or name to listen on, in place of this machine alone")
	f.IntVarP(&o.port, "port", "p", usualPort, "port to listen on")
	f.BoolVar(&o.open, "open", false, "open the browser")
	f.BoolVar(&o.lan, "lan", false, "let phones and others in this network look too; shows a code to scan")
	f.StringVar(&o.editor, "editor", "", "program that opens files at a line: "+editorNames()+", none, or an address with {path}, {line} and {column} (default: the one found)")
	return cmd
}

// serveHere is serve --open, for those who type nothing but the name of the program where a handbook is.
func serveHere(cmd *cobra.Command) error {
	o := serving{common: common{content: contentHere(), lang: systemLanguage(os.Getenv)}, port: usualPort, open: true}
	return serve(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
}

func editorNames() string {
	var names []string
	for _, e := range preview.Editors() {
		names = append(names, e.Name)
	}
	return strings.Join(names, ", ")
}

// contentHere is the content folder that people are in or above, or "".
func contentHere() string {
	for _, dir := range []string{"content", "."} {
		if _, err := os.Stat(filepath.Join(dir, "handbook.yaml")); err == nil {
			return dir
		}
	}
	return ""
}

// serve shows the handbook until ctx ends, which is no failure.
func serve(ctx context.Context, o serving, stdout, stderr io.Writer) error {
	p, err := previewOptions(&o)
	if err != nil {
		return err
	}
	listeners, err := listen(o)
	if err != nil {
		return err
	}
	p.Port = listeners[0].Addr().(*net.TCPAddr).Port
	server := preview.NewServer(p)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		served <- server.Serve(ctx, listeners)
		stop()
	}()

	t := &teller{serving: o, options: p, stdout: stdout, stderr: stderr}
	day := func() string { return today(os.Getenv, time.Now) }
	err = generator.Watch(ctx, generator.NewBuilder(), o.live("", stderr), func(r *generator.Result) {
		server.Update(preview.Build{Tree: r.Tree, Site: r.Site, Problems: r.Problems, Today: day(), Drafts: o.drafts})
		t.built(r)
	})
	stop()
	if failure := <-served; err == nil {
		err = failure
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return machineFailed(err)
	}
	return nil
}

// previewOptions checks the flags.
func previewOptions(o *serving) (preview.Options, error) {
	p := preview.Options{Lang: o.lang, Content: o.content, Theme: o.theme}
	if err := o.check(); err != nil {
		return p, err
	}
	if o.port < 0 || o.port > 65535 {
		return p, wrongUse("%s", badPort(o.port).In(o.lang))
	}
	if o.lan && o.host != "" {
		return p, wrongUse("%s", lanAndHost().In(o.lang))
	}
	if info, err := os.Stat(o.content); err != nil || !info.IsDir() {
		return p, wrongUse("%s", noContent(o.content).In(o.lang))
	}
	if _, err := openTheme(o.theme); err != nil {
		return p, err
	}
	if o.editor == "" {
		o.editor = editorHere(os.Getenv, exec.LookPath)
	}
	var err error
	if p.Editor, err = preview.EditorAddress(o.editor); err != nil {
		return p, wrongUse("%s", badEditor(o.editor, editorNames()).In(o.lang))
	}
	if p.Root, err = filepath.Abs(o.content); err != nil {
		return p, machineFailed(err)
	}
	if o.theme != "" {
		if p.Themes, err = filepath.Abs(o.theme); err != nil {
			return p, machineFailed(err)
		}
	}
	if _, err := netip.ParseAddr(o.host); err != nil {
		p.Name = o.host // by its number every machine is known
	}
	if o.lan {
		p.Token = rand.Text()
	}
	return p, nil
}

// editorHere is the known editor whose terminal this is, else the first that is installed, else none.
func editorHere(env func(string) string, find func(string) (string, error)) string {
	for _, e := range preview.Editors() {
		if e.Name == env("TERM_PROGRAM") {
			return e.Name
		}
	}
	for _, e := range preview.Editors() {
		if _, err := find(e.Command); err == nil {
			return e.Name
		}
	}
	return "none"
}

// listen opens the port that was asked for or, where none was, the usual one or one of the next.
func listen(o serving) ([]net.Listener, error) {
	hosts := preview.Loopback()
	switch {
	case o.lan || everywhere(o.host):
		hosts = []string{"0.0.0.0"} // which Go opens for both protocols
	case o.host != "" && o.host != "localhost":
		hosts = []string{o.host}
	}
	last := o.port
	if !o.fixed {
		last += morePorts
	}
	var taken *preview.TakenError
	for port := o.port; port <= last; port++ {
		listeners, err := preview.Listen(port, hosts...)
		switch {
		case err == nil:
			return listeners, nil
		case !errors.As(err, &taken):
			return nil, wrongUse("%s", cannotListen(err).In(o.lang))
		}
	}
	if o.fixed {
		return nil, wrongUse("%s", portTaken(o.port).In(o.lang))
	}
	return nil, wrongUse("%s", portsTaken(o.port, last).In(o.lang))
}

func everywhere(host string) bool { return host == "0.0.0.0" || host == "::" }

// loopback reports whether only this machine reaches a host.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "" || host == "localhost" || err == nil && ip.IsLoopback()
}

// teller tells people what happens, one line for each build.
type teller struct {
	serving
	options        preview.Options
	stdout, stderr io.Writer
	before         *generator.Result
}

func (t *teller) built(r *generator.Result) {
	var took time.Duration
	for _, p := range r.Phases {
		took += p.Duration
	}
	fresh := r.Problems
	if t.before != nil {
		fresh = slices.DeleteFunc(slices.Clone(fresh), func(d diag.Diagnostic) bool {
			return slices.ContainsFunc(t.before.Problems, func(b diag.Diagnostic) bool { return b.Place == d.Place && b.Code == d.Code && b.Text == d.Text })
		})
	}
	say := printer{t.common, t.stdout, t.stderr}
	for _, d := range fresh {
		say.excerpt(d)
	}
	first := t.before == nil
	if !t.quiet {
		what := changedFiles(t.before, r)
		if first {
			what = []string{plural(pages(r), "page")}
			if t.lang == "id" {
				what = []string{fmt.Sprintf("%d halaman", pages(r))}
			}
		}
		problems := ""
		if len(r.Problems) > 0 {
			problems = say.count(r.Problems)
		}
		fmt.Fprintln(t.stderr, rebuilt(first, what, round(took), problems).In(t.lang))
	}
	t.before = r
	if first {
		t.ready()
	}
}

// ready prints where the preview is.
func (t *teller) ready() {
	port := strconv.Itoa(t.options.Port)
	address := "http://localhost:" + port + "/"
	if ip, err := netip.ParseAddr(t.host); err == nil && !ip.IsUnspecified() {
		address = "http://" + net.JoinHostPort(t.host, port) + "/"
	} else if t.options.Name != "" {
		address = "http://" + net.JoinHostPort(t.options.Name, port) + "/"
	}
	if t.port != t.options.Port && t.port != 0 {
		fmt.Fprintln(t.stderr, otherPort(t.port).In(t.lang))
	}
	fmt.Fprintln(t.stdout, ready(address).In(t.lang))
	switch {
	case t.lan:
		fmt.Fprintln(t.stderr, shared().In(t.lang))
		if ip := networkAddress(); ip != "" {
			address := "http://" + net.JoinHostPort(ip, port) + "/?token=" + t.options.Token
			fmt.Fprintln(t.stdout, scan(address).In(t.lang))
			if code, err := qrCode(address, plainTerminal(t.stdout)); err == nil {
				fmt.Fprint(t.stdout, code)
			}
		} else {
			fmt.Fprintln(t.stderr, noNetwork().In(t.lang))
		}
	case !loopback(t.host):
		fmt.Fprintln(t.stderr, reachable().In(t.lang))
	}
	if t.open {
		go func() {
			if err := openBrowser(address); err != nil {
				fmt.Fprintln(t.stderr, notOpened(address).In(t.lang))
			}
		}()
	}
}

// changedFiles names the pages whose files differ, or nothing where it was something else.
func changedFiles(before, after *generator.Result) []string {
	if before == nil {
		return nil
	}
	hashes := map[string][32]byte{}
	for file := range shownFiles(before.Site) {
		hashes[file.Path] = file.Hash
	}
	var all []string
	seen := map[string]bool{}
	for file := range shownFiles(after.Site) {
		if h, there := hashes[file.Path]; (!there || h != file.Hash) && !seen[file.Path] {
			all = append(all, file.Path)
		}
		seen[file.Path] = true
	}
	for file := range hashes {
		if !seen[file] {
			all = append(all, file)
		}
	}
	slices.Sort(all)
	return all
}

// shownFiles are the files that pages show.
func shownFiles(s *site.Site) func(func(*source.File) bool) {
	return func(yield func(*source.File) bool) {
		for _, e := range s.Editions {
			for _, p := range e.Pages {
				if d := s.Doc(p); d != nil && !yield(d.File) {
					return
				}
			}
		}
	}
}

// networkAddress is the address of this machine in its network, or "". Nothing is sent: the system only says from where it would.
func networkAddress() string {
	c, err := net.Dial("udp4", "192.0.2.1:9") // for documentation, so nobody's (RFC 5737)
	if err != nil {
		return ""
	}
	defer c.Close()
	host, _, err := net.SplitHostPort(c.LocalAddr().String())
	if err != nil || loopback(host) {
		return ""
	}
	return host
}

// openBrowser asks the system to open an address, and waits a moment for it to refuse.
func openBrowser(address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	default:
		if _, err := exec.LookPath("wslview"); err == nil {
			name = "wslview"
		}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(3 * time.Second):
		return nil // it is at work
	}
}

// plainTerminal reports whether colours would be noise.
func plainTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return true
	}
	info, err := f.Stat()
	return err != nil || info.Mode()&os.ModeCharDevice == 0
}
