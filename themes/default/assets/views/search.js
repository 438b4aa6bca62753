// The dialog of the search. It stands behind the script that searches, in one file with it and with the words it says; the
// file is loaded when someone first searches. Whatever comes from the index or the query is shown as text. What few answers
// have is in search-more.js.
(function () {
  "use strict";
  var page = document, handbook = window.handbook, words = handbook.words, step = 5, store = "handbook-searches";
  var dialog, input, status, about, kinds, list, after, share; // parts of the dialog
  var link, opener, owns; // the link to the page of the search, what had the focus, and whether this is that page
  var run = 0, timer, asked = "", o = {}, options = [], active = -1;

  // make is an element with properties or attributes and what is in it.
  function make(tag, attributes, ...inside) {
    var e = page.createElement(tag);
    for (var name in attributes) e.setAttribute(name, attributes[name]);
    e.append(...inside);
    return e;
  }
  function button(text, act) {
    var b = make("button", { type: "button" }, text);
    b.onclick = () => {
      input.focus();
      act();
    };
    return b;
  }
  // menu is a choice of [value, text] pairs.
  function menu(label, value, all, act) {
    var select = make("select", {}, ...all.map(([value, text]) => make("option", { value }, text)));
    select.value = value;
    select.onchange = () => {
      o.limit = step;
      act(select.value);
      input.focus();
      ask();
    };
    return make("label", {}, label + " ", select);
  }

  // What is kept where the browser allows it: the last queries, a line each.
  function kept() {
    try {
      return localStorage[store].split("\n");
    } catch (e) { return []; }
  }
  function keep(storage, name, value) {
    try {
      window[storage][name] = value;
    } catch (e) { /* then not */ }
  }

  function build() {
    input = make("input", {
      id: "search:query", role: "combobox", "aria-autocomplete": "list", "aria-controls": "search:list",
      autocomplete: "off", spellcheck: "false"
    });
    [about, kinds, after] = ["about", "kinds", "after"].map(name => make("div", { class: name }));
    status = make("p", { class: "said", role: "status" });
    list = make("div", { id: "search:list", role: "listbox", "aria-label": words.title });
    share = make("a", {}, words.link);
    dialog = make("dialog", { class: "finder", closedby: "any", "aria-label": words.title },
      make("div", { class: "ask" }, make("label", { for: "search:query" }, words.title), input, button(words.close, close)),
      make("div", { class: "found" }, status, about, kinds, list, after), make("p", { class: "foot" }, make("span", {}, words.keys), share));
    input.oninput = () => { later(fresh, 120); };
    input.onkeydown = key;
    dialog.onclose = () => {
      clearTimeout(timer);
      if (opener) opener.focus({ preventScroll: true });
    };
    page.body.append(dialog);
  }
  function close() { dialog.close(); }
  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  // Queries. Only the last answer counts.
  function fresh() {
    o = { limit: step };
    ask();
  }

  async function ask() {
    var mine = ++run, a, part;
    asked = input.value.trim();
    // The page of the search keeps the query in its address, so that it can be passed on.
    share.href = link.href + (asked && "?q=" + encodeURIComponent(asked));
    share.hidden = !asked;
    if (owns) try {
      history.replaceState(history.state, "", share.href);
    } catch (e) { /* a page from a disk may not */ }
    later(() => { status.textContent = words.busy; }, 300);
    try {
      a = asked && await handbook.search(asked, o);
    } catch (e) { /* a is nothing */ }
    if (mine !== run) return;
    clearTimeout(timer);
    for (part of [about, kinds, list, after]) part.replaceChildren();
    options = [];
    choose(-1);
    if (a) show(a);
    else {
      status.textContent = asked ? words.failed : words.start;
      if (asked) after.append(button(words.retry, ask), " ", parts());
      else if (kept()[0]) extra();
    }
    input.ariaExpanded = !!options[0];
  }
  function parts() { return make("a", { href: link.href }, words.parts); }

  // extra lets the second script add what few answers have.
  async function extra(a) {
    var mine = run;
    try {
      await handbook.more();
      if (mine === run) handbook.extra(a, { make, button, menu, ask, kept, o, input });
    } catch (e) { /* then it is missing */ }
  }

  function show(a) {
    var names = Object.keys(a.kinds), groups = {}, r, all;
    status.textContent = words[a.total ? "count" : "none"].replace(/{.*?}/, () => a.total || asked);
    if (names[1]) kinds.append(menu(words.kinds, o.kind || "", [["", words.all]].concat(names.map(k => [k, a.labels[k] + " (" + a.kinds[k] + ")"])), kind => { o = { limit: step, lang: o.lang, kind }; }));
    // Results stand below their page, pages in the order of their best section.
    for (r of a.results) (groups[all = r.url.split("#")[0]] = groups[all] || []).push(r);
    list.lang = a.lang;
    for (all of Object.values(groups)) {
      r = all[0];
      list.append(make("div", { role: "group", "aria-label": r.title }, make("div", { class: "label", "aria-hidden": true },
        make("span", { class: "mark " + r.mark }), [a.labels[r.kind], r.code, r.heading && r.title].filter(Boolean).join(" · ")), ...all.map(r => option(r, a.words))));
    }
    if (options.length < a.total) after.append(button(words.more, () => {
      o.limit += step;
      ask();
    }));
    if (r) for (var [lang, url, title] of a.results[0].others) after.append(make("p", {}, lang.toUpperCase() + ": ", make("a", { href: handbook.base + url, lang }, title)));
    else after.append(make("p", {}, parts()));
    if (a.notes[0] || a.facets[0] || !r || o.lang) extra(a);
  }

  function option(r, found) {
    var a = make("a", { id: "search:" + options.length, role: "option", "aria-selected": false, tabindex: -1, href: handbook.base + r.url },
      make("span", { class: "section" }, r.heading || r.title), " ", make("span", { class: "excerpt" }, ...r.marked.map((s, i) => i % 2 ? make("mark", {}, s) : s)));
    // It leaves for the result, here or in another tab. The words to be marked travel beside the address, not in it.
    a.onclick = e => {
      keep("localStorage", store, [asked].concat(kept().filter(q => q !== asked)).slice(0, 6).join("\n"));
      if (held(e)) return;
      opener = null;
      close();
      if (a.pathname === location.pathname && !location.search) setTimeout(async () => { (await handbook.more()).mark(found); });
      else keep("sessionStorage", "handbook-found", found.join(" "));
    };
    options.push(a);
    return a;
  }

  function choose(i) {
    options.forEach((a, k) => { a.setAttribute("aria-selected", k === i); });
    input.setAttribute("aria-activedescendant", options[active = i]?.id || "");
    options[i]?.scrollIntoView({ block: "nearest" });
  }

  function key(e) {
    var n = options.length, to = { ArrowDown: active + 1, ArrowUp: (active > 0 ? active : n) - 1, ...active < 0 || { Home: 0, End: n - 1 } }[e.key];
    if (e.isComposing || held(e)) return;
    if (e.key === "Enter") {
      if (input.value.trim() !== asked) fresh();
      else options[Math.max(active, 0)]?.click();
    } else if (n && to >= 0) choose(to % n);
    else return;
    e.preventDefault();
  }
  function held(e) { return e.ctrlKey || e.metaKey || e.altKey || e.shiftKey; }

  // open shows the dialog. here tells that this is the page of the search, which keeps the query in its address.
  handbook.open = (from, query, here) => {
    link = from;
    owns = here;
    if (!dialog) build();
    if (dialog.open) return;
    opener = page.activeElement;
    dialog.showModal();
    if (query) input.value = query;
    input.select();
    fresh();
  };
})();
