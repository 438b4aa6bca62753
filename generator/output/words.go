package output

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"handbook/generator/diag"
)

// RefusedError says why a folder is not written to. The caller chose it wrongly; nothing was changed.
type RefusedError struct{ words diag.Words }

func (e *RefusedError) Error() string { return e.words.EN }

// Words is the text of the error in each language.
func (e *RefusedError) Words() diag.Words { return e.words }

// LockedError says that another build holds the folder. Nothing was changed.
type LockedError struct {
	Dir  string
	PID  int    // the process that holds it; 0 if the system does not say
	File string // that holds it, below Dir; "" if the system does
}

func (e *LockedError) Error() string { return e.Words().EN }

// Words is the text of the error in each language.
func (e *LockedError) Words() diag.Words {
	who, siapa := "another build", "pembangunan lain"
	if e.PID != 0 {
		who, siapa = fmt.Sprintf("the build with process number %d", e.PID), fmt.Sprintf("pembangunan dengan nomor proses %d", e.PID)
	}
	w := diag.Words{
		EN: fmt.Sprintf("%s is publishing into %s; wait until it has ended", who, e.Dir),
		ID: fmt.Sprintf("%s sedang menerbitkan ke %s; tunggu sampai selesai", siapa, e.Dir),
	}
	if e.File != "" {
		w.EN += fmt.Sprintf(", or delete %s if there is none", e.File)
		w.ID += fmt.Sprintf(", atau hapus %s bila tidak ada yang berjalan", e.File)
	}
	return w
}

// FailedError is a failure of the machine while a folder was written to.
type FailedError struct {
	Path  string // of the file or folder
	Err   error
	Begun bool // some of it is done already, and the rest follows the next time; else nothing was changed
}

func (e *FailedError) Error() string { return e.Words().EN }
func (e *FailedError) Unwrap() error { return e.Err }

// Words is the text of the error in each language.
func (e *FailedError) Words() diag.Words {
	why := cause(e.Err)
	w := diag.Words{EN: e.Path + ": " + why.EN, ID: e.Path + ": " + why.ID}
	if e.Begun {
		w.EN += "; a part is done, run the command again to finish"
		w.ID += "; sebagian sudah selesai, jalankan perintah ini lagi untuk menuntaskan"
	} else {
		w.EN += "; what is published was not changed"
		w.ID += "; yang sudah terbit tidak berubah"
	}
	return w
}

// cause says in plain words why the machine failed.
func cause(err error) diag.Words {
	for _, c := range []struct {
		is  error
		say diag.Words
	}{
		{syscall.ENOSPC, diag.Words{EN: "the disk is full", ID: "penyimpanan penuh"}},
		{syscall.EDQUOT, diag.Words{EN: "the disk quota is used up", ID: "kuota penyimpanan habis"}},
		{syscall.EFBIG, diag.Words{EN: "the system does not allow a file of this size", ID: "sistem tidak mengizinkan berkas sebesar ini"}},
		{syscall.EIO, diag.Words{EN: "the disk failed (input/output error)", ID: "penyimpanan gagal (galat masukan/keluaran)"}},
		{syscall.EROFS, diag.Words{EN: "the disk can only be read", ID: "penyimpanan hanya dapat dibaca"}},
		{syscall.EMFILE, diag.Words{EN: "too many files are open", ID: "terlalu banyak berkas terbuka"}},
		{syscall.ENOTDIR, diag.Words{EN: "this is a file, not a folder", ID: "ini berkas, bukan folder"}},
		{fs.ErrPermission, diag.Words{EN: "not permitted", ID: "tidak diizinkan"}},
	} {
		if errors.Is(err, c.is) {
			return c.say
		}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return diag.Words{EN: err.Error(), ID: err.Error()}
}

func refused(en, id string, a ...any) error {
	return &RefusedError{diag.Words{EN: fmt.Sprintf(en, a...), ID: fmt.Sprintf(id, a...)}}
}

func noName() error {
	return refused("the output folder has no name", "folder keluaran tidak bernama")
}

func isRoot() error {
	return refused("the output cannot be the root of the file system", "keluaran tidak boleh akar sistem berkas")
}

func isHome() error {
	return refused("the output cannot be the home folder", "keluaran tidak boleh folder beranda (home)")
}

func isContent(out string) error {
	return refused("the output folder %s is the content folder", "folder keluaran %s adalah folder isi", out)
}

func inContent(out string) error {
	return refused("the output folder %s lies in the content folder", "folder keluaran %s ada di dalam folder isi", out)
}

func holdsContent(out string) error {
	return refused("the output folder %s holds the content folder", "folder keluaran %s memuat folder isi", out)
}

// foreign is a folder that holds files but nothing of ours.
func foreign(dir string, names []string) error {
	return refused("%s holds files that no earlier build wrote (%s); choose an empty folder, or take this one over with --adopt",
		"%s berisi berkas yang bukan hasil pembangunan sebelumnya (%s); pilih folder kosong, atau pakai folder ini dengan --adopt",
		dir, few(names))
}

// inPlace is files of somebody else's where files of the handbook belong.
func inPlace(dir string, names []string) error {
	return refused("%s holds files of yours where pages of the handbook belong (%s); move them, or let the build replace them with --adopt",
		"%s berisi berkas Anda di tempat halaman buku (%s); pindahkan, atau biarkan pembangunan menggantinya dengan --adopt",
		dir, few(names))
}

func notPlain(dir string, names []string) error {
	return refused("%s holds folders or links where files of the handbook belong, or files where its folders belong (%s); move them away",
		"%s berisi folder atau tautan di tempat berkas buku, atau berkas di tempat foldernya (%s); pindahkan dahulu",
		dir, few(names))
}

func alike(a, b string) error {
	return refused("the files %s and %s of the handbook differ in capital letters only; on many disks they would be one file",
		"berkas %s dan %s dari buku hanya berbeda huruf besar; di banyak penyimpanan keduanya menjadi satu berkas", a, b)
}

func noManifest(dir string) error {
	return refused("%s holds no list of files that an earlier build published; nothing was deleted",
		"%s tidak memuat daftar berkas hasil pembangunan sebelumnya; tidak ada yang dihapus", dir)
}

func noSwap(dir string) error {
	return refused("the system cannot exchange %s for another folder in one step; build without --swap",
		"sistem tidak dapat menukar %s dengan folder lain dalam satu langkah; bangun tanpa --swap", dir)
}

func swapLeft(dir, left string) error {
	return refused("%s holds files of yours that a build with --swap found in %s; move them to where they belong and delete the folder",
		"%s berisi berkas Anda yang ditemukan pembangunan dengan --swap di %s; pindahkan ke tempatnya lalu hapus folder itu", left, dir)
}

// few is the first names of many.
func few(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
