package main

import (
	"fmt"
	"io"
	"time"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/output"
)

// All that build and clean have to say.

func madeAnew(p string) diag.Words {
	return diag.Words{EN: p + " had been changed by hand and was made anew", ID: p + " sudah diubah dengan tangan dan dibuat ulang"}
}

func noLongerMade(p string) diag.Words {
	return diag.Words{
		EN: p + " is no longer made but was changed by hand, so it stays",
		ID: p + " tidak dibuat lagi tetapi sudah diubah dengan tangan, jadi dibiarkan",
	}
}

func keptByHand(p string) diag.Words {
	return diag.Words{EN: p + " was changed by hand, so it stays", ID: p + " sudah diubah dengan tangan, jadi dibiarkan"}
}

func odd(p string) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("the list of published files names %q, which is no place in the folder; it is left alone", p),
		ID: fmt.Sprintf("daftar berkas terbitan menyebut %q, yang bukan tempat di dalam folder; dibiarkan", p),
	}
}

func listLost() diag.Words {
	return diag.Words{
		EN: "the list of published files (.handbook-manifest.json) could not be understood, so no old file was deleted",
		ID: "daftar berkas terbitan (.handbook-manifest.json) tidak dapat dimengerti, jadi tidak ada berkas lama yang dihapus",
	}
}

func andMore(n int) diag.Words {
	return diag.Words{EN: fmt.Sprintf("so it is with %d more", n), ID: fmt.Sprintf("begitu juga %d lainnya", n)}
}

func cleaned(n int, out string) diag.Words {
	return diag.Words{EN: plural(n, "file") + " deleted from " + out, ID: fmt.Sprintf("%d berkas dihapus dari %s", n, out)}
}

func stopped() diag.Words {
	return diag.Words{EN: "stopped; what is published was not changed", ID: "dihentikan; yang sudah terbit tidak berubah"}
}

func published(pages, languages int, out string, r output.Report) diag.Words {
	same := r.Files - len(r.Written)
	return diag.Words{
		EN: fmt.Sprintf("%s in %s, %s (%s) in %s: %d written, %d deleted, %d unchanged", plural(pages, "page"), plural(languages, "language"),
			plural(r.Files, "file"), size(r.Bytes), out, len(r.Written), len(r.Deleted), same),
		ID: fmt.Sprintf("%d halaman dalam %d bahasa, %d berkas (%s) di %s: %d ditulis, %d dihapus, %d tetap", pages, languages,
			r.Files, size(r.Bytes), out, len(r.Written), len(r.Deleted), same),
	}
}

func phases(all []generator.Phase, took time.Duration) diag.Words {
	w := diag.Words{}
	for _, p := range all {
		name, ok := map[string]string{"read": "baca", "parse": "urai", "join": "gabung", "theme": "tema", "list": "daftar", "search": "pencarian",
			"render and write": "buat dan tulis"}[p.Name]
		if !ok {
			name = p.Name
		}
		w.EN += fmt.Sprintf("%s %s, ", p.Name, round(p.Duration))
		w.ID += fmt.Sprintf("%s %s, ", name, round(p.Duration))
	}
	w.EN += fmt.Sprintf("all %s", round(took))
	w.ID += fmt.Sprintf("semua %s", round(took))
	return w
}

// telling gives notes to people.
type telling struct {
	lang   string
	stderr io.Writer
}

// shownNotes is how many notes of one sort are given one by one.
const shownNotes = 10

func (t telling) each(paths []string, say func(string) diag.Words) {
	for i, p := range paths {
		if i == shownNotes && len(paths) > shownNotes+1 {
			t.note(andMore(len(paths) - i))
			return
		}
		t.note(say(p))
	}
}

func (t telling) note(w diag.Words) {
	name := diag.Words{EN: "note", ID: "catatan"}
	fmt.Fprintf(t.stderr, "%s: %s\n", name.In(t.lang), w.In(t.lang))
}
