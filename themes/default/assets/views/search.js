// The dialog of the search. It stands behind the script that searches, in one file with it and with the words it says; the
// file is loaded when someone first searches. Whatever comes from the index or the query is shown as text.
(function () {
  "use strict";
  var page = document, handbook = window.handbook, words = handbook.words, step = 10;
  var dialog, input, status, about, kinds, list, after, share; // parts of the dialog
  var link, opener, owns; // the link to the page of the search, what had the focus, and whether this is that page
  var run = 0, timer, asked = "", kind = "", limit = step, lang, options = [], active = -1;

  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? values[name] : whole);
  }

  // make is an element with attributes and what is in it.
  function make(tag, attributes, ...inside) {
    var e = page.createElement(tag);
    Object.keys(attributes || {}).forEach(name => { e.setAttribute(name, attributes[name]); });
    e.append(...inside);
    return e;
  }
  function button(text, act, attributes) {
    var b = make("button", Object.assign({ type: "button" }, attributes), text);
    b.addEventListener("click", act);
    return b;
  }

  // What is remembered, where the browser allows it.
  function remembered() {
    try {
      var all = JSON.parse(localStorage.getItem("handbook-searches"));
      return Array.isArray(all) ? all.filter(q => typeof q === "string").slice(0, 6) : [];
    } catch (e) { return []; }
  }
  function remember(query) {
    try {
      if (!query) localStorage.removeItem("handbook-searches");
      else localStorage.setItem("handbook-searches", JSON.stringify([query].concat(remembered().filter(q => q !== query)).slice(0, 6)));
    } catch (e) { /* then not */ }
  }

  function build() {
    input = make("input", {
      id: "search:query", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search:list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "1000"
    });
    status = make("p", { class: "said", role: "status" });
    about = make("div", { class: "about" });
    kinds = make("div", { class: "kinds" });
    list = make("div", { id: "search:list", role: "listbox", "aria-label": words.results });
    after = make("div", { class: "after" });
    share = make("a", { class: "share" }, words.link);
    dialog = make("dialog", { class: "finder", "aria-label": words.title },
      make("div", { class: "ask" }, make("label", { for: "search:query" }, words.query), input, button(words.close, close)),
      make("div", { class: "found" }, status, about, kinds, list, after),
      make("p", { class: "foot" }, make("span", {}, words.keys), share));
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(fresh, 120);
    });
    input.addEventListener("keydown", key);
    dialog.addEventListener("click", e => { if (e.target === dialog) close(); });
    dialog.addEventListener("close", () => {
      clearTimeout(timer);
      if (opener && opener !== page.body && opener.isConnected) opener.focus({ preventScroll: true });
    });
    page.body.append(dialog);
  }

  function close() { dialog.close(); }

  // Queries. Only the last answer counts.
  function fresh() {
    kind = "";
    lang = undefined;
    limit = step;
    ask();
  }
  function put(query) {
    input.value = query;
    input.focus();
    fresh();
  }

  function ask() {
    var query = input.value.trim(), mine = ++run;
    asked = query;
    clearTimeout(timer);
    address(query);
    if (!query) return start();
    timer = setTimeout(() => { status.textContent = words.busy; }, 300);
    handbook.search(query, { lang: lang, kind: kind, limit: limit }).then(a => {
      if (mine !== run) return;
      clearTimeout(timer);
      show(query, a);
    }).catch(() => {
      if (mine !== run) return;
      clearTimeout(timer);
      clear();
      status.textContent = words.failed;
      after.append(button(words.retry, ask), " ", parts());
    });
  }

  // The page of the search keeps the query in its address, so that it can be passed on.
  function address(query) {
    var to = new URL(link.href);
    if (query) to.searchParams.set("q", query);
    share.href = to.href;
    share.hidden = !query;
    if (owns) try {
      history.replaceState(history.state, "", to.href);
    } catch (e) { /* a page from a disk may not */ }
  }

  function clear() {
    [about, kinds, list, after].forEach(e => { e.replaceChildren(); });
    options = [];
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function parts() { return make("a", { href: link.href }, words.parts); }

  function start() {
    clear();
    status.textContent = words.start;
    var recent = remembered();
    if (!recent.length) return;
    after.append(make("h2", {}, words.recent), make("ul", { class: "recent" }, ...recent.map(q => make("li", {}, button(q, () => { put(q); })))),
      button(words.forget, () => {
        remember("");
        input.focus();
        start();
      }));
  }

  function show(query, a) {
    clear();
    status.textContent = a.total ? say("count", { count: a.total }) : say("none", { query: query });
    // A word that was mended is said by the suggestion, if there is one.
    a.notes.forEach(n => {
      if (words[n.how] && !(a.suggestion && (n.how === "typo" || n.how === "split"))) about.append(make("p", {}, say(n.how, { word: n.word, as: n.as })));
    });
    if (a.suggestion && a.suggestion !== query) {
      about.append(make("p", {}, button(say("meant", { query: a.suggestion }), () => { put(a.suggestion); })));
    }
    facets(a);
    results(a);
    if (a.results.length < a.total) after.append(button(words.more, () => {
      input.focus();
      limit += step;
      ask();
    }));
    if (!a.total) after.append(make("p", {}, words.none_hint, " ", parts()));
    if (!a.total || lang) elsewhere();
    var top = a.results[0];
    if (top) top.others.forEach(o => {
      after.append(make("p", {}, name(o.lang) + ": ", make("a", { href: handbook.base + o.url, lang: o.lang, hreflang: o.lang }, o.title)));
    });
  }

  // The languages of the handbook are those this page can be read in.
  function languages() { return Array.from(page.querySelectorAll(".languages a")); }
  function name(code) {
    var a = languages().find(a => a.lang === code);
    return a ? a.textContent : code;
  }
  function elsewhere() {
    languages().forEach(a => {
      if (a.lang !== (lang || page.documentElement.lang)) after.append(make("p", {}, button(say("in", { language: a.textContent }), () => {
        input.focus();
        lang = a.lang;
        kind = "";
        ask();
      })));
    });
  }

  function facets(a) {
    var names = Object.keys(a.kinds), all = 0;
    if (names.length < 2) return;
    var select = make("select");
    function one(value, text, count) {
      select.append(make("option", { value: value }, text + " (" + count + ")"));
    }
    names.forEach(k => { all += a.kinds[k]; });
    one("", words.all, all);
    names.sort((x, y) => a.kinds[y] - a.kinds[x] || (x < y ? -1 : 1)).forEach(k => { one(k, a.labels[k] || k, a.kinds[k]); });
    select.value = kind;
    select.addEventListener("change", () => {
      kind = select.value;
      limit = step;
      input.focus();
      ask();
    });
    kinds.append(make("label", {}, words.kinds + " ", select));
  }

  // Results stand below their page, pages in the order of their best section.
  function results(a) {
    var groups = new Map();
    a.results.forEach(r => {
      var at = r.url.split("#")[0];
      if (groups.has(at)) groups.get(at).push(r); else groups.set(at, [r]);
    });
    if (a.lang !== page.documentElement.lang) list.lang = a.lang; else list.removeAttribute("lang");
    groups.forEach(all => {
      var r = all[0], label = [a.labels[r.kind], r.code].filter(Boolean).join(" · ");
      if (r.heading) label += (label && " · ") + r.title;
      list.append(make("div", { role: "group", "aria-label": r.title }, make("div", { class: "label", "aria-hidden": "true" }, label), ...all.map(r => option(r, a))));
    });
    input.setAttribute("aria-expanded", String(options.length > 0));
  }

  function option(r, a) {
    var excerpt = make("span", { class: "excerpt" }, ...r.marked.map((s, i) => i % 2 ? make("mark", {}, s) : s));
    var o = make("a", { id: "search:" + options.length, role: "option", "aria-selected": "false", tabindex: "-1", href: handbook.base + r.url },
      make("span", { class: "section" }, r.heading || r.title), " ", excerpt);
    o.addEventListener("click", e => { follow(e, o, a.words); });
    options.push(o);
    return o;
  }

  // follow leaves for a result, here or in another tab. The words to be marked travel beside the address, not in it.
  function follow(e, o, found) {
    remember(asked);
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    var message = JSON.stringify([place(o), found]);
    opener = null;
    close();
    if (place(o) === place(location)) {
      setTimeout(() => { handbook.mark(message); });
      return;
    }
    try {
      sessionStorage.setItem("handbook-found", message);
    } catch (e) { /* then they are not marked */ }
  }
  function place(l) { return l.protocol + l.host + l.pathname.replace(/(index)?\.html$/, ""); }

  function choose(i) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = i;
    if (i < 0) return input.removeAttribute("aria-activedescendant");
    options[i].setAttribute("aria-selected", "true");
    options[i].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[i].id);
  }

  function key(e) {
    var last = options.length - 1;
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    if (e.key === "Enter") {
      e.preventDefault();
      if (input.value.trim() !== asked) return fresh();
      if (last >= 0) options[Math.max(active, 0)].click();
    } else if (last >= 0 && e.key === "ArrowDown") {
      e.preventDefault();
      choose(active === last ? 0 : active + 1);
    } else if (last >= 0 && e.key === "ArrowUp") {
      e.preventDefault();
      choose(active <= 0 ? last : active - 1);
    } else if (active >= 0 && (e.key === "Home" || e.key === "End")) {
      e.preventDefault();
      choose(e.key === "Home" ? 0 : last);
    }
  }

  // open shows the dialog. here tells that this is the page of the search, which keeps the query in its address.
  handbook.open = function (from, query, here) {
    link = from;
    owns = here;
    if (!dialog) build();
    if (dialog.open) return;
    opener = page.activeElement;
    dialog.showModal();
    if (query) input.value = query;
    input.focus();
    input.select();
    fresh();
  };

  // mark shows where on the page the words of a query stand, and brings the section into view.
  handbook.mark = function (message) {
    var found, main = page.querySelector("main"), target;
    try {
      message = JSON.parse(message);
      if (message[0] !== place(location)) return;
      found = new Set(message[1]);
      target = page.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (e) { return; }
    if (!main) return;
    for (var d = target; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true;
    if (target) target.scrollIntoView();
    if (!window.Highlight || !CSS.highlights) return;
    var ranges = [], texts = page.createTreeWalker(main, NodeFilter.SHOW_TEXT), node;
    while ((node = texts.nextNode())) handbook.spots(node.data).forEach(s => {
      if (!found.has(s[0]) || ranges.length > 2000) return;
      var range = page.createRange();
      range.setStart(node, s[1]);
      range.setEnd(node, s[2]);
      ranges.push(range);
    });
    CSS.highlights.set("found", new Highlight(...ranges));
  };
})();
