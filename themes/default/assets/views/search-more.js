// What few answers of the search have, shown by its dialog: how unknown words were understood, choices among the facets of a
// kind, other languages where nothing was found, and the last queries. It is in one file with the script of these.
(function () {
  "use strict";
  var handbook = window.handbook, words = handbook.words;

  function say(key, values) { return words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole); }

  // extra adds to the dialog. a is the answer, nothing before there is one; ui are the parts of the dialog.
  handbook.extra = (a, ui) => {
    var { make, button, menu, ask, kept, o, input } = ui, dialog = input.closest("dialog"), part = name => dialog.querySelector("." + name);
    function put(query) {
      input.value = query;
      input.oninput();
    }

    if (!a) {
      part("after").append(make("h2", {}, words.recent), make("ul", { class: "recent" }, ...kept().map(q => make("li", {}, button(q, () => { put(q); })))),
        button(words.forget, () => {
          try {
            localStorage.removeItem("handbook-searches");
          } catch (e) { /* there are none */ }
          ask();
        }));
      return;
    }

    // A word that was mended is said by the suggestion, if there is one.
    a.notes.forEach(n => {
      if (!a.suggestion || n.how !== "typo" && n.how !== "split") part("about").append(make("p", {}, say(n.how, { word: n.word, as: n.as })));
    });
    if (a.suggestion) part("about").append(make("p", {}, button(say("meant", { query: a.suggestion }), () => { put(a.suggestion); })));

    // A facet is offered where it tells results apart.
    o.where = o.where || {};
    a.facets.forEach(f => {
      var values = f.values.filter(v => v.count || v.id === o.where[f.id]);
      if (values.length > 1 || o.where[f.id]) part("kinds").append(" ", menu(f.label + ":", o.where[f.id] || "", [["", words.all]].concat(
        values.map(v => [v.id, v.label + " (" + v.count + ")"])), id => { o.where[f.id] = id; }));
    });

    if (!a.total) part("after").append(make("p", {}, words.none_hint));
    // The languages of the handbook are those this page can be read in.
    if (!a.total || o.lang) document.querySelectorAll(".languages a").forEach(l => {
      if (l.lang !== a.lang) part("after").append(make("p", {}, button(say("in", { language: l.textContent }), () => {
        o.lang = l.lang;
        o.kind = "";
        ask();
      })));
    });
  };
})();
