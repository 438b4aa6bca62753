//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// long reports whether tests take the time that they need to be thorough.
func long() bool { return os.Getenv("HANDBOOK_LONG") != "" }

// pagesOf writes a handbook of some pages. Every page is different in every state.
func pagesOf(t testing.TB, dir string, pages, state int) {
	t.Helper()
	files := map[string]string{"handbook.yaml": "title: Notes\nlanguages: [en]\n"}
	for n := range pages {
		files[fmt.Sprintf("en/part-%d/page-%d.md", n%7, n)] = fmt.Sprintf("# Page %d\n\n## State %d\n\n%s [next](../part-%d/page-%d.md).\n",
			n, state, strings.Repeat(fmt.Sprintf("Words of page %d in state %d. ", n, state), 20+n%30), (n+1)%pages%7, (n+1)%pages)
	}
	files[fmt.Sprintf("en/only-%d.md", state)] = fmt.Sprintf("# Only in state %d\n\nWords.\n", state)
	files["en/picture.md"] = "# Picture\n\n![A picture](picture.svg)\n"
	files["en/picture.svg"] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><title>State %d</title></svg>`, state)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for p, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func handbook(args ...string) *exec.Cmd {
	cmd := exec.Command("handbook", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "SOURCE_DATE_EPOCH=1795305600")
	return cmd
}

// status is what a command answered, and what it said.
func status(cmd *exec.Cmd) (code int, said string) {
	var b bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &b
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &b
	}
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, b.String()
	case errors.As(err, &exit):
		return exit.ExitCode(), b.String()
	default:
		return -1, err.Error()
	}
}

func mustBuild(t testing.TB, args ...string) {
	t.Helper()
	if code, said := status(handbook(append([]string{"build"}, args...)...)); code != 0 {
		t.Fatalf("exit status %d: %s", code, said)
	}
}

// files is every file below dir with its bytes, without those of publishing itself.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".handbook-"):
			return fs.SkipDir
		case d.IsDir() || strings.HasPrefix(d.Name(), ".handbook-"):
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		out[p] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

// withoutOld is files without assets of the build before, as the manifest names them.
func withoutOld(t testing.TB, dir string, files map[string]string) map[string]string {
	t.Helper()
	var m struct{ Old map[string]string }
	data, err := os.ReadFile(filepath.Join(dir, ".handbook-manifest.json"))
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	files = maps.Clone(files)
	for p := range m.Old {
		delete(files, p)
	}
	return files
}

func noLitter(t testing.TB, dir string) {
	t.Helper()
	for _, place := range []string{dir, filepath.Dir(dir)} {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.Contains(e.Name(), "handbook-") && e.Name() != ".handbook-manifest.json" {
				t.Errorf("litter: %s", e.Name())
			}
		}
	}
}

// killed builds two states of a handbook over each other, again and again, and kills the process at random moments.
func killed(t *testing.T, swap bool) {
	rounds := 12
	if long() {
		rounds = 200
	}
	dir := t.TempDir()
	public := filepath.Join(dir, "public")
	var states [2]map[string]string
	for i := range states {
		pagesOf(t, filepath.Join(dir, fmt.Sprint(i)), 60, i)
		clean := filepath.Join(dir, "clean", fmt.Sprint(i))
		mustBuild(t, "-c", filepath.Join(dir, fmt.Sprint(i)), "-o", clean)
		states[i] = files(t, clean)
	}
	args := func(i int) []string {
		a := []string{"build", "-c", filepath.Join(dir, fmt.Sprint(i)), "-o", public}
		if swap {
			a = append(a, "--swap")
		}
		return a
	}
	mustBuild(t, "-c", filepath.Join(dir, "0"), "-o", public)
	begin := time.Now()
	for _, i := range []int{1, 0} {
		if code, said := status(handbook(args(i)...)); code != 0 {
			t.Fatalf("exit status %d: %s", code, said)
		}
	}
	took := time.Since(begin) / 2

	outcomes := map[string]int{}
	random := rand.New(rand.NewPCG(2, 3))
	for round := range rounds {
		from, to := states[round%2], states[(round+1)%2]
		cmd := handbook(args((round + 1) % 2)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		switch round % 4 {
		case 0: // at any time
			time.Sleep(time.Duration(random.Int64N(int64(took))))
		case 1: // while it makes pages
			appears(filepath.Join(public, ".handbook-staging"))
			time.Sleep(time.Duration(random.Int64N(int64(took / 2))))
		default: // while it publishes
			appears(filepath.Join(public, ".handbook-staging", "plan.json"))
			time.Sleep(time.Duration(random.Int64N(int64(took / 8))))
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		now := files(t, public)
		old, new := 0, 0
		for p, data := range now {
			switch {
			case has(from, p, data) && has(to, p, data):
			case has(from, p, data):
				old++
			case has(to, p, data):
				new++
			default:
				t.Errorf("round %d: %s is neither old nor new", round, p)
			}
		}
		for p := range from {
			_, there := now[p]
			if _, both := to[p]; both && !there {
				t.Errorf("round %d: %s is missing", round, p)
			}
		}
		switch live := withoutAssets(now); {
		case maps.Equal(live, withoutAssets(from)):
			outcomes["old"]++
		case maps.Equal(live, withoutAssets(to)):
			outcomes["new"]++
		default:
			outcomes["between"]++
			if swap {
				t.Errorf("round %d: %d files of the old state and %d of the new one", round, old, new)
			}
		}
		if code, said := status(handbook(args((round + 1) % 2)...)); code != 0 || strings.Contains(said, "by hand") {
			t.Errorf("round %d: the next build ended with %d: %s", round, code, said)
		}
		if healed := withoutOld(t, public, files(t, public)); !maps.Equal(healed, to) {
			t.Errorf("round %d: the next build differs from a clean one", round)
		}
		noLitter(t, public)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d builds of about %v killed: %v", rounds, took.Round(time.Millisecond), outcomes)
}

// appears waits until a file is there, or long enough for it to have come and gone.
func appears(name string) {
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(50 * time.Microsecond) {
		if _, err := os.Lstat(name); err == nil {
			return
		}
	}
}

func has(files map[string]string, p, data string) bool {
	wanted, ok := files[p]
	return ok && wanted == data
}

func withoutAssets(files map[string]string) map[string]string {
	files = maps.Clone(files)
	maps.DeleteFunc(files, func(p, _ string) bool { return strings.HasPrefix(p, "assets/") || strings.HasPrefix(p, "search/") })
	return files
}

func TestC2_Killed(t *testing.T) { killed(t, false) }

func TestC3_KilledSwap(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux exchanges folders")
	}
	killed(t, true)
}

// A disk that is full: a limit of file size everywhere, and a small disk of its own where the system lets us have one.
func TestC5_FullDisk(t *testing.T) {
	dir := t.TempDir()
	content, more, public := filepath.Join(dir, "content"), filepath.Join(dir, "more"), filepath.Join(dir, "public")
	pagesOf(t, content, 20, 1)
	pagesOf(t, more, 400, 2)
	t.Run("ulimit -f", func(t *testing.T) {
		mustBuild(t, "-c", content, "-o", public)
		before := files(t, public)
		for _, flag := range []string{"--quiet", "--swap"} {
			cmd := exec.Command("sh", "-c", `ulimit -f 4; exec handbook build -c "$1" -o "$2" --lang id "$3"`, "sh", more, public, flag)
			code, said := status(cmd)
			if code != exitMachine || !strings.Contains(said, "sistem tidak mengizinkan berkas sebesar ini; yang sudah terbit tidak berubah") || !strings.Contains(said, public) {
				t.Errorf("exit status %d: %s", code, said)
			}
			if !maps.Equal(files(t, public), before) {
				t.Error("the site changed")
			}
			noLitter(t, public)
		}
	})
	t.Run("tmpfs", func(t *testing.T) {
		small := filepath.Join(dir, "small")
		if err := os.Mkdir(small, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("sh", "-c", `mount -t tmpfs -o size=1m tmpfs "$1" || exit 77
handbook build -q -c "$2" -o "$1/public" || exit 78
cp -r "$1/public" "$4/kept"
handbook build -c "$3" -o "$1/public"; echo "status $?"
diff -r "$1/public" "$4/kept" && echo same
find "$1/public" -size 0 ! -name .nojekyll | grep -q . || echo none empty
handbook build -q -c "$2" -o "$1/public" && echo again`, "sh", small, content, more, dir)
		cmd.SysProcAttr = ownMounts()
		code, said := status(cmd)
		if code == 77 || code == -1 {
			t.Skipf("this system does not let us mount a disk; the limit of file size stands for it: %s", said)
		}
		for _, want := range []string{"status 3", "the disk is full; what is published was not changed", "same\n", "none empty\n", "again\n"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in %q", want, said)
			}
		}
	})
}

// asNobody makes a command run without the powers of root, from a place where it may be read.
func asNobody(t *testing.T, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Path = programForAll(t)
	}
	return cmd
}

// programForAll is a copy of the program where everybody may run it.
func programForAll(t *testing.T) string {
	t.Helper()
	dir := open(t)
	data, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "handbook"), data, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "handbook")
}

// open is a folder for a test that everybody may change.
func open(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "handbook-test-")
	if err == nil {
		err = os.Chmod(dir, 0o777)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exec.Command("chmod", "-R", "u+rwX", dir).Run()
		os.RemoveAll(dir)
	})
	return dir
}

func TestC6_Unwritable(t *testing.T) {
	dir := open(t)
	content := filepath.Join(dir, "content")
	pagesOf(t, content, 5, 1)

	// A parent that is missing is made.
	public := filepath.Join(dir, "not", "there", "public")
	if code, said := status(asNobody(t, handbook("build", "-c", content, "-o", public))); code != 0 {
		t.Fatalf("exit status %d: %s", code, said)
	}
	before := files(t, public)

	// The output, or a folder in it, can only be read.
	pagesOf(t, content, 5, 2)
	for _, locked := range []string{public, filepath.Join(public, "en")} {
		if err := os.Chmod(locked, 0o555); err != nil {
			t.Fatal(err)
		}
		code, said := status(asNobody(t, handbook("build", "-c", content, "-o", public)))
		if code != exitMachine || !strings.Contains(said, "not permitted") || !strings.Contains(said, public) {
			t.Errorf("%s: exit status %d: %s", locked, code, said)
		}
		if locked == public && !maps.Equal(files(t, public), before) {
			t.Error("the site changed")
		}
		if err := os.Chmod(locked, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if code, said := status(asNobody(t, handbook("build", "-c", content, "-o", public))); code != 0 {
		t.Errorf("then exit status %d: %s", code, said)
	}
	clean := filepath.Join(dir, "clean")
	mustBuild(t, "-c", content, "-o", clean)
	if !maps.Equal(withoutOld(t, public, files(t, public)), files(t, clean)) {
		t.Error("the next build differs from a clean one")
	}

	// The output, or its parent, is a file.
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{file, filepath.Join(file, "public")} {
		code, said := status(handbook("build", "-c", content, "-o", out))
		if data, err := os.ReadFile(file); code != exitMachine || !strings.Contains(said, file) || string(data) != "mine" {
			t.Errorf("exit status %d: %s (%v)", code, said, err)
		}
	}
}

// Two builds at once: one says which process is in its way, and the result is that of a single one.
func TestC15_TwoBuilds(t *testing.T) {
	dir := t.TempDir()
	content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
	pagesOf(t, content, 300, 1)
	clean := filepath.Join(dir, "clean")
	mustBuild(t, "-c", content, "-o", clean)
	met := false
	for range 20 {
		var said [2]bytes.Buffer
		var cmds [2]*exec.Cmd
		for i := range cmds {
			cmds[i] = handbook("build", "-c", content, "-o", public)
			cmds[i].Stderr = &said[i]
			if err := cmds[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, cmd := range cmds {
			_ = cmd.Wait() // its status is looked at
			switch code := cmd.ProcessState.ExitCode(); {
			case code == 0:
			case code != exitMachine || !strings.Contains(said[i].String(), fmt.Sprint("process number ", cmds[1-i].Process.Pid)):
				t.Errorf("exit status %d: %s", code, &said[i])
			default:
				met = true
			}
		}
		if cmds[0].ProcessState.ExitCode() != 0 && cmds[1].ProcessState.ExitCode() != 0 {
			t.Error("both gave way")
		}
		if !maps.Equal(files(t, public), files(t, clean)) {
			t.Error("the result differs from that of one build")
		}
		noLitter(t, public)
		if met {
			return
		}
	}
	t.Error("two builds never met in 20 attempts")
}

// A build that was killed while it held the folder is no hindrance.
func TestC16_StaleLock(t *testing.T) {
	dir := t.TempDir()
	content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
	pagesOf(t, content, 300, 1)
	cmd := handbook("build", "-c", content, "-o", public)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, cmd, filepath.Join(public, ".handbook-staging"))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	mustBuild(t, "-c", content, "-o", public)
	noLitter(t, public)
}

// waitFor waits until a running command has made a file.
func waitFor(t *testing.T, cmd *exec.Cmd, name string) {
	t.Helper()
	for range 20_000 {
		if _, err := os.Lstat(name); err == nil {
			return
		}
		time.Sleep(time.Millisecond)
	}
	_ = cmd.Process.Kill()
	t.Fatalf("%s never appeared", name)
}

// Content that can only be read, as in a mounted volume.
func TestC17_ReadOnlyContent(t *testing.T) {
	dir := open(t)
	content := filepath.Join(dir, "content")
	pagesOf(t, content, 5, 1)
	before := files(t, content)
	chmod(t, content, "a-w")
	if code, said := status(asNobody(t, handbook("build", "-c", content, "-o", filepath.Join(dir, "public")))); code != 0 {
		t.Errorf("exit status %d: %s", code, said)
	}
	if !maps.Equal(files(t, content), before) {
		t.Error("the content changed")
	}
}

func chmod(t *testing.T, dir, mode string) {
	t.Helper()
	if out, err := exec.Command("chmod", "-R", mode, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// Modes of the output are those of new files, whatever those of the content are, and the next build works.
func TestC18_Modes(t *testing.T) {
	for _, source := range []string{"u=r,go=", "a=rw"} {
		for umask, want := range map[string]fs.FileMode{"022": 0o644, "077": 0o600, "002": 0o644} {
			dir := t.TempDir()
			content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
			for state := range 2 {
				pagesOf(t, content, 5, state)
				chmod(t, content, source+",a+X")
				cmd := exec.Command("sh", "-c", `umask "$1"; exec handbook build -q -c "$2" -o "$3"`, "sh", umask, content, public)
				if code, said := status(cmd); code != 0 {
					t.Fatalf("exit status %d: %s", code, said)
				}
			}
			for p := range files(t, public) {
				if info, err := os.Stat(filepath.Join(public, p)); err != nil || info.Mode().Perm() != want {
					t.Errorf("umask %s: %s: %v %v", umask, p, info.Mode(), err)
				}
			}
		}
	}
}

// The same content makes the same bytes whatever the machine, and nothing of the machine is in them.
func TestC19_C20_SameBytes(t *testing.T) {
	runs := 6
	if long() {
		runs = 16
	}
	base := t.TempDir()
	sums := map[[32]byte]string{}
	host, _ := os.Hostname()
	home := filepath.Join(base, "home-of-somebody")
	for i := range runs {
		dir := filepath.Join(base, strings.Repeat("deep/", i%3)+fmt.Sprint("place-", i))
		content := filepath.Join(dir, "content")
		pagesOf(t, content, 40, 1)
		shuffle(t, content, uint64(i))
		cmd := exec.Command("sh", "-c", `umask "$1"; cd "$2" && exec handbook build -q`, "sh", []string{"022", "077", "002"}[i%3], dir)
		cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795305600", fmt.Sprint("GOMAXPROCS=", i+1), "HOME="+home, fmt.Sprint("USER=somebody-", i),
			"TZ="+[]string{"Asia/Jakarta", "UTC", "America/New_York"}[i%3], "LC_ALL="+[]string{"C", "id_ID.UTF-8", "tr_TR.UTF-8"}[i%3])
		if os.Getuid() == 0 && i%2 == 1 { // another user
			if err := os.Chmod(base, 0o777); err != nil {
				t.Fatal(err)
			}
			cmd.Args = []string{"handbook", "build", "-q"}
			cmd.Dir = dir
			chmod(t, base, "a+rwX")
			exposed(t, base)
			asNobody(t, cmd)
		}
		if code, said := status(cmd); code != 0 {
			t.Fatalf("exit status %d: %s", code, said)
		}
		public := filepath.Join(dir, "public")
		h := sha256.New()
		all := files(t, public)
		for _, p := range slices.Sorted(maps.Keys(all)) {
			fmt.Fprintf(h, "%q %q\n", p, all[p])
		}
		manifest, err := os.ReadFile(filepath.Join(public, ".handbook-manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		h.Write(manifest)
		sums[[32]byte(h.Sum(nil))] = dir
		all["manifest"] = string(manifest)
		for _, word := range []string{base, dir, home, "somebody", host, time.Now().Format(time.DateOnly), runtime.Version(), os.TempDir()} {
			for p, data := range all {
				if len(word) > 3 && strings.Contains(data, word) {
					t.Errorf("%s holds %q", p, word)
				}
			}
		}
	}
	if len(sums) != 1 {
		t.Errorf("%d different handbooks: %v", len(sums), sums)
	}
}

// exposed lets everybody into the folders that hold one.
func exposed(t *testing.T, dir string) {
	t.Helper()
	for d := filepath.Dir(dir); strings.HasPrefix(d, os.TempDir()+string(filepath.Separator)); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// shuffle makes all files anew in another order, which is the order in which some disks list them.
func shuffle(t *testing.T, dir string, seed uint64) {
	t.Helper()
	all := files(t, dir)
	names := slices.Sorted(maps.Keys(all))
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for _, p := range names {
		name := filepath.Join(dir, p)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(all[p]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Many builds of many pages in one process; the race detector looks on.
func TestC21_BuildMany(t *testing.T) {
	pages, builds := 100, 4
	if long() {
		pages, builds = 1000, 50
	}
	dir := t.TempDir()
	content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
	for i := range builds {
		if i%5 == 0 {
			pagesOf(t, content, pages, i)
		}
		var said bytes.Buffer
		if code := run(context.Background(), []string{"build", "-c", content, "-o", public}, &said, &said); code != 0 {
			t.Fatalf("exit status %d: %s", code, &said)
		}
		if i%5 != 0 && !strings.Contains(said.String(), " 0 written") {
			t.Errorf("a second build: %s", &said)
		}
	}
}

// Nobody reads what the command says.
func TestC23_NobodyReads(t *testing.T) {
	dir := t.TempDir()
	content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
	pagesOf(t, content, 5, 1)
	broken := filepath.Join(dir, "broken")
	pagesOf(t, broken, 300, 1)
	for n := range 300 {
		name := filepath.Join(broken, "en", fmt.Sprintf("broken-%d.md", n))
		if err := os.WriteFile(name, []byte("# Broken\n\n[a](no.md) [b](no.md) [c](no.md)\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		command string
		code    int
	}{
		{`handbook build -c "$1" -o "$3" 2>&1 >&-`, 0},
		{`handbook build -c "$1" -o "$3" 2>&- >&-`, 0},
		{`{ handbook build -c "$1" -o "$3" 2>&1; echo $? >"$4"; } | true; exit $(cat "$4")`, 0},
		{`{ handbook build -c "$2" -o "$3" 2>&1; echo $? >"$4"; } | true; exit $(cat "$4")`, 1},
		{`{ handbook check --json -c "$2"; echo $? >"$4"; } | true; exit $(cat "$4")`, 1},
	} {
		if code, said := status(exec.Command("sh", "-c", c.command, "sh", content, broken, public, filepath.Join(dir, "status"))); code != c.code {
			t.Errorf("%s: exit status %d, want %d: %s", c.command, code, c.code, said)
		}
	}
	if !long() {
		return // it takes the program's patience
	}
	for folder, want := range map[string]int{content: 0, broken: 1} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		fill(t, w)
		cmd := handbook("build", "-c", folder, "-o", public)
		cmd.Stderr = w
		if code, _ := status(cmd); code != want {
			t.Errorf("%s: exit status %d, want %d", folder, code, want)
		}
		r.Close()
		w.Close()
	}
}

// fill writes into a pipe until nothing more goes in.
func fill(t *testing.T, w *os.File) {
	t.Helper()
	if err := w.SetWriteDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := w.Write(make([]byte, 512)); err != nil {
			return
		}
	}
}

// What is said to a pipe that is full comes when somebody reads, and is given up when nobody does.
func TestC23_Queue(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fill(t, w)
	if err := w.SetWriteDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	q := newQueue(w, time.Millisecond)
	fmt.Fprint(q, "never read")
	q.close() // does not hang
	q = newQueue(w, time.Hour)
	for i := range 1000 {
		fmt.Fprintf(q, "line %d\n", i)
	}
	go func() { q.close(); w.Close() }()
	var all bytes.Buffer
	if _, err := all.ReadFrom(r); err != nil || !strings.Contains(all.String(), "line 0\n") || !strings.Contains(all.String(), "line 999\n") {
		t.Errorf("%d bytes read, error %v", all.Len(), err)
	}
}

// Ctrl-C and a polite kill end a build at once, with the status that the shell expects, and leave a whole handbook.
func TestG5_Signals(t *testing.T) {
	pages := 400
	if long() {
		pages = 3000
	}
	dir := t.TempDir()
	public := filepath.Join(dir, "public")
	var states [2]map[string]string
	for i := range states {
		content := filepath.Join(dir, fmt.Sprint(i))
		pagesOf(t, content, pages, i)
		mustBuild(t, "-c", content, "-o", filepath.Join(dir, "clean", fmt.Sprint(i)))
		states[i] = files(t, filepath.Join(dir, "clean", fmt.Sprint(i)))
	}
	mustBuild(t, "-c", filepath.Join(dir, "0"), "-o", public)
	for sig, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		for _, moment := range []string{"reading", "staging"} {
			cmd := handbook("build", "-c", filepath.Join(dir, "1"), "-o", public)
			var said bytes.Buffer
			cmd.Stderr = &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if moment == "staging" {
				waitFor(t, cmd, filepath.Join(public, ".handbook-staging"))
			} else {
				time.Sleep(20 * time.Millisecond) // the program has started, and is not done
			}
			begin := time.Now()
			_ = cmd.Process.Signal(sig)
			_ = cmd.Wait()
			t.Logf("%v while %s: ended with %d after %v", sig, moment, cmd.ProcessState.ExitCode(), time.Since(begin).Round(time.Millisecond))
			code := cmd.ProcessState.ExitCode()
			now := files(t, public)
			switch {
			case code == want && maps.Equal(withoutAssets(now), withoutAssets(states[0])):
			case code == -1 && moment == "reading" && maps.Equal(withoutAssets(now), withoutAssets(states[0])): // before the program listened
			case code == 0 && maps.Equal(withoutAssets(now), withoutAssets(states[1])): // too late to stop
				mustBuild(t, "-c", filepath.Join(dir, "0"), "-o", public)
			default:
				t.Errorf("%v while %s: exit status %d, want %d: %s", sig, moment, code, want, &said)
			}
			noLitter(t, public)
		}
	}
}

// Little memory: the build comes to its end.
func TestG6_MemoryLimit(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector needs more addresses than any limit leaves")
	}
	pages := 300
	if long() {
		pages = 10_000
	}
	dir := t.TempDir()
	content, public := filepath.Join(dir, "content"), filepath.Join(dir, "public")
	pagesOf(t, content, pages, 1)
	for _, limit := range []string{`ulimit -v 2097152`, `GOMEMLIMIT=200MiB; export GOMEMLIMIT`} {
		cmd := exec.Command("sh", "-c", limit+`; exec handbook build -c "$1" -o "$2"`, "sh", content, public)
		if code, said := status(cmd); code != 0 || !strings.Contains(said, " pages in ") {
			t.Errorf("%s: exit status %d: %s", limit, code, said)
		}
	}
}

// BenchmarkC22_TenThousandPages builds 10,000 pages with the real program, and again without a change.
func BenchmarkC22_TenThousandPages(b *testing.B) {
	dir := b.TempDir()
	content := filepath.Join(dir, "content")
	pagesOf(b, content, 10_000, 1)
	for b.Loop() {
		public, err := os.MkdirTemp(dir, "public-")
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"first", "second"} {
			cmd := handbook("build", "-c", content, "-o", public)
			begin := time.Now()
			if code, said := status(cmd); code != 0 {
				b.Fatal(said)
			}
			b.ReportMetric(time.Since(begin).Seconds(), name+"-s")
			if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
				b.ReportMetric(float64(u.Maxrss)/1024, name+"-MB")
			}
		}
	}
}

// Messages say nothing that only the machine can read.
func TestMessagesArePlain(t *testing.T) {
	for _, lang := range []string{"en", "id"} {
		w := failed(lang, &os.PathError{Op: "open", Path: "x", Err: syscall.EACCES})
		if w == nil || regexp.MustCompile(`0x|\{|&`).MatchString(w.Error()) {
			t.Errorf("%v", w)
		}
	}
}
