package main

import (
	"fmt"
	"strings"
	"time"

	"handbook/generator/diag"
)

// All that serve has to say.

func ready(address string) diag.Words {
	return diag.Words{
		EN: "The handbook is at " + address + " (Ctrl+C stops)",
		ID: "Buku panduan ada di " + address + " (Ctrl+C untuk berhenti)",
	}
}

// rebuilt is the line after a build: what changed, how long it took, what is wrong.
func rebuilt(first bool, files []string, took time.Duration, problems string) diag.Words {
	en, id := "settings, theme or pictures", "pengaturan, tema, atau gambar"
	if len(files) > 0 {
		shown := strings.Join(files[:min(len(files), 3)], ", ")
		en, id = shown, shown
		if rest := len(files) - 3; rest > 0 {
			en += fmt.Sprintf(" and %d more", rest)
			id += fmt.Sprintf(" dan %d lagi", rest)
		}
	}
	begin := diag.Words{EN: "changed: ", ID: "berubah: "}
	if first {
		begin = diag.Words{EN: "built: ", ID: "dibangun: "}
	}
	if problems != "" {
		problems = "; " + problems
	}
	return diag.Words{
		EN: fmt.Sprintf("%s%s (%s)%s", begin.EN, en, took, problems),
		ID: fmt.Sprintf("%s%s (%s)%s", begin.ID, id, took, problems),
	}
}

func otherPort(asked int) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("port %d is taken by another program, so the preview is on the next free one", asked),
		ID: fmt.Sprintf("porta %d dipakai program lain, jadi pratinjau memakai porta kosong berikutnya", asked),
	}
}

func portTaken(port int) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("port %d is taken by another program; stop that one, or choose another with --port", port),
		ID: fmt.Sprintf("porta %d dipakai program lain; hentikan program itu, atau pilih yang lain dengan --port", port),
	}
}

func portsTaken(first, last int) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("ports %d to %d are all taken; choose another with --port", first, last),
		ID: fmt.Sprintf("porta %d sampai %d terpakai semua; pilih yang lain dengan --port", first, last),
	}
}

func badPort(port int) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("--port is a number from 0 to 65535, not %d", port),
		ID: fmt.Sprintf("--port adalah angka 0 sampai 65535, bukan %d", port),
	}
}

func cannotListen(err error) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("the preview cannot listen there: %v", err),
		ID: fmt.Sprintf("pratinjau tidak dapat dibuka di sana: %v", err),
	}
}

func lanAndHost() diag.Words {
	return diag.Words{
		EN: "--lan already says where to listen; leave --host out",
		ID: "--lan sudah menentukan alamatnya; jangan pakai --host",
	}
}

func noContent(dir string) diag.Words {
	return diag.Words{
		EN: "there is no folder " + dir + "; name it with --content, or start a handbook with 'handbook init'",
		ID: "tidak ada folder " + dir + "; sebutkan dengan --content, atau mulai buku panduan dengan 'handbook init'",
	}
}

func badEditor(given, known string) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("--editor is one of %s, none, or an address with {path} in it such as vscode://file/{path}:{line}:{column}, not %q", known, given),
		ID: fmt.Sprintf("--editor adalah salah satu dari %s, none, atau alamat yang memuat {path} seperti vscode://file/{path}:{line}:{column}, bukan %q", known, given),
	}
}

func reachable() diag.Words {
	return diag.Words{
		EN: "warning: the preview is reachable from the network; whoever reaches this machine can read the handbook",
		ID: "peringatan: pratinjau terjangkau dari jaringan; siapa pun yang menjangkau komputer ini dapat membaca buku panduan",
	}
}

func shared() diag.Words {
	return diag.Words{
		EN: "warning: the preview is reachable from the network; whoever has the address below can read the handbook until you stop it",
		ID: "peringatan: pratinjau terjangkau dari jaringan; siapa pun yang punya alamat di bawah dapat membaca buku panduan sampai Anda menghentikannya",
	}
}

func scan(address string) diag.Words {
	return diag.Words{
		EN: "On a phone in the same network, scan this or open " + address,
		ID: "Di ponsel dalam jaringan yang sama, pindai ini atau buka " + address,
	}
}

func noNetwork() diag.Words {
	return diag.Words{
		EN: "this machine is in no network now, so there is no address for a phone",
		ID: "komputer ini sedang tidak terhubung ke jaringan, jadi tidak ada alamat untuk ponsel",
	}
}

func notOpened(address string) diag.Words {
	return diag.Words{
		EN: "the browser could not be opened; open " + address + " yourself",
		ID: "peramban tidak dapat dibuka; buka sendiri " + address,
	}
}
