// Package search makes the index that a browser searches without a server, and holds the browser's side of
// it, client.js. Query gives the same answers in Go; a test holds the two together.
//
// # What is searched
//
// The unit is the section: section 0 of a page is its summary, its short fields and the paragraphs before the first heading; then each
// heading of the body and each field shown as a section. Sections are numbered through in reading order, so equal scores
// are in reading order too. Each language has an index of its own. A page that is not translated is found
// in every language under the words of its text.
//
// # Words
//
// A word is a run of letters and digits after compatibility decomposition (NFKD), without marks, in lower case, of at
// most 40 characters. Words of one root are a class. For Indonesian and English, rules propose roots (affix.go) and the
// words of the handbook choose among them: the root that most distinct words propose, better if it stands in the text or
// in a list of common roots, worse for each affix taken away. A page whose kind declares the field forms is a term of the glossary:
// its forms belong to its class whatever the rules say, its names mean the same as its title. Words often written as one (sumber
// daya) count as said jointly where they stand side by side.
//
// # Ranking
//
// A section scores, for each word of the query, the best of what the word may mean there: impact (BM25F over title 3, heading 4, text
// 1, and 2.5 what links from other pages to it read; on a scale of 15 steps) times rarity of the class times a weight: the very word 1, another form 0.8, a word the rules
// trace to a root 0.74, the beginning of the last word 0.35 to 0.7, a word of the glossary that means the same 0.55, one edit
// 0.6, two edits 0.35. Edits are tried only for words that the handbook does not hold: one from 4 letters, two from 8. The sum is
// multiplied by 1/4 to 1 with the share of the query that was found; sections that hold less than half of what the best one does are left
// out. The first 20, as far as their texts are in five shards, are ranked again by how close the words of the query stand and whether the heading says
// just that. A query that is a code or title puts its page first, then pages of which it is another name, then those it names
// in another language. All arithmetic is in whole numbers below 2^53.
//
// # Files
//
// Below search/<language>/ lie manifest.js and the shards, each a script of one line,
//
//	handbook.shard("id/l-abcd","…")
//
// with the name of the file and its bytes, raw deflate in base64. A shard is named by a letter for what it is and a hash of
// its bytes, so it may be kept for ever; the manifest may not. In a small handbook all shards stand in manifest.js,
// a line each. Where shards are cut depends on the words around the cut, so that an edit moves few of them.
//
//	manifest  JSON: see type manifest. It holds the entries of the most frequent words too.
//	l-        lexicon: words, and names of several words, in the order of their UTF-16 units; see appendEntry.
//	p-        postings of classes in the order of their roots; see encodePostings.
//	v-        vocabulary: the words of the text reversed, as a lexicon without roots, for errors near the beginning of a word.
//	t-        texts of consecutive sections, JSON: see type groupPage.
//	f-        facets of a kind, JSON: see type facetFile.
//
// A word is found so: among the frequent ones; else the last l- whose bound is at most the first word of the key; in it the entry; by
// its root the last p- whose bound is at most the root; by a section's number the t- that groups lead to. A word that is not
// in the lexicon is completed if it is the query's last, else traced to a root, and else mended by the neighbours in its l- and v-,
// or split in two.
//
// # The client
//
// client.js is a classic script that lies one folder below the root of the site. It gives
//
//	handbook.search(query, {lang, kind, where: {outcome-class: "successful"}, limit})
//	  → Promise<{lang, total, kinds: {case: 3}, labels: {case: "Kasus"}, facets, results, suggestion, notes, words}>
//	results: [{url, title, heading, kind, mark, code, excerpt, marked, others, score}]
//	facets: [{id, label, values: [{id, label, count}]}]
//
// url is relative to handbook.base, the root of the site. heading is "" for the page itself. mark is the shape of the kind. marked is
// the excerpt in pieces, of which every second one is a word that was found; others are the same page in other languages,
// [lang, url, title]. kinds counts what was found by kind, whatever kind was asked for; facets counts what was found of the kind
// that was, by the fields its pages may be filtered by: a value counts what has the values asked for of all other facets.
// suggestion is the query with unknown words mended, or "". notes explain words that the handbook
// does not hold: {word, how, as} with how "form" (a form of as), "typo", "split" (of the two words as) or "same" (the glossary says as). words are
// all words to be marked on the page that is opened. lang is the language of the page unless given, limit 5.
//
//	handbook.spots(text) → [[word, from, to]], the words of a text as they are searched
//	handbook.more() → Promise<{guess, filter, mark}>, what few searches need
//
// The last is in more.js, which stands at the address that the page gives as handbook.more before client.js runs. It is loaded for a
// word that the handbook neither holds nor begins a word of its own with, for facets, and to mark words on a page.
//
// What cannot be loaded is asked for twice, and the manifest is read anew, in case the handbook has been published again; then the
// promise is rejected. The next search tries again. With Trusted Types the content security policy has to allow the
// policy "handbook", which only makes addresses of the site.
package search
