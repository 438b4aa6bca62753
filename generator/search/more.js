// What few searches need, and no reader waits for before: roots and typing errors of words that the handbook does not hold,
// facets of a kind, and the words to be marked on a page that was opened.
handbook.shard("more", core => {
  "use strict";
  var { find, once, text, lexicon, shardOf, lookup, whole, spots } = core, rules = {};

  function compare(x, y) { return x < y ? -1 : +(x > y); }
  function vowels(w) { return w.match(/[aeiouy]/g)?.length || 0; }
  function reversed(s) { return [...s].reverse().join(""); }

  function rulesOf(lang) {
    var all = handbook.rules[lang.split("-")[0]];
    return all && (rules[lang] = rules[lang] || { depth: all[0], lines: all[1].split("\n").map(line => {
      return line.split(" ").filter(Boolean).map(rule => rule.concat("///").split("/"));
    }) });
  }

  // candidates are the roots the rules of the language propose for a word.
  function candidates(m, word) {
    var found = [], r = rulesOf(m.lang);
    if (!r || word.length < 4 || !/^[a-z]+$/.test(word)) return found;
    var states = [[word, "", 0]];
    r.lines.slice(1).forEach(layer => {
      states.slice().forEach(s => {
        layer.forEach(x => {
          var stem = s[0].slice(0, -x[0].length);
          if (!s[0].endsWith(x[0]) || stem.length < (+x[2] || 3)) return;
          if (x[1] === "=") {
            if (stem.slice(-1) !== stem.slice(-2, -1)) return;
            stem = stem.slice(0, -1);
          } else stem += x[1];
          states.push([stem, x[3] ? x[0] : s[1], s[2] + 1]);
        });
      });
    });
    function open(stem, closed, cost, depth, last) {
      if (stem.length > 2 && vowels(stem) && stem !== word) {
        var old = found.find(c => c.root === stem);
        if (old) old.cost = Math.min(old.cost, cost); else found.push({ root: stem, cost: cost });
      }
      if (depth) r.lines[0].forEach(p => {
        var rest = stem.slice(p[0].length);
        if (stem.startsWith(p[0]) && rest.length > 2 && p[0] !== last && (!p[2] || p[2].includes(rest[0])) &&
          !(!last && p[3].split(",").includes(closed))) open(p[1] + rest, closed, cost + 1, depth - 1, p[0]);
      });
    }
    states.forEach(s => { open(s[0], s[1], s[2], r.depth, ""); });
    return found;
  }

  async function rootOf(m, word) {
    function prior(c) {
      var v = vowels(c.root);
      return -7 * c.cost + (v === 2 || v === 3 ? 12 : v === 1 ? -12 : 0);
    }
    var seen = new Set(), best = "", top = 0;
    var all = candidates(m, word).sort((x, y) => prior(y) - prior(x) || compare(x.root, y.root)).filter(c => {
      var s = shardOf(m, c.root);
      return seen.has(s) || seen.size < 4 && seen.add(s);
    });
    (await Promise.all(all.map(c => lookup(m, c.root)))).forEach((e, i) => {
      var n = e && e.root ? prior(all[i]) + 4 * e.df + 40 : 0;
      if (n > top) {
        top = n;
        best = e.root;
      }
    });
    return best;
  }

  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], last = [], row = [], i, j, least;
    for (j = 0; j <= b.length; j++) last[j] = j;
    for (i = 1; i <= a.length; i++) {
      row[0] = least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      [before, last, row] = [last, row, before];
    }
    return last[b.length];
  }

  async function neighbours(m, word) {
    var letters = [...word], found = new Map(), near = [], most = letters.length < 8 ? 1 : 2;
    if (letters.length < 4 || /[0-9]/.test(word)) return near;
    var part = Math.max(2, letters.length - 2 >> 1);
    async function look(bounds, letter, word) {
      var a = [...word], start = a.slice(0, part).join(""), own = find(bounds, word);
      var from = Math.max(find(bounds, start), own - 1), to = Math.min(find(bounds, start + "\uffff"), own + 1);
      for (; from <= to; from++) for (var [key, e] of await lexicon(m, from, letter)) {
        if (!e.df || Math.abs(key.length - word.length) > 2 * most) continue;
        var d = distance(a, [...key], most);
        if (letter === "v") key = reversed(key);
        if (d <= most && !found.has(key)) found.set(key, { key: key, d: d, df: e.df });
      }
    }
    await look(m.la, "l", word);
    await look(m.va, "v", reversed(word));
    var all = [...found.values()].sort((x, y) => x.d - y.d || y.df - x.df || compare(x.key, y.key));
    for (var i = 0; i < all.length && near.length < 3 && all[i].d === all[0].d; i++) {
      var e = await lookup(m, all[i].key);
      if (e && e.root) near.push({ key: e.key, root: e.root, d: all[i].d });
    }
    return near;
  }

  async function split(m, word) {
    var top = 0, tries = 0, best;
    if (/^[a-z]+$/.test(word)) for (var i = word.length - 3; i >= 3; i--) {
      if (shardOf(m, word.slice(0, i)) !== shardOf(m, word)) continue;
      var x = await lookup(m, word.slice(0, i));
      if (!x || !x.df || tries === 4) continue;
      tries++;
      var y = await lookup(m, word.slice(i));
      if (y && y.df && x.df + y.df > top) {
        best = [x, y];
        top = x.df + y.df;
      }
    }
    return best;
  }

  // guess finds what a term may mean that the handbook does not hold. The suggestion is the query with typing errors mended.
  async function guess(m, t, e, a, terms) {
    if (!e || !e.root) {
      var root = await rootOf(m, t.word);
      if (root) {
        t.alts.push([256, [[root, "", 0, 190]]]);
        if (!e || !e.same[0]) a.notes.push({ word: t.word, how: "form", as: root });
      }
    }
    if (t.alts[0] || e) return;
    var near = await neighbours(m, t.word), two = await split(m, t.word);
    near.forEach(n => {
      var w = n.d === 2 ? 90 : 154;
      t.alts.push([256, [[n.root, n.key, w, w * 205 >> 8]]]);
    });
    if (two) {
      t.alts.push([180, two.map(whole)]);
      a.notes.push({ word: t.word, how: "split", as: two[0].key + " " + two[1].key });
    } else if (near[0]) {
      t.as = near[0].key;
      a.notes.push({ word: t.word, how: "typo", as: t.as });
      a.suggestion = terms.map(t => t.as || t.word).join(" ");
    }
  }

  // filter keeps the hits of a kind that have the values asked for, and counts them by the values of the facets of the kind. A
  // value counts the hits that have what is asked of all other facets.
  async function filter(m, hits, o, a) {
    hits = hits.filter(h => h.kind === o.kind);
    var hash = m.facets[m.kinds.indexOf(o.kind)], f = hash && await once(m.lang + "/f-" + hash, bytes => JSON.parse(text(bytes)));
    if (!f) return hits;
    var n = 0, at = f.at.map(gap => n += gap), where = o.where || {}, pages = hits.map(h => find(at, h.n)), misses = pages.map(() => 0), missing = {};
    f.facets.forEach(([id, , values]) => {
      var value = values.find(v => v[0] === where[id]), has = new Set(value && value[2]);
      missing[id] = pages.map((p, i) => {
        var miss = where[id] && !has.has(p) ? 1 : 0;
        misses[i] += miss;
        return miss;
      });
    });
    a.facets = f.facets.map(([id, label, values]) => ({ id: id, label: label, values: values.map(([value, label, pagesOf]) => {
      var has = new Set(pagesOf);
      return { id: value, label: label, count: pages.filter((p, i) => misses[i] === missing[id][i] && has.has(p)).length };
    }) }));
    return hits.filter((h, i) => !misses[i]);
  }

  // mark shows where on the page words stand, and brings the section into view.
  function mark(words) {
    var page = document, main = page.querySelector("main"), found = new Set(words), ranges = [], target, d, node;
    try {
      target = page.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (e) { /* no such address */ }
    if (!main) return;
    for (d = target; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true;
    if (target) target.scrollIntoView();
    if (!window.Highlight || !CSS.highlights) return;
    var texts = page.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while ((node = texts.nextNode())) spots(node.data).forEach(s => {
      if (!found.has(s[0]) || ranges.length > 2000) return;
      var range = page.createRange();
      range.setStart(node, s[1]);
      range.setEnd(node, s[2]);
      ranges.push(range);
    });
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  return { guess, filter, mark };
});
