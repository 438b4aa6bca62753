package search

import "strings"

// roots are common roots of Indonesian, written down for this program from general knowledge of the language. They
// help a young handbook, whose own words do not say enough, to tell mem-inta from mem-pinta; no more depends on them, and
// a word that is not here is handled like any other.
const roots = `
abad abadi abai abdi abu acara acu ada adab adaptasi adat adik adil administrasi adopsi adu agama agen agenda agung
ahli air ajak ajar aju akal akan akar akhir akibat akrab aksara akses aksi aktif aktual aku akun akur akurat alam
alamat alami alas alat aliansi alih alim alir alokasi alur aman amanat amat amati ambil ampu ampun anak analisis
ancam anda andai andal aneh aneka angan anggap anggar anggota anggur angin angkat angkut angsur aniaya anjur antar
antara antisipasi antre anut anyam apa api apresiasi arah arang arti artikel arus asah asal asap asas asing asli
asosiasi aspek aspirasi asuh asumsi asuransi atap atas atasi atur awal awan awas awet ayah ayam ayo ayun baca badan
bagai bagi bagus bahan bahas bahasa bahaya bahu baik baja bajak baju bakar bakat baku balai balas balik balita balut
ban bandar banding bangga bangkit bangsa bangun bank bantah bantu banyak bapak barang barat baris baru basah batal
batang batas batin batu bau bawa bawah baya bayang bayar bayi beasiswa beban bebas beda bekal bekas beku bela belah
belakang belanja belas beli beliau belum benah benak benang benar bencana benda bendung bengkak bengkel benih
bentang bentuk bentur berani beras berat beres beri berita berkas berkat bersih besar besi besok betul biak biar
biara biasa biaya bibit bicara bidan bidang bijak bikin bila bimbing bina binatang bingkai bingung bisa bisik bisnis
bobot bocor boleh bom bongkar bor boros bosan botol buah buang buat budaya budi bujuk buka bukan bukti buku bulan
bulat bumi bunga bungkus bunuh bunyi buru buruh buruk burung butir butuh cabang cabut cacat cadang cair cakap cakup
calon camat campur canang candi canggih cantik cantum capai cara cari catat cegah cela cemar cemas cepat cerai
ceramah cerdas cerita cermat cermin cerna cetak cetus cinta cipta ciri citra coba cocok contoh copot corak cuaca
cuci cucu cukup cuti dadak daerah daftar dagang daging dahulu dakwah dalam dalih damai dampak damping dan dana danau
dandan dapat dapur darah darat darurat dasar data datang datar daulat daun daur daya debat dekat delegasi demam demi
demikian demo denda dengan dengar depan derajat derita desa desain desak destinasi detail dewan dewasa di diagnosis
diam didik diet digital dinamika dinas dinding dingin diri disiplin diskusi distribusi doa dokter dokumen domba
dominan donasi donor dorong dosa dosen dosis dua duduk duga duka dukun dukung dulu dunia duplikasi dusun duta edar
edukasi efek efektif efisien ekonomi ekosistem ekspor ekspresi elak elok emas embun empat empati enak enam energi
enggan engkau entas erat esai esok etika etnis evakuasi evaluasi faedah faham fakta faktor fasilitas fasilitasi
figur fisik fokus formal format formula forum foto fungsi gabung gadis gagal gagas gairah gaji galak galang gali
gambar ganda ganggu ganjar ganti gantung garam garap garis gas gaul gawat gaya gedung gejala gelap gelar gemar
gembira gempa gemuk generasi gerak gereja gesek getar giat gigi gilir giring gizi goda golong gotong goyang grafik
gratis gugat gugur guna gunung guru habis hadap hadiah hadir hafal hajat hak hakim hal halal halaman halang halus
hamba hambat hamil hancur hangat hantar hanya hapus harap harga hari harmoni harta harus hasil hasrat hati hayat
hebat hemat henti heran hewan hias hibah hibur hidang hidup hijau hilang himbau himpun hindar hingga hirau hirup
hitung hormat hubung hujan hukum huni huruf hutan hutang ibadah ibarat ibu ide identifikasi identitas ikan ikat
iklan iklim ikrar ikut ilmu imbal imbang imbau implementasi impor imunisasi inap indah independen indikasi individu
induk industri infeksi informasi ingat ingin inisiatif injak inovasi inspeksi inspirasi institusi instruksi
integrasi intensif interaksi internal intervensi inti investasi irama iring isi istimewa istirahat istri isu isyarat
izin jabat jadi jadwal jaga jahat jajak jalan jalin jalur jamaah jamak jambat jamin jamur jangan jangka jangkau
janji jantung jarak jarang jaring jasa jatuh jauh jawab jaya jejak jejaring jelajah jelang jelas jelma jemaat jemput
jenis jenjang jenuh jera jerat jernih jilid jiwa jodoh jual juang juara judul juga jujur jumlah jumpa juri jurus
kabar kabupaten kabur kadar kader kagum kaidah kait kaji kala kalah kalau kali kalimat kampanye kampung kandung
kanker kantor kapal kapan karang karena karunia karya kasih kasus kata kategori kaum kawal kawan kawin kaya
kayu ke kebal kebun kecamatan kecil kecuali kejar kejut kelahi kelas keliling keliru kelola kelompok keluar keluarga
keluh kemarin kemas kembali kembang kemudian kena kenal kendala kendali kendara kental kepala kepung kerah keras
keren kereta kering keringat kerja kesal kesan ketat ketik ketimbang ketua khas khawatir khianat khusus kiat kikis
kilat kira kirim kisah kisar kita klaim klasifikasi klinik koalisi kolaborasi koleksi kombinasi komentar komisi
komite komitmen kompetensi kompleks komponen komposisi komunikasi komunitas kondisi konferensi konfirmasi konflik
konsep konsultasi konsumsi kontak kontrak kontribusi kontrol kooperasi koordinasi koperasi korban koreksi kosong
kota kotak kotor kreasi kredit kriteria kritik kuasa kuat kubur kucur kuesioner kuliah kulit kumpul kunci kunjung
kurang kurikulum kursus kurung kutip laba labuh lacak ladang lahan lahir lain laju lajur lakon laksana laku lalai
lalu lama lamar lambang lambat lampau lampir lampu lancar landa landas langgan langgar langit langkah langsung
lanjut lansia lantai lantar lantik lapang lapar lapis lapor larang lari larut latar latih lawan layak layan layang
lebar lebih lega legal lekat lelah lemah lembaga lembar lembut lengkap lepas lestari letak letih lewat liar libat
libur lihat limbah limpah lindung lingkar lingkung lingkup lintas lisan listrik literasi lobi logis lokakarya lokasi
loket lomba lompat longgar lonjak luang luar luas luka luluh lulus lumpuh lunas luncur lupa lurah luruh lurus luwes
maaf mabuk macam macet madrasah mahal mahasiswa mahir main maju maka makan makin makmur makna maksimal maksud malah
malam malas malu mampir mampu mana mandat mandi mandiri manfaat manis manusia mapan marah masa masak masalah masing
masjid masuk masyarakat mata matang mati mau media megah meja mekar melek memang menang menantu mendung menteri menu
merah merdeka merek mereka mesin meski mesra metode mewah milik mimpi minat minggu minim minta minum minyak miring
mirip misal misi miskin mitra mobilisasi modal model modern modul mohon monitor motif motivasi muat muda mudah
mufakat muka mukim mula mulai mulia mulut muncul mundur mungkin murah murid murni musim musnah musuh musyawarah
mutakhir mutu nada nafas naik nakal nalar nama nampak nanti napas narasi narkoba nasib nasihat naskah negara negeri
negosiasi nenek nikah nikmat nilai norma notulen nyala nyaman nyanyi nyaris nyata nyawa nyeri obat objek observasi
olah olahraga omong operasi optimal orang orbit organisasi orientasi otak otonomi otoritas pabrik pacu padam padan
padat padi padu pagi paham pahat pahit pajak pakai pakar pakat paksa paling pamer panas pancar pancing pandai
pandang pandu panen panggil panggung pangkat pangku panitia panjang panjat pantai pantas pantau papar parah partai
partisipasi pasang pasar pasien pasok pasti patah paten patuh patut payung pecah pecat peduli pegang pegawai pekan
pelihara peluang peluk penat pencil pendam pendek pengaruh pental penting penuh peran perang perawat percaya
perempuan periksa perintah periode peristiwa perlu permisi pernah persen persepsi pertama pesan pesantren pesisir
peta petani petik petugas pihak pijak pikat pikir pikul pilah pilih pimpin pindah pinggir pinjam pintar pintu pisah
plastik pohon pokok pola polisi politik polusi pompa populasi posisi positif posyandu potensi potong prakarsa
praktik prasyarat presiden prestasi pribadi prihatin prinsip prioritas produk produksi profesi profil program
promosi proses proyek psikologi puas publik publikasi puji pukul pula pulang pulau pulih puncak pungut punya pupuk
pusat puskesmas putar putus raba racik racun radang ragam ragu raih raja rajin rakit rakyat ramah ramai ramal rambu
rampas rampung rancang rangka rangkai rangkul rangkum rangsang rantai rapat rapi rasa rasio rata ratus rawan rawat
raya rayu rebut reda redam rehat rekam rekan rekat rekomendasi rekreasi rekrut relasi relawan remaja rembuk renang
rencana rendah rentan rentang renung resah resep resiko respon responden restu retak revisi riang ribu rinci rindu
ringan ringkas risalah risau riset risiko ritual riwayat roda rohani rokok rombak rugi rujuk rukun rumah rumit
rumpun rumus runding runtuh runut rupa rusak rutin saat sabar sabun sadar sah sahabat saham saing sains saji sakit
saksi salah saling salur sama sambil sambung sambut sampah sampai samping sampul sandang sandar sangat sanggah
sanggup sangka sangkut sanitasi santai santun sapa sapi saran sarana saring sasar satu saudara sawah saya sayang
sayur sebab sebar seberang sebut sedang sederhana sedia sedih sedikit segala segar segera sehat seimbang sejahtera
sejajar sejarah sejuk sekarang sekat sekolah sektor selalu selam selamat selang selaras selatan selenggara selesai
seleweng selidik selimut seling selip selisih seluruh semangat sembah sembuh sembunyi sempat sempit sempurna semua
sen senam sendiri sengaja sengketa sengsara seni senjata sentral sentuh senyum sepakat sepatu sepi serah serang
serap serasi serba serempak serentak seret serikat sering serta sertifikat sesat sesuai setara seteru setia setor
setuju sewa siaga siang siap siar siasat sibuk sidang sifat sikap sikat siklus siksa silang simak simpan simpang
simpul simulasi sinar sinergi singgah singgung singkat singkir siram sisa sisi sisih sistem siswa situasi skala skor
soal solusi sopan sopir sorot sosial sosialisasi spesifik stabil staf standar status strategi struktur studi suami
suara suasana suatu subur suci sudah sudut suguh suhu suka sukar sukarela sukses suku sulit sulut sumbang sumber
sumpah sungai sungguh suntik sunting suplai surat suruh surut survei surya susah susu susul susun susut swadaya
swasta syarat syukur tabel tabrak tabung tabur tadi tagih tahan tahap tahu tahun tajam tak takar takut talang tali
tamat tambah tambang tampak tampil tampung tanah tanam tanda tandang tandas tandatangan tangan tanggal tanggap
tanggul tanggung tangis tangkap tangkis tani tanpa tantang tanya tapi target tari tarif tarik taruh tata tatap tatar
taut tawar tebal tebang tebar tebas tegak tegang tegas teguh tegur tekad tekan teknik teknologi tekun telaah telah
telan teliti teman tembak tembus tempat tempel tempuh temu tenaga tenang tengah tengok tentang tentu tenun tepat
tepi terang terap terbang terbit teri terima terjemah terjun terus tetangga tetap tetes tiang tiap tiba tidak tidur
tiga tilik timbal timbang timbul timpa timpang timur tindak tindas tinggal tinggi tingkah tingkat tinjau tinta tipe
tipis tipu tiru titik titip toko tokoh tolak toleransi tolong tonjol tonton topang topik total tradisi trampil
transaksi transformasi transparan transportasi trauma tua tuan tubuh tuduh tugas tuju tukar tulang tular tulis tulus
tumbang tumbuh tumpah tumpang tumpu tumpuk tunai tunda tunduk tunggak tunggal tunggu tunjang tunjuk tuntas tuntun
tuntut turun turut tusuk tutup tutur uang ubah ucap uji ujung ukir ukur ulah ulang ulas ulet umat umum umur undang
undur unggah unggul ungkap ungkit ungsi unit universitas unjuk unsur untuk untung upacara upah upaya urai urus urut
usah usaha usia usik usir usul usung utama utang utara utuh vaksin vaksinasi validasi variasi verifikasi versi video
visi vitamin wabah wadah wajah wajar wajib wakil waktu walau wali wanita warga waris warna warta warung waspada
wawancara wawas wenang wewenang wibawa wilayah wisata wujud yakin yatim yayasan zaman zat zona
`

func indonesianRoots() map[string]bool {
	list := strings.Fields(roots)
	set := make(map[string]bool, len(list))
	for _, w := range list {
		set[w] = true
	}
	return set
}
