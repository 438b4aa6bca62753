// Copies a table of evidence and its references as they are pasted into a document or a spreadsheet: without links,
// colours and what only screens show.
(function () {
  "use strict";
  var button = document.querySelector(".take"), findings = document.querySelector(".findings");
  var status = document.querySelector(".status");
  if (!button || !findings || !document.execCommand) return;

  function each(nodes, what) { Array.prototype.forEach.call(nodes, what); }

  // clean is a copy with nothing but text in tables and lists.
  function clean() {
    var copy = findings.cloneNode(true);
    each(copy.querySelectorAll(".hidden, [aria-hidden], .works a"), function (n) { n.remove(); });
    each(copy.querySelectorAll("a, span, .table, section"), function (n) { n.replaceWith.apply(n, Array.from(n.childNodes)); });
    each(copy.querySelectorAll("*"), function (n) {
      ["class", "id", "tabindex", "role", "aria-label", "scope", "lang"].forEach(function (name) { n.removeAttribute(name); });
    });
    each(copy.querySelectorAll("table"), function (n) { n.setAttribute("border", "1"); });
    return copy;
  }
  function words(n) { return n.textContent.replace(/\s+/g, " ").trim(); }

  // plain is the same with tabs between the cells.
  function plain(copy) {
    var lines = [];
    each(copy.querySelectorAll("tr, h2, li"), function (n) {
      lines.push(n.localName === "tr" ? Array.prototype.map.call(n.cells, words).join("\t") : words(n));
    });
    return lines.join("\n");
  }

  function say(text) {
    status.textContent = text;
    setTimeout(function () { status.textContent = ""; }, 6000);
  }

  button.addEventListener("click", function () {
    var copy = clean(), done = false, selection = getSelection(), range = document.createRange();
    function put(e) {
      e.clipboardData.setData("text/html", copy.innerHTML);
      e.clipboardData.setData("text/plain", plain(copy));
      e.preventDefault();
      done = true;
    }
    range.selectNodeContents(findings);
    selection.removeAllRanges();
    selection.addRange(range);
    document.addEventListener("copy", put);
    try { done = document.execCommand("copy") && done; } catch (e) { done = false; }
    document.removeEventListener("copy", put);
    if (done) selection.removeAllRanges();
    say(button.getAttribute(done ? "data-done" : "data-select"));
  });
  button.hidden = false;
})();
