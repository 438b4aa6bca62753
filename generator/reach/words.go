package reach

import (
	"fmt"
	"net/http"
	"strconv"

	"handbook/generator/diag"
)

// All that this package has to say.

// Problem is what there is to say of a place that leads to an address; ok is false where all is well.
func (a Answer) Problem(at diag.Place) (d diag.Diagnostic, ok bool) {
	switch a.Verdict {
	case Dead:
		return dead(at, a), true
	case Unsure:
		return unsure(at, a), true
	case Private:
		return private(at, a), true
	}
	return diag.Diagnostic{}, false
}

func dead(at diag.Place, a Answer) diag.Diagnostic {
	why := a.why()
	return diag.Diagnostic{
		Place: at, Severity: diag.Error, Code: "address-dead",
		Text: diag.Words{EN: a.Address + " can no longer be read: " + why.EN, ID: a.Address + " tidak dapat dibaca lagi: " + why.ID},
		Hint: diag.Words{
			EN: "look where it has moved, or link to a copy in an archive of the web such as web.archive.org",
			ID: "cari ke mana alamat itu pindah, atau tautkan salinannya di arsip web seperti web.archive.org",
		},
	}
}

func unsure(at diag.Place, a Answer) diag.Diagnostic {
	why := a.why()
	return diag.Diagnostic{
		Place: at, Severity: diag.Warning, Code: "address-unsure",
		Text: diag.Words{EN: "nothing sure is known of " + a.Address + ": " + why.EN, ID: "tidak ada kepastian tentang " + a.Address + ": " + why.ID},
		Hint: diag.Words{EN: "open it in a browser, or check again later", ID: "bukalah di peramban, atau periksa lagi nanti"},
	}
}

func private(at diag.Place, a Answer) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Severity: diag.Error, Code: "address-private",
		Text: diag.Words{
			EN: a.Address + " leads into a private network, where readers cannot follow",
			ID: a.Address + " menuju jaringan tertutup yang tidak dapat dibuka pembaca",
		},
		Hint: diag.Words{EN: "link to an address that everybody can open", ID: "tautkan ke alamat yang dapat dibuka semua orang"},
	}
}

// why says what an address answered.
func (a Answer) why() diag.Words {
	if a.Status > 0 {
		text := "answer " + strconv.Itoa(a.Status)
		if name := http.StatusText(a.Status); name != "" {
			text += " (" + name + ")"
		}
		return diag.Words{EN: "its host gave the " + text, ID: fmt.Sprintf("servernya menjawab %d", a.Status)}
	}
	switch a.Why {
	case NoHost:
		return diag.Words{EN: "there is no host of this name", ID: "tidak ada server dengan nama ini"}
	case Slow:
		return diag.Words{EN: "its host did not answer in time", ID: "servernya tidak menjawab tepat waktu"}
	case Certificate:
		return diag.Words{EN: "its certificate is not valid, so browsers warn of it", ID: "sertifikatnya tidak sah, sehingga peramban memperingatkannya"}
	case Redirects:
		return diag.Words{EN: "it leads on and on without an end", ID: "alamat itu terus mengalihkan tanpa akhir"}
	case NotAsked:
		return diag.Words{EN: "there was no time left to ask", ID: "waktu untuk menanyakannya habis"}
	}
	return diag.Words{EN: "its host does not answer", ID: "servernya tidak menjawab"}
}
