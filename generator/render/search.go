package render

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handbook/generator/source"
)

// searchView is the view of the dialog that searches: assets/views/search.js and search.css.
const searchView = "search"

// wordsOfSearch are the words of the dialog. Its script fills them in, and knows them without "search_".
func wordsOfSearch() map[string][]string {
	return map[string][]string{
		"search_title": nil, "search_query": nil, "search_close": nil, "search_start": nil, "search_recent": nil, "search_forget": nil,
		"search_busy": nil, "search_results": nil, "search_kinds": nil, "search_all": nil, "search_more": nil, "search_parts": nil,
		"search_none_hint": nil, "search_failed": nil, "search_retry": nil, "search_link": nil, "search_keys": nil,
		"search_count": {"count"},
		"search_none":  {"query"},
		"search_meant": {"query"},
		"search_in":    {"language"},
		"search_form":  {"word", "as"},
		"search_typo":  {"word", "as"},
		"search_split": {"word", "as"},
		"search_same":  {"word", "as"},
	}
}

// AddSearch makes the script of the search for each language: the words of the dialog, the given script that
// searches, and the dialog. A theme without a dialog has none; then the search is its page of links.
// It has to be called before pages are made.
func (t *Theme) AddSearch(client string) error {
	dialog, ok := t.viewScripts[searchView]
	if !ok {
		return nil
	}
	small, problems := minifyScript(&source.File{Path: "search", Text: []byte(client)})
	if len(problems) > 0 {
		return fmt.Errorf("the script of the search: %s", problems[0].Text.EN)
	}
	t.searches = map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(t.languages)) {
		words := map[string]string{}
		for key := range wordsOfSearch() {
			words[strings.TrimPrefix(key, "search_")] = t.Word(lang, key)
		}
		data, err := json.Marshal(map[string]any{"words": words})
		if err != nil {
			return err
		}
		script := fmt.Appendf(nil, "window.handbook=%s;\n%s;\n%s;\n", data, small, t.assets[dialog])
		t.searches[lang] = t.add("search-"+lang, ".js", script)
	}
	delete(t.assets, dialog)
	delete(t.viewScripts, searchView)
	return nil
}
