package render

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handbook/generator/source"
)

// searchView is the view of the dialog that searches: assets/views/search.js and search.css. What few answers have is in
// search-more.js.
const (
	searchView = "search"
	searchMore = "search-more"
)

// wordsOfSearch are the words of the dialog. Its script fills them in, and knows them without "search_".
func wordsOfSearch() map[string][]string {
	return map[string][]string{
		"search_title": nil, "search_close": nil, "search_start": nil, "search_busy": nil, "search_kinds": nil,
		"search_all": nil, "search_more": nil, "search_parts": nil, "search_failed": nil, "search_retry": nil, "search_link": nil, "search_keys": nil,
		"search_count": {"count"},
		"search_none":  {"query"},
	}
}

// wordsOfMore are the words that few answers need.
func wordsOfMore() map[string][]string {
	return map[string][]string{
		"search_recent": nil, "search_forget": nil, "search_none_hint": nil,
		"search_meant": {"query"},
		"search_in":    {"language"},
		"search_form":  {"word", "as"},
		"search_typo":  {"word", "as"},
		"search_split": {"word", "as"},
		"search_same":  {"word", "as"},
	}
}

// AddSearch makes the scripts of the search for each language: the words of the dialog, the given script that searches, and
// the dialog; and of what few searches need another, which the first loads. A theme without a dialog has none; then the
// search is its page of links. It has to be called before pages are made.
func (t *Theme) AddSearch(client, more string) error {
	dialog, ok := t.viewScripts[searchView]
	if !ok {
		return nil
	}
	extra := t.viewScripts[searchMore]
	for _, script := range []*string{&client, &more} {
		small, problems := minifyScript(&source.File{Path: "search", Text: []byte(*script)})
		if len(problems) > 0 {
			return fmt.Errorf("the script of the search: %s", problems[0].Text.EN)
		}
		*script = string(small)
	}
	t.searches = map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(t.languages)) {
		said := func(keys map[string][]string) map[string]string {
			words := map[string]string{}
			for key := range keys {
				words[strings.TrimPrefix(key, "search_")] = t.Word(lang, key)
			}
			return words
		}
		words, err := json.Marshal(said(wordsOfMore()))
		if err != nil {
			return err
		}
		second := t.add("search-more-"+lang, ".js", fmt.Appendf(nil, "Object.assign(handbook.words,%s);\n%s;\n%s;\n", words, more, t.assets[extra]))
		data, err := json.Marshal(map[string]any{"words": said(wordsOfSearch()), "more": second})
		if err != nil {
			return err
		}
		t.searches[lang] = t.add("search-"+lang, ".js", fmt.Appendf(nil, "window.handbook=%s;\n%s;\n%s;\n", data, client, t.assets[dialog]))
	}
	for _, view := range []string{searchView, searchMore} {
		delete(t.assets, t.viewScripts[view])
		delete(t.viewScripts, view)
	}
	return nil
}
