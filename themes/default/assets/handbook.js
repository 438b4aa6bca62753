// What a page can do besides being read. Without this script everything is there but the choice of theme.
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
  });
})();
