// What a page can do besides being read. Without this script everything is there but the choice of theme and the search.
(function () {
  "use strict";
  var page = document, root = page.documentElement, key = "handbook-theme";

  // Private windows and files from disk may refuse to remember.
  function remembered() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function remember(theme) {
    try {
      if (theme) localStorage.setItem(key, theme); else localStorage.removeItem(key);
    } catch (e) { /* then it holds for this page */ }
  }
  function show(theme) {
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    else root.removeAttribute("data-theme");
  }
  show(remembered()); // before anything is drawn

  function themes() {
    var label = page.querySelector(".theme");
    if (!label) return;
    var select = label.querySelector("select");
    select.value = remembered() || "";
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("change", function () {
      remember(select.value);
      show(select.value);
    });
    label.hidden = false;
    window.addEventListener("storage", function (e) {
      if (e.key === key) show(select.value = e.newValue || "");
    });
  }

  // The other language opens at the section that is being read: sections have one id in all languages.
  function languages() {
    each(".languages a", function (link) {
      link.addEventListener("click", function () { link.hash = location.hash; });
    });
  }

  // Copies a text, and says so.
  function copy(text) {
    var status = page.querySelector(".status");
    navigator.clipboard.writeText(text).then(function () {
      status.textContent = status.getAttribute("data-copied");
      setTimeout(function () { status.textContent = ""; }, 4000);
    }, function () { /* the address bar or the page shows it */ });
  }

  function copies() {
    if (!page.querySelector(".status") || !navigator.clipboard) return;
    page.addEventListener("click", function (e) {
      var link = e.target.closest && e.target.closest(".permalink");
      if (link) copy(link.href);
    });
    each(".cite .label + p", function (text) {
      var button = page.createElement("button"), words = text.textContent;
      button.type = "button";
      button.textContent = text.parentNode.getAttribute("data-copy");
      button.addEventListener("click", function () { copy(words); });
      text.append(" ", button);
    });
  }

  // Marks in the contents of the page the section that is being read.
  function reading() {
    if (!window.IntersectionObserver) return;
    var links = {}, current, seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        if (current) current.removeAttribute("aria-current");
        current = links[entry.target.id];
        current.setAttribute("aria-current", "true");
      });
    }, { rootMargin: "0px 0px -70% 0px" });
    each(".contents a", function (link) {
      var heading = page.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!heading) return;
      links[heading.id] = link;
      seen.observe(heading);
    });
  }

  // Where the columns stand beside the text, what is folded on phones is open. The style sheet shows it so already, where
  // the browser can; this says so to screen readers and to older browsers.
  function columns() {
    if (!window.matchMedia) return;
    [["56rem", ".folders details"], ["68.75rem", ".contents details"]].forEach(function (column) {
      var wide = window.matchMedia("(min-width:" + column[0] + ")");
      function fold() {
        each(column[1], function (details) { details.open = wide.matches; });
      }
      fold();
      if (wide.addEventListener) wide.addEventListener("change", fold);
    });
  }

  function each(selector, what) {
    Array.prototype.forEach.call(page.querySelectorAll(selector), what);
  }

  // The search and its dialog are one script, loaded when first wanted, and with it the style of the dialog. Whatever
  // fails, the link still leads to the page of the search.
  function searches() {
    var link = page.querySelector("a.search"), at = link && link.getAttribute("data-script"), waiting;
    if (!at || !window.DecompressionStream || !window.HTMLDialogElement) return;

    function fail() {
      waiting = null;
      if (!here()) location.href = link.href;
    }
    function here() { return link.pathname.replace(/\.html$/, "") === location.pathname.replace(/\.html$/, ""); }

    // load adds script and style and calls what is then to be done with the search.
    function load(then, otherwise) {
      var handbook = window.handbook;
      if (handbook && handbook.open) return then(handbook);
      if (waiting) return waiting.push(then);
      waiting = [then];
      var left = 1, script = page.createElement("script"), sheet = link.getAttribute("data-sheet");
      function loaded() {
        if (left--) return;
        handbook = window.handbook;
        var all = waiting;
        waiting = null;
        if (handbook && handbook.open) all.forEach(function (then) { then(handbook); });
        else otherwise();
      }
      script.onload = script.onerror = loaded;
      script.src = trusted(new URL(at, location).href);
      if (sheet) {
        var style = page.createElement("link");
        style.rel = "stylesheet";
        style.onload = style.onerror = loaded;
        style.href = sheet;
        page.head.append(style);
      } else left = 0;
      page.head.append(script);
    }
    function trusted(address) {
      try {
        policy = policy || window.trustedTypes.createPolicy("handbook-search", { createScriptURL: function () {
          return new URL(at, location).href;
        } });
        return policy.createScriptURL(address);
      } catch (e) { return address; } // no Trusted Types here
    }
    var policy;

    function open(e, query) {
      if (e) e.preventDefault();
      load(function (handbook) { handbook.open(link, query, here()); }, fail);
    }
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      link.focus(); // some browsers do not by themselves, and the focus has to come back here
      open(e);
    });
    if (!link.hasAttribute("data-shortcuts")) shortcuts();
    function shortcuts() {
      link.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
      page.addEventListener("keydown", pressed);
    }
    function pressed(e) {
      var typing = e.target.closest && e.target.closest("input, textarea, select, [contenteditable], dialog");
      if (typing || e.defaultPrevented || e.isComposing || e.altKey) return;
      var command = e.ctrlKey || e.metaKey;
      if (command ? !e.shiftKey && /^k$/i.test(e.key) : e.key === "/") open(e);
    }
    var query = here() && new URLSearchParams(location.search).get("q"), found;
    if (query) open(null, query);
    try {
      found = sessionStorage.getItem("handbook-found");
      sessionStorage.removeItem("handbook-found");
    } catch (e) { /* then no words are marked */ }
    if (found) load(function (handbook) {
      handbook.more().then(function (more) { more.mark(found.split(" ")); }, function () { /* nothing is marked */ });
    }, function () { /* nothing is marked */ });
  }

  // Nothing stays folded on paper.
  window.addEventListener("beforeprint", function () {
    each(".text details", function (details) { details.open = true; });
  });

  page.addEventListener("DOMContentLoaded", function () {
    themes();
    languages();
    copies();
    reading();
    columns();
    searches();
  });
})();
