// Ranks what the questions weigh while they are answered, and keeps the answers in the address.
(function () {
  "use strict";
  var form = document.querySelector(".chooser");
  if (!form) return;
  var tie = +form.getAttribute("data-tie"), list = form.querySelector(".candidates"), said = form.querySelector(".said");

  function all(selector, inside) { return Array.prototype.slice.call((inside || form).querySelectorAll(selector)); }

  var candidates = all(".candidates > li").map(function (item, index) {
    var name = item.querySelector(".name").textContent, code = item.querySelector(".code");
    return {
      item: item, index: index, needs: +item.getAttribute("data-needs"),
      title: code ? code.textContent + " " + name : name, short: code ? code.textContent : name
    };
  });
  var questions = all("fieldset").map(function (set) {
    return {
      set: set, name: set.getAttribute("data-question"),
      options: all("tbody tr", set).map(function (row) {
        var reason = row.querySelector(".reason");
        return {
          row: row, input: row.querySelector("input"),
          text: row.querySelector(".answer").textContent, reason: reason ? reason.textContent : "",
          weights: all("td", row).map(function (cell) { return +cell.getAttribute("data-weight"); })
        };
      })
    };
  });

  // answers are the options chosen, in the order of the questions.
  function answers() {
    var chosen = [];
    questions.forEach(function (q) {
      q.options.forEach(function (o) { if (o.input.checked) chosen.push(o); });
    });
    return chosen;
  }

  function rank(chosen) {
    var ranked = candidates.map(function (c) {
      return { of: c, score: chosen.reduce(function (sum, o) { return sum + o.weights[c.index]; }, 0) };
    });
    ranked.sort(function (a, b) {
      return b.score - a.score || a.of.needs - b.of.needs || a.of.index - b.of.index;
    });
    ranked.forEach(function (r) {
      var i = r.of.index;
      function weigh(sign) {
        return chosen.filter(function (o) { return o.weights[i] * sign > 0; })
          .map(function (o, at) { return { o: o, at: at }; })
          .sort(function (a, b) { return sign * (b.o.weights[i] - a.o.weights[i]) || a.at - b.at; })
          .slice(0, 2).map(function (x) { return x.o; });
      }
      r.par = r.score >= ranked[0].score - tie;
      r.reasons = weigh(1);
      r.against = weigh(-1);
    });
    if (ranked.length && !ranked[0].against.length) rival(chosen, ranked);
    return ranked;
  }

  // rival finds what speaks against the first where no answer does: the one that speaks most for the next best.
  function rival(chosen, ranked) {
    var first = ranked[0];
    ranked.slice(1).some(function (other) {
      var j = other.of.index;
      chosen.forEach(function (o) {
        var more = o.weights[j];
        if (more > 0 && more > o.weights[first.of.index] && (!first.rival || more > first.rival.weights[j])) first.rival = o;
      });
      first.rivalOf = other.of;
      return first.rival;
    });
  }

  // start is the best of what may grow into the first and has the support of what speaks against that, or null.
  function start(chosen, ranked) {
    var top = ranked[0], found = null;
    var doubts = chosen.filter(function (o) { return o.weights[top.of.index] < 0; });
    if (!doubts.length && top.rival) doubts = [top.rival];
    var from = all(".start", top.of.item).map(function (p) { return +p.getAttribute("data-from"); });
    ranked.forEach(function (r) {
      var i = r.of.index;
      if (found === null && from.indexOf(i) >= 0 && doubts.every(function (o) { return o.weights[i] >= 0; }) &&
        doubts.some(function (o) { return o.weights[i] > 0; })) found = i;
    });
    return found;
  }

  function signed(n) { return n < 0 ? "\u2212" + -n : n ? "+" + n : "0"; }

  function fill(box, lines) {
    var ul = box.querySelector("ul");
    ul.textContent = "";
    lines.forEach(function (line) {
      var li = document.createElement("li");
      li.textContent = line;
      ul.appendChild(li);
    });
    box.hidden = !lines.length;
  }

  function line(o, i, full) {
    return o.text + " (" + signed(o.weights[i]) + ")" + (full && o.reason ? ". " + o.reason : "");
  }

  function show() {
    var chosen = answers(), ranked = rank(chosen), begin = chosen.length ? start(chosen, ranked) : null;
    var top = Math.max(ranked.length ? ranked[0].score : 0, 1);
    questions.forEach(function (q) {
      var answered = q.options.filter(function (o) {
        o.row.classList.toggle("chosen", o.input.checked);
        return o.input.checked;
      });
      q.set.classList.toggle("answered", answered.length > 0);
    });
    (chosen.length ? ranked : ranked.slice().sort(function (a, b) { return a.of.index - b.of.index; })).forEach(function (r, place) {
      var item = r.of.item, against = item.querySelector(".against");
      list.appendChild(item);
      item.classList.toggle("par", chosen.length > 0 && r.par);
      item.querySelector(".score").textContent = chosen.length ? signed(r.score) : "";
      item.style.setProperty("--share", chosen.length ? Math.max(0, r.score) / top : 0);
      fill(item.querySelector(".for"), r.reasons.map(function (o) { return line(o, r.of.index, !place); }));
      var lines = r.against.map(function (o) { return line(o, r.of.index, !place); });
      if (r.rival) lines.push(against.querySelector("ul").getAttribute("data-rival").replace("{title}", r.rivalOf.short) + " " + line(r.rival, r.rivalOf.index, true));
      fill(against, lines);
      all(".start", item).forEach(function (p) {
        p.hidden = !(place === 0 && begin !== null && +p.getAttribute("data-from") === begin);
      });
    });
    say(chosen, ranked);
    keep();
  }

  // What has changed is said once the reader pauses, so that no half sentences are read out.
  var pause;
  function say(chosen, ranked) {
    clearTimeout(pause);
    pause = setTimeout(function () {
      var text = said.getAttribute("data-none");
      if (chosen.length) {
        var par = ranked.filter(function (r) { return r.par; }).map(function (r) { return r.of.title; });
        text = par.length > 1 ? said.getAttribute("data-tie").replace("{titles}", par.join(", ")) : said.getAttribute("data-first").replace("{title}", par[0]);
        text += " " + said.getAttribute("data-count").replace("{count}", chosen.length).replace("{total}", questions.length);
      }
      if (said.textContent !== text) said.textContent = text;
    }, 150);
  }

  function keep() {
    var pairs = [];
    questions.forEach(function (q) {
      q.options.forEach(function (o) { if (o.input.checked) pairs.push(q.name + "=" + o.input.value); });
    });
    try {
      history.replaceState(null, "", (pairs.length ? "?" + pairs.join("&") : location.pathname) + location.hash);
    } catch (e) { /* then the address stays as it was */ }
  }

  function restore() {
    var given = {};
    location.search.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      if (at > 0) given[pair.slice(0, at)] = pair.slice(at + 1);
    });
    questions.forEach(function (q) {
      q.options.forEach(function (o) { o.input.checked = given[q.name] === o.input.value; });
    });
  }

  function buttons() {
    var copy = form.querySelector(".copy"), paper = form.querySelector(".paper"), words = copy.textContent;
    copy.hidden = !(navigator.clipboard && navigator.clipboard.writeText);
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(location.href).then(function () {
        copy.textContent = copy.getAttribute("data-done");
        setTimeout(function () { copy.textContent = words; }, 4000);
      }, function () { /* the address bar shows it */ });
    });
    paper.hidden = false;
    paper.addEventListener("click", function () { window.print(); });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
  }

  var heading = form.querySelector(".result h2");
  heading.textContent = heading.getAttribute("data-live");
  form.classList.add("live");
  all(".table").forEach(function (box) { // nothing scrolls any more
    ["role", "tabindex", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
  });
  restore();
  buttons();
  form.addEventListener("change", show);
  show();
})();
