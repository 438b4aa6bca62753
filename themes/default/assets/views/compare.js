// Chooses rows and columns of a comparison. The choice stands in the address: ?rows=power&columns=network,coalition
(function () {
  "use strict";
  var form = document.querySelector(".pick"), table = document.querySelector(".matrix table");
  if (!form || !table) return;
  var status = form.querySelector(".shown"), kinds = ["rows", "columns"];

  function boxes(kind) {
    return Array.prototype.slice.call(form.querySelectorAll('[name="' + kind + '"]'));
  }
  function ticked(box) { return box.checked; }
  function value(box) { return box.value; }

  // The state is behind ? or, where files from a disk may not change their address, behind #?.
  function read() {
    var said = new URLSearchParams(location.hash.indexOf("#?") === 0 ? location.hash.slice(1) : location.search);
    kinds.forEach(function (kind) {
      var chosen = said.get(kind);
      boxes(kind).forEach(function (box) {
        box.checked = chosen === null || chosen.split(",").indexOf(box.value) >= 0;
      });
    });
    show();
  }
  function write() {
    var query = kinds.filter(function (kind) { return !boxes(kind).every(ticked); }).map(function (kind) {
      return kind + "=" + boxes(kind).filter(ticked).map(value).map(encodeURIComponent).join(",");
    }).join("&");
    try {
      history.replaceState(null, "", location.href.split(/[?#]/)[0] + (query && "?" + query));
    } catch (e) {
      location.hash = query && "?" + query;
    }
  }
  function show() {
    var columns = boxes("columns").map(ticked), rows = {};
    boxes("rows").forEach(function (box) { rows[box.value] = box.checked; });
    Array.prototype.forEach.call(table.rows, function (row) {
      var id = row.getAttribute("data-row");
      row.hidden = id !== null && !rows[id];
      columns.forEach(function (on, i) { row.cells[i + 1].hidden = !on; });
    });
    dense();
    status.textContent = status.getAttribute("data-text")
      .replace("{rows}", boxes("rows").filter(ticked).length + "/" + boxes("rows").length)
      .replace("{columns}", columns.filter(Boolean).length + "/" + columns.length);
  }

  // How much text is to be printed, and so how small; the same steps as in the generator.
  function dense() {
    var letters = 0;
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      Array.prototype.forEach.call(row.cells, function (cell) {
        if (!row.hidden && !cell.hidden) letters += cell.textContent.length;
      });
    });
    table.parentNode.className = "table matrix " + (letters < 2500 ? "few" : letters < 5000 ? "some" : letters < 8500 ? "much" : "most");
  }

  form.addEventListener("change", function () {
    show();
    write();
  });
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("reset", function (e) {
    e.preventDefault();
    kinds.forEach(function (kind) { boxes(kind).forEach(function (box) { box.checked = true; }); });
    show();
    write();
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  // The other language shows the same: ids are the same in all.
  Array.prototype.forEach.call(document.querySelectorAll(".languages a"), function (link) {
    link.addEventListener("click", function () { link.search = location.search; });
  });
  read();
  form.hidden = false;
})();
