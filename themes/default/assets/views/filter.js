// Filters the pages of an index. Values of one facet add up, facets narrow each other down: ?topics=tobacco,hiv&outcome-class=failed
(function () {
  "use strict";
  var page = document, data = window.handbookFacets, section = page.querySelector(".filter"), list = page.querySelector(".list");
  if (!data || !section || !list) return;
  var most = 200; // pages listed at once
  var state = section.querySelector(".state"), status = state.querySelector("[role=status]"), chosen = state.querySelector(".chosen");
  var reset = state.querySelector("button"), results = make("div", "list"), boxes = [];
  var mark = list.querySelector("li .mark, .book .mark"), cards = list.querySelector(".cards");

  function make(tag, name, text) {
    var e = page.createElement(tag);
    if (name) e.className = name;
    if (text) e.appendChild(page.createTextNode(text));
    return e;
  }
  function each(from, selector, what) { Array.prototype.forEach.call(from.querySelectorAll(selector), what); }
  function say(key, values) {
    return section.getAttribute("data-" + key).replace(/\{(\w+)\}/g, function (all, name) {
      return name in values ? values[name] : all;
    });
  }

  // Each link to the page of a value becomes a box to tick.
  each(section, "[data-facet]", function (group) {
    var facet = group.getAttribute("data-facet"), ul = group.querySelector("ul"), title = group.querySelector("summary");
    var set = make("fieldset"), number = make("span", "count");
    set.appendChild(make("legend", "hidden", title.textContent));
    ul.parentNode.replaceChild(set, ul);
    set.appendChild(ul);
    title.appendChild(number);
    each(ul, "[data-value]", function (item) {
      var link = item.querySelector("a"), label = make("label"), input = make("input"), name = make("span", "", link.textContent);
      input.type = "checkbox";
      input.value = item.getAttribute("data-value");
      if (link.lang) name.lang = link.lang;
      label.appendChild(input);
      label.appendChild(name);
      item.replaceChild(label, link);
      name.appendChild(page.createTextNode(" "));
      name.appendChild(item.querySelector(".count"));
      boxes.push({
        facet: facet, input: input, item: item, number: number, count: label.querySelector(".count"),
        name: title.firstChild.textContent + ": " + link.textContent, pages: data.facets[facet][input.value] || []
      });
    });
  });

  // The state is behind ? or, where files from a disk may not change their address, behind #?.
  function read() {
    var said = new URLSearchParams(location.hash.indexOf("#?") === 0 ? location.hash.slice(1) : location.search);
    boxes.forEach(function (b) {
      b.input.checked = (said.get(b.facet) || "").split(",").indexOf(b.input.value) >= 0;
    });
    show();
  }
  function write() {
    var values = {}, query = "";
    boxes.forEach(function (b) {
      if (b.input.checked) (values[b.facet] = values[b.facet] || []).push(encodeURIComponent(b.input.value));
    });
    Object.keys(values).forEach(function (facet) { query += (query ? "&" : "?") + facet + "=" + values[facet].join(","); });
    try {
      history.pushState(null, "", location.href.split(/[?#]/)[0] + query);
    } catch (e) {
      location.hash = query;
    }
  }
  function changed() {
    show();
    write();
  }

  // A page fits when each facet with a ticked value holds it. A value counts the pages that fit all other facets.
  function show() {
    var misses = data.pages.map(function () { return 0; }), missed = [], holds = {}, facets = 0, fit = [];
    boxes.forEach(function (b) {
      if (!b.input.checked) return;
      var held = holds[b.facet] = holds[b.facet] || {};
      b.pages.forEach(function (i) { held[i] = true; });
    });
    Object.keys(holds).forEach(function (facet) {
      facets++;
      data.pages.forEach(function (p, i) {
        if (holds[facet][i]) return;
        misses[i]++;
        missed[i] = facet;
      });
    });
    data.pages.forEach(function (p, i) { if (!misses[i]) fit.push(p); });
    boxes.forEach(function (b) {
      var n = b.pages.filter(function (i) { return !misses[i] || misses[i] === 1 && missed[i] === b.facet; }).length;
      b.count.textContent = n;
      b.item.className = n || b.input.checked ? "" : "empty";
      b.number.textContent = "";
    });
    chosen.textContent = "";
    boxes.forEach(function (b) {
      if (!b.input.checked) return;
      b.number.textContent = +b.number.textContent + 1;
      var chip = make("button", "", b.name);
      chip.type = "button";
      chip.setAttribute("aria-label", say("remove", { value: b.name }));
      chip.addEventListener("click", function () {
        b.input.checked = false;
        changed();
        (chosen.querySelector("button") || section.querySelector("summary")).focus();
      });
      chosen.appendChild(chip);
    });
    status.textContent = !facets ? section.getAttribute("data-all") : !fit.length ? section.getAttribute("data-none") :
      fit.length > most ? say("first", { shown: most, count: fit.length }) : say("some", { shown: fit.length });
    reset.hidden = !facets;
    list.hidden = !!facets;
    results.hidden = !facets;
    results.textContent = "";
    if (facets && fit.length) results.appendChild(entries(fit.slice(0, most)));
  }
  function entries(pages) {
    var ul = make("ul", "entries " + (cards ? "cards" : "list"));
    pages.forEach(function (p) {
      var item = make("li"), link = make("a"), text;
      if (mark) item.appendChild(mark.cloneNode(true));
      link.href = p.href;
      if (p.code) {
        link.appendChild(make("span", "code", p.code));
        link.appendChild(page.createTextNode(" "));
      }
      link.appendChild(page.createTextNode(p.title));
      item.appendChild(link);
      if (p.summary) item.appendChild(text = make("p", "", p.summary));
      if (p.lang) {
        link.lang = p.lang;
        if (text) text.lang = p.lang;
      }
      ul.appendChild(item);
    });
    return ul;
  }

  list.parentNode.insertBefore(results, list);
  section.addEventListener("change", changed);
  reset.addEventListener("click", function () {
    boxes.forEach(function (b) { b.input.checked = false; });
    changed();
    section.querySelector("summary").focus();
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  // The other language shows the same: ids are the same in all.
  each(page, ".languages a", function (link) {
    link.addEventListener("click", function () { link.search = location.search; });
  });
  read();
  state.hidden = false;
  // Who follows an address with a choice in it wants to see what was found. On the way back the browser knows the place.
  var arrived = performance.getEntriesByType("navigation")[0];
  if (!reset.hidden && arrived && arrived.type === "navigate") section.scrollIntoView();
})();
