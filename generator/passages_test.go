package generator_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// TestOwnWords: no ten words in a row are those of the articles the handbook takes its list of contents from, or of a
// passage quoted for checking a fact. testdata/foreign-passages.txt holds the first 12 hex digits of the SHA-256
// of each ten words of theirs, in small letters with single spaces; not the words. Addresses and
// titles of works are theirs by nature.
func TestOwnWords(t *testing.T) {
	data, err := os.ReadFile("testdata/foreign-passages.txt")
	if err != nil {
		t.Fatal(err)
	}
	foreign := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		foreign[strings.TrimSpace(line)] = true
	}
	if len(foreign) < 500 {
		t.Fatalf("%d passages", len(foreign))
	}
	notText := regexp.MustCompile(`https?://\S+|(?m)^work_title:.*$`)
	run, checked := 10, 0
	for p, f := range ownContent(t) {
		if !strings.HasSuffix(p, ".md") {
			continue
		}
		words := strings.FieldsFunc(strings.ToLower(notText.ReplaceAllString(string(f.Data), "")), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r)
		})
		for i := range len(words) - run + 1 {
			checked++
			ten := strings.Join(words[i:i+run], " ")
			if sum := sha256.Sum256([]byte(ten)); foreign[hex.EncodeToString(sum[:])[:12]] {
				t.Errorf("%s: %q stands in a source", p, ten)
			}
		}
	}
	if checked < 100_000 {
		t.Errorf("only %d passages of ours were compared", checked)
	}
}
