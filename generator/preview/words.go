package preview

import (
	"fmt"

	"handbook/generator/diag"
	"handbook/generator/review"
)

// All that this package has to say to people.

// phrases are the words of the panel and of the pages of the preview, in one language. Those of the panel go to the browser.
type phrases struct {
	lang string

	Preview  string `json:"preview"`  // the name of the panel
	Error    string `json:"error"`    // before a problem
	Warning  string `json:"warning"`  // before a problem
	Hint     string `json:"-"`        // before what to do
	Stays    string `json:"stays"`    // errors, with a good build
	Mended   string `json:"mended"`   // the last error is gone
	Hide     string `json:"hide"`     // button
	Open     string `json:"open"`     // link to the editor
	All      string `json:"all"`      // link to the list
	Gone     string `json:"gone"`     // the page was deleted or renamed
	GoneLink string `json:"goneLink"` // to the first page
	Stopped  string `json:"stopped"`  // the server does not answer
	Line     string `json:"line"`     // before the number of one
	Look     string `json:"look"`     // before what there is to look at

	// Of pages only.
	Title, Fine, Building, Waiting, WaitingText, Missing, MissingText, Meant, Home, Failed string `json:"-"`
	Problems, Drafts, DraftsHidden, Draft, Contents, Continues                             string `json:"-"`

	// Of refusals only.
	NotThisHost, OnlyRead, OtherOrigin, NoToken, NotFound, TooMany, BrokeDown string `json:"-"`
}

func phrasesIn(lang string) phrases {
	in := func(en, id string) string { return diag.Words{EN: en, ID: id}.In(lang) }
	if lang != "id" {
		lang = "en"
	}
	return phrases{
		lang: lang,

		Preview: in("Preview", "Pratinjau"),
		Error:   in("Error", "Kesalahan"),
		Warning: in("Warning", "Peringatan"),
		Hint:    in("What to do:", "Yang perlu dilakukan:"),
		Stays: in("The handbook stays as it was before. It is brought up to date as soon as this is put right.",
			"Buku panduan masih seperti sebelumnya, dan diperbarui begitu ini dibetulkan."),
		Mended:   in("All errors are put right.", "Semua kesalahan sudah dibetulkan."),
		Hide:     in("Hide", "Sembunyikan"),
		Open:     in("Open in the editor", "Buka di editor"),
		All:      in("All there is to look at", "Semua yang perlu dilihat"),
		Gone:     in("There is no longer a page at this address. What you see is how it was last.", "Halaman di alamat ini sudah tidak ada. Yang Anda lihat adalah keadaan terakhirnya."),
		GoneLink: in("To the first page", "Ke halaman pertama"),
		Stopped: in("The preview has stopped, so what you see may be old. Start it again with: handbook serve",
			"Pratinjau berhenti, jadi yang Anda lihat mungkin sudah lama. Jalankan lagi dengan: handbook serve"),
		Line: in("line", "baris"),
		Look: in("To look at on this page", "Perlu dilihat di halaman ini"),

		Title:       in("What there is to do", "Yang perlu dikerjakan"),
		Fine:        in("There is no error and no warning.", "Tidak ada kesalahan dan tidak ada peringatan."),
		Building:    in("The handbook is being built", "Buku panduan sedang dibangun"),
		Waiting:     in("The handbook cannot be shown yet", "Buku panduan belum dapat ditampilkan"),
		WaitingText: in("Put right what is listed here. The handbook then shows by itself.", "Betulkan yang tercantum di sini. Sesudah itu buku panduan tampil sendiri."),
		Missing:     in("There is no page here", "Tidak ada halaman di sini"),
		MissingText: in("The handbook has no page at this address. If you write one that has it, it shows here by itself.",
			"Buku panduan tidak punya halaman di alamat ini. Jika Anda menulisnya, halaman itu tampil sendiri di sini."),
		Meant:        in("Did you mean", "Maksudnya"),
		Home:         in("The handbook", "Buku panduan"),
		Failed:       in("This page could not be made", "Halaman ini tidak dapat dibuat"),
		Problems:     in("Problems", "Masalah"),
		Drafts:       in("Drafts", "Draf"),
		DraftsHidden: in("Drafts are left out, as in a build. To see them start the preview with", "Draf tidak disertakan, seperti saat dibangun. Untuk melihatnya, jalankan pratinjau dengan"),
		Draft:        in("draft, not published", "draf, tidak diterbitkan"),
		Contents:     in("On this page", "Di halaman ini"),
		Continues:    in("all are listed by", "semuanya tercantum lewat"),

		NotThisHost: in("The preview does not answer to this name. Use the address it printed.", "Pratinjau tidak menjawab atas nama ini. Pakai alamat yang ditampilkannya."),
		OnlyRead:    in("The preview is for reading only.", "Pratinjau hanya untuk dibaca."),
		OtherOrigin: in("The preview does not answer other sites.", "Pratinjau tidak menjawab situs lain."),
		NoToken: in("This address is for those who have the whole of it. Scan the code in the terminal, or copy the address from there.",
			"Alamat ini hanya untuk yang memilikinya secara lengkap. Pindai kode di terminal, atau salin alamatnya dari sana."),
		NotFound:  in("There is nothing at this address.", "Tidak ada apa-apa di alamat ini."),
		TooMany:   in("Too many tabs are listening.", "Terlalu banyak tab yang terbuka."),
		BrokeDown: in("The preview broke down on this page", "Pratinjau gagal pada halaman ini"),
	}
}

// Tag is the language of the words, for programs.
func (p phrases) Tag() struct{ Lang string } { return struct{ Lang string }{p.lang} }

// count is how many problems there are.
func (p phrases) count(l diag.List) string {
	return p.errors(l.Errors(), len(l)-l.Errors())
}

func (p phrases) errors(errors, warnings int) string {
	switch {
	case warnings == 0:
		return p.some(errors, "error", "kesalahan")
	case errors == 0:
		return p.some(warnings, "warning", "peringatan")
	}
	return p.some(errors, "error", "kesalahan") + ", " + p.some(warnings, "warning", "peringatan")
}

func (p phrases) some(n int, en, id string) string {
	if p.lang == "id" {
		return fmt.Sprintf("%d %s", n, id)
	}
	if n != 1 {
		en += "s"
	}
	return fmt.Sprintf("%d %s", n, en)
}

// first is what a screen reader says when there are errors: how many, and the first of them.
func (p phrases) first(errors int, where problem) string {
	return p.errors(errors, 0) + ". " + where.File + ", " + p.Line + " " + fmt.Sprint(where.Line) + ": " + where.Text
}

// looks is how many things there are to look at.
func (p phrases) looks(n int) string {
	return diag.Words{EN: fmt.Sprintf("%d to look at", n), ID: fmt.Sprintf("%d perlu dilihat", n)}.In(p.lang)
}

// more is how many of a long list are not shown.
func (p phrases) more(n int) string {
	return diag.Words{EN: fmt.Sprintf("and %d more", n), ID: fmt.Sprintf("dan %d lagi", n)}.In(p.lang)
}

func (p phrases) subject(s review.Subject) string { return s.Words().In(p.lang) }
