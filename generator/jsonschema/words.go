package jsonschema

// What editors show beside each key.

func knownWords(name string) words {
	return map[string]words{
		"title":           {"Title of the page", "Judul halaman"},
		"summary":         {"One or two sentences for lists and search", "Satu atau dua kalimat untuk daftar dan pencarian"},
		"slug":            {"Last part of the address in this language", "Bagian akhir alamat dalam bahasa ini"},
		"code":            {"Short code for slides and print; never changes", "Kode singkat untuk salindia dan cetakan; tidak pernah berubah"},
		"names":           {"Other names by which readers look for it", "Nama lain yang dicari pembaca"},
		"aliases":         {"Old addresses that lead here: id/model/lama.html", "Alamat lama yang mengarah ke sini: id/model/lama.html"},
		"draft":           {"true: only in previews with --drafts", "true: hanya dalam pratinjau dengan --drafts"},
		"order":           {"Place among the pages of its folder, a number", "Urutan di antara halaman sefolder, sebuah angka"},
		"kind":            {"Kind of page, in a folder that belongs to no kind", "Jenis halaman, dalam folder yang bukan milik suatu jenis"},
		"published":       {"Day from which it is shown, YYYY-MM-DD", "Hari mulai ditampilkan, TTTT-BB-HH"},
		"updated":         {"Day of the last change that matters to readers", "Hari perubahan terakhir yang penting bagi pembaca"},
		"reviewed":        {"Day on which it was last checked", "Hari terakhir diperiksa"},
		"review_due":      {"Day by which it should be checked again", "Hari pemeriksaan berikutnya paling lambat"},
		"translated_from": {"Written by handbook stamp", "Ditulis oleh handbook stamp"},
	}[name]
}

func handbookWords(key string) words {
	return map[string]words{
		"title":       {"Title of the handbook", "Judul buku panduan"},
		"languages":   {"Languages, the default first: [id, en]", "Bahasa, yang utama lebih dulu: [id, en]"},
		"description": {"One or two sentences about the handbook", "Satu atau dua kalimat tentang buku panduan"},
		"publisher":   {"Who stands behind the handbook, for citations", "Penanggung jawab buku panduan, untuk kutipan"},
		"base_url":    {"Address where it will be published", "Alamat tempat terbitnya"},
		"edit_url":    {"Address for editing a page, with {path}", "Alamat untuk menyunting halaman, dengan {path}"},
		"license":     {"Text and address of the license, in the footer", "Teks dan alamat lisensi, di kaki halaman"},
		"navigation":  {"Folders in reading order; the rest follow by name", "Folder menurut urutan baca; sisanya menyusul menurut nama"},
		"markdown":    {"true: publish a .md beside each page", "true: terbitkan .md di samping tiap halaman"},
		"print":       {"true: publish one page for printing for each folder", "true: terbitkan satu halaman cetak untuk tiap folder"},
		"search":      {"shortcuts: false: neither / nor Ctrl+K opens the search", "shortcuts: false: / dan Ctrl+K tidak membuka pencarian"},
		"folders":     {"Names of folders that belong to no kind", "Nama folder yang bukan milik suatu jenis"},
		"choices":     {"Lists of allowed values that several kinds share", "Daftar nilai yang dipakai beberapa jenis"},
		"fields":      {"Fields every kind has", "Bidang milik semua jenis"},
		"claims":      {"Words that need something to stand on, for each language", "Kata yang memerlukan dasar, untuk tiap bahasa"},
		"maps":        {"Tables that count pages by two of their fields", "Tabel yang menghitung halaman menurut dua bidangnya"},
	}[key]
}

func kindWords(key string) words {
	return map[string]words{
		"folder":      {"Its pages stand in this folder of each language", "Halamannya berada di folder ini dalam tiap bahasa"},
		"slug":        {"The folder in addresses", "Folder dalam alamat"},
		"label":       {"Name of one page of it", "Sebutan satu halaman"},
		"plural":      {"Name of all of them: navigation and heading of the index", "Sebutan semuanya: navigasi dan judul indeks"},
		"description": {"The lead of the index", "Pengantar indeks"},
		"code":        {"Letters of short codes: M makes M1, M2", "Huruf kode singkat: M menjadi M1, M2"},
		"layout":      {"How the index looks", "Tampilan indeks"},
		"path":        {"Of layout path: the field of the stages, and fields shown at each step", "Untuk tata letak path: bidang tahapan, dan bidang yang tampil di tiap langkah"},
		"mark":        {"Shape beside the name", "Bentuk di samping nama"},
		"schema_type": {"Type of a page at schema.org", "Tipe halaman di schema.org"},
		"citable":     {"true: others cite its pages", "true: halamannya dikutip"},
		"fields":      {"Fields of its pages", "Bidang halamannya"},
		"checks":      {"Rules between fields", "Aturan antarbidang"},
		"downloads":   {"Files to fill in that are made from its fields", "Berkas isian yang dibuat dari bidangnya"},
		"glossary":    {"Its pages explain words", "Halamannya menjelaskan istilah"},
		"chooser":     {"One page that asks all questions and ranks", "Satu halaman yang mengajukan semua pertanyaan dan menyusun peringkat"},
		"evidence":    {"Table of what other pages say of each page", "Tabel tentang apa yang dikatakan halaman lain"},
		"reference":   {"Fields that make a reference to a work", "Bidang yang membentuk rujukan"},
	}[key]
}

func fieldWords(key string) words {
	return map[string]words{
		"type":       {"What is written in it", "Apa yang ditulis di dalamnya"},
		"label":      {"What readers see before it", "Yang dilihat pembaca di depannya"},
		"help":       {"A line for editors", "Satu baris untuk penyunting"},
		"required":   {"true: no page without it", "true: tidak ada halaman tanpanya"},
		"facet":      {"true: readers may filter by it", "true: pembaca dapat menyaring dengannya"},
		"compared":   {"true: a row of the comparison", "true: satu baris perbandingan"},
		"show":       {"Where it stands on the page", "Letaknya di halaman"},
		"anchor":     {"Id of its section", "Id bagiannya"},
		"translated": {"Whether it is written in each language", "Apakah ditulis dalam tiap bahasa"},
		"min":        {"Least number, or number of items", "Angka atau banyak butir paling sedikit"},
		"max":        {"Greatest number, number of items or of characters", "Angka, banyak butir, atau banyak huruf paling besar"},
		"unit":       {"What is counted", "Satuan"},
		"labels":     {"Words for whole numbers", "Kata untuk bilangan bulat"},
		"calendar":   {"true: the range is of years", "true: rentangnya tahun"},
		"choices":    {"Allowed values and their labels", "Nilai yang boleh dipakai dan labelnya"},
		"from":       {"Name of a list of choices in handbook.yaml", "Nama daftar pilihan di handbook.yaml"},
		"of":         {"What the items of the list are", "Isi butir daftar"},
		"ordered":    {"true: the list is numbered", "true: daftarnya bernomor"},
		"unique":     {"true: no item twice", "true: tidak ada butir ganda"},
		"inverse":    {"Label of the relation seen from the other side", "Label hubungan dilihat dari sisi lain"},
		"acyclic":    {"true: going along it never leads back", "true: mengikutinya tidak pernah kembali"},
		"fields":     {"Fields of the object", "Bidang objek"},
		"to":         {"Kind of page it leads to, or any", "Jenis halaman yang dituju, atau any"},
	}[key]
}
