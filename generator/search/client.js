// Search in the page: the ranking of query.go and reader.go, step by step, over the shards that package search describes. The
// script lies one folder below the root of the site. Nothing here makes HTML; results are plain values. What few searches
// need is in more.js, which is loaded when it is wanted.
(function () {
  "use strict";
  var handbook = window.handbook = window.handbook || {}, base = new URL("..", document.currentScript.src).href;
  var arrived = {}, shards = {}, extra = handbook.more, version = "", policy;
  try {
    policy = trustedTypes.createPolicy("handbook", {
      createScriptURL: url => {
        if (!url.startsWith(base)) throw url;
        return url;
      }
    });
  } catch (e) { /* no Trusted Types here, or not for us */ }

  // Loading. A shard is a script that calls handbook.shard with its name and bytes.

  function script(name) {
    return new Promise((resolve, reject) => {
      var s = document.createElement("script"), url = base + (name === "more" ? extra : "search/" + name + ".js") + version;
      var done = () => {
        clearTimeout(late);
        s.remove();
        if (arrived[name]) resolve(); else reject(Error(name));
      }, late = setTimeout(done, 20000);
      s.onload = s.onerror = done;
      s.src = policy ? policy.createScriptURL(url) : url;
      document.head.append(s);
    });
  }

  function text(bytes) { return new TextDecoder().decode(bytes); }

  async function decoded(name, decode) {
    try {
      if (!arrived[name]) await script(name);
      var data = arrived[name];
      arrived[name] = "";
      return decode(typeof data === "string" ? new Uint8Array(await new Response(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt())]).stream()
        .pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()) : data);
    } catch (e) {
      delete shards[name];
      throw e;
    }
  }

  // once keeps what decode makes of a shard. A failure is forgotten, so that the next search tries again.
  function once(name, decode) { return shards[name] = shards[name] || decoded(name, decode); }

  function starts(sizes) {
    var n = 0;
    return sizes.map(k => (n += k) - k);
  }

  function edition(lang) {
    return once(lang + "/manifest", bytes => {
      var m = JSON.parse(text(bytes)), v = 3600;
      m.kind = starts(m.runs);
      m.first = starts([...m.groups].map(c => c.charCodeAt() - 35));
      for (m.scale = []; v; v = Math.floor(v * 27 / 32)) m.scale.push(v);
      m.often = words(m.often);
      return m;
    });
  }

  function shard(m, letter, i, decode) {
    var h = m[letter].substr(i * 4, 4);
    return h ? once(m.lang + "/" + letter + "-" + h, decode) : new Map();
  }

  // find is the last of the bounds at or before a key, or 0.
  function find(bounds, key) {
    for (var low = 0, high = bounds.length, mid; high - low > 1;) {
      mid = low + high >> 1;
      if (bounds[mid] <= key) low = mid; else high = mid;
    }
    return low;
  }

  function words(lines) {
    var all = new Map(), last = "", line, p, e;
    for (line of lines.split("\n")) if ((p = /^(.)(.*?)([A-P])([^|]*)\|?(.*)$/u.exec(line))) {
      last = last.slice(0, p[1].charCodeAt() - 32) + p[2];
      e = { key: last, df: p[3].charCodeAt() - 65, root: last, same: p[5].split(">") };
      if (p[4]) e.root = p[4][0] === "!" ? p[4].slice(1) : last.substr(p[4].charCodeAt() - 48, p[4].charCodeAt(1) - 48);
      e.direct = e.same.shift().split(",").filter(d => d);
      all.set(last, e);
    }
    return all;
  }

  function lexicon(m, i, letter) { return shard(m, letter || "l", i, bytes => words(text(bytes))); }
  function shardOf(m, key) { return find(m.la, key.split(" ")[0]); }
  async function lookup(m, key) { return m.often.get(key) || (await lexicon(m, shardOf(m, key))).get(key); }

  function postings(m, root) {
    return shard(m, "p", find(m.pa, root), b => {
      var at = 0, all = new Map(), last = "", forms = [], n = 0, f, i, v, line;
      function next() {
        var v = 0, k = 1, c;
        do {
          c = b[at++];
          v += c % 128 * k;
          k *= 128;
        } while (c > 127);
        return v;
      }
      v = next();
      for (line of text(b.subarray(at, at += v)).split("\n")) if (line) {
        var p = line.split("\t"), root = last = last.slice(0, p[0].charCodeAt() - 32) + p[0].slice(1);
        all.set(root, {
          rank: log2(Math.floor((2 * m.n + 1) * 64 / (2 * next() + 1)) + 64) - 384,
          forms: p.slice(1).map(w => {
            forms.push(f = { word: w.replace("*", root), at: new Int32Array(next()) });
            return f;
          })
        });
      }
      for (f of forms) for (i = 0, v = -1; i < f.at.length; i++) f.at[i] = v += next() + 1;
      for (f of forms) f.impact = f.at.map(() => m.scale[b[at + (n >> 1)] >> 4 * (n++ & 1) & 15]);
      return all;
    });
  }

  async function section(m, n) {
    var g = find(m.first, n), t = (await shard(m, "t", g, bytes => {
      return JSON.parse(text(bytes)).flatMap(page => page[5].map(s => ({ page: page, anchor: s[0], heading: s[1], body: s[2] })));
    }))[n - m.first[g]];
    if (!t.words) {
      t.words = spots(t.body);
      t.own = spots(t.anchor ? t.heading : t.page[1]);
    }
    return t;
  }

  // Words.

  function fold(s) {
    return /^[a-z0-9]{1,40}$/i.test(s) ? [s.toLowerCase()] : (s.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}'`‘’ʻʼ]/gu, "").replace(/ς/g, "σ")
      .match(/[\p{L}\p{N}]+/gu) || []).map(w => [...w].slice(0, 40).join(""));
  }

  function spots(s) {
    return [...s.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}'`‘’]+/gu)].flatMap(p => fold(p[0]).map(w => [w, p.index, p.index + p[0].length]));
  }

  // What the words of a query may mean. A sense is root, word, and what the word itself and its other forms weigh.

  function whole(e) { return [e.root, e.key, 256, 205]; }

  async function completions(m, word) {
    var from = shardOf(m, word), to = word.length < 2 ? from : Math.min(shardOf(m, word + "\uffff"), from + 2), all = [], seen = new Set(), few = 0;
    for (; from <= to; from++) for (var [key, e] of await lexicon(m, from)) if (e.df && key !== word && key.startsWith(word)) all.push(e);
    return all.sort((x, y) => y.df - x.df || x.key.length - y.key.length).filter(e => {
      var s = find(m.pa, e.root);
      return few < 8 && (seen.has(s) || seen.size < 3 && seen.add(s)) && ++few;
    });
  }

  async function understand(m, terms, last, a) {
    for (var t of terms) {
      var e = await lookup(m, t.word), n = t.word.length, known = e && (e.df || e.root !== t.word && e.root), rare = terms[1] && e && e.df && e.df < 5, w, c;
      if (e && e.root) t.alts.push([256, [whole(e)]]);
      if (e && e.df) t.df = 1 << e.df - 1;
      if (t.word === last && (!known || rare)) for (c of await completions(m, last)) {
        w = 90 + Math.floor(90 * n / c.key.length) >> (rare ? 1 : 0);
        t.alts.push([256, [[c.root, c.key, w, n > 4 ? w * 205 >> 8 : 0]]]);
        known = true;
      }
      if (!known) await (await more()).guess(m, t, e, a, terms);
    }
  }

  // expand adds what stretches of the query also mean: joined spellings and words of the glossary. None begins with a word
  // that the manifest holds.
  async function expand(m, terms, a) {
    var added = 0, i, j, key, e;
    for (i = 0; i < terms.length; i++) if (!m.often.has(terms[i].word)) for (key = "", j = i; j < i + 5 && j < terms.length; j++) {
      key += (key && " ") + terms[j].word;
      e = await lookup(m, key);
      if (e) for (var same of e.same.slice(0, e.df ? 1 : 2)) if (added++ < 3) {
        var words = same.split(" ").map(w => w.split(":")), as = words.map(w => w[0]).join(" "), joined = as === key.replace(" ", "");
        for (var t of terms.slice(i, j + 1)) t.alts.push([joined ? 230 : 140, words.map(([word, root]) => [root || word, word, 256, 205])]);
        if (!e.df && !joined) a.notes.push({ word: key, how: "same", as: as });
      }
    }
  }

  // Ranking. Whole numbers only, so that it comes out the same everywhere.

  function log2(n) {
    for (var k = 0, p = 1; p * 2 <= n; p *= 2) k++;
    return k * 64 + Math.floor((n - p) * 64 / p);
  }

  // match calls use with each section that holds all of the senses.
  function match(senses, classes, use) {
    var found, rank = 0;
    for (var [root] of senses) {
      if (!classes.has(root)) return;
      rank = Math.max(rank, classes.get(root).rank);
    }
    for (var [root, word, exact, other] of senses) {
      var here = new Map(), f, w, i, n, v;
      for (f of classes.get(root).forms) if ((w = f.word === word ? exact : other)) for (i = 0; i < f.at.length; i++) {
        n = f.at[i];
        v = w * f.impact[i];
        if (found) v = Math.min(v, found.get(n) || 0);
        if (!senses[1]) use(n, v, rank);
        else if (v > (here.get(n) || 0)) here.set(n, v);
      }
      found = here;
    }
    found.forEach((v, n) => { use(n, v, rank); });
  }

  function score(m, terms, classes) {
    var scores = new Float64Array(m.n), cover = new Float64Array(m.n), touched = [], whole = 0, most = 0, t;
    for (t of terms) {
      var best = new Float64Array(m.n), seen = [];
      for (var [weight, senses] of t.alts) match(senses, classes, (n, v, rank) => {
        v = Math.floor(v * weight / 65536) * rank;
        if (!best[n]) seen.push(n);
        if (v > best[n]) best[n] = v;
        t.rank = Math.max(t.rank, rank);
      });
      whole += t.rank;
      seen.forEach(n => {
        if (!scores[n]) touched.push(n);
        scores[n] += best[n];
        most = Math.max(most, cover[n] += t.rank);
      });
    }
    return touched.filter(n => 2 * cover[n] >= most).map(n => {
      return { n: n, tier: 0, score: Math.floor(scores[n] * (64 + Math.floor(192 * cover[n] * cover[n] / (whole * whole))) / 256) };
    });
  }

  function order(x, y) { return y.tier - x.tier || y.score - x.score || x.n - y.n; }

  // first is the first k of the hits in order.
  function first(hits, k) {
    var top = [], h, i;
    for (h of hits) if (!top[k - 1] || order(h, top[k - 1]) < 0) {
      for (i = top.length; i && order(h, top[i - 1]) < 0;) i--;
      top.splice(i, 0, h);
      top.splice(k);
    }
    return top;
  }

  // marksOf tells for each word to be marked which term it belongs to, counted from 1: 2 * term, plus 1 for another form.
  function marksOf(terms, classes) {
    var all = new Map(terms.map((t, i) => [t.word, 2 * i + 2])), f;
    terms.forEach((t, i) => {
      for (var alt of t.alts) for (var [root, word, exact, other] of alt[1]) if (classes.has(root)) for (f of classes.get(root).forms) {
        if (!all.has(f.word) && (f.word === word && exact || other)) all.set(f.word, 2 * i + 3);
      }
    });
    return all;
  }

  function closeness(t, marks) {
    var best = [], last, i, k;
    for (var words of [t.own, t.words]) {
      last = [];
      words.forEach((s, i) => {
        if (marks.has(s[0])) last[k = marks.get(s[0]) >> 1] = i;
        else return;
        for (var j of [k, k + 1]) best[j] = Math.max(best[j] || 0, 16 / (i + j - k - Math.min(last[j - 1], last[j])) | 0);
      });
    }
    return best.reduce((x, y) => x + y, 0);
  }

  // sameness is 4 when the heading says what the query says, 3 when in other forms, else 0.
  function sameness(t, length, marks) {
    return t.own.length === length && t.own.every(s => marks.has(s[0])) && (t.own.some(s => marks.get(s[0]) & 1) ? 3 : 4);
  }

  // excerpt is a stretch of the text in pieces: every second one is a word that was found.
  function excerpt(t, terms, marks) {
    var words = t.words, start = 0, top = 0, pieces = [], s;
    words.forEach((s, i) => {
      var sum = 0;
      new Set(words.slice(i, i + 25).map(s => marks.get(s[0]) >> 1)).forEach(k => { sum += terms[k - 1]?.rank || 0; });
      if (marks.has(s[0]) && sum > top) {
        start = Math.max(0, i - 5);
        top = sum;
      }
    });
    var at = start && words[start][1], begin = at, end = at;
    for (s of words.slice(start, start + 30)) {
      if (s[2] - begin > 300) break;
      if (marks.has(s[0]) && s[1] >= at) pieces.push(t.body.slice(at, s[1]), t.body.slice(s[1], at = s[2]));
      end = s[2];
    }
    return pieces.concat(t.body.slice(at, end));
  }

  async function answer(m, query, o) {
    var a = { lang: m.lang, total: 0, kinds: {}, labels: m.labels, facets: [], results: [], suggestion: "", notes: [], words: [] };
    var all = spots(query).map(s => s[0]), terms = [...new Set(all)].slice(0, 16).map(word => ({ word, df: 0, rank: 0, alts: [] }));
    var classes = new Map(), limit = o.limit || 5, t, h, e, n;
    if (!all[0]) return a;
    await Promise.all(terms.map(t => lookup(m, t.word)));
    await understand(m, terms, all[all.length - 1], a);
    await expand(m, terms, a);
    if (terms.filter(t => t.df * 8 <= m.n).length > 2) for (t of terms) if (t.df * 8 > m.n) t.alts = [];
    await Promise.all(terms.flatMap(t => t.alts.flatMap(alt => alt[1].map(async ([root]) => {
      var c = (await postings(m, root)).get(root);
      if (c) classes.set(root, c);
    }))));
    var hits = score(m, terms, classes), marks = marksOf(terms, classes);
    a.words = [...marks.keys()].sort();
    e = all.length < 10 && await lookup(m, all.join(" "));
    if (e) for (var d of e.direct) {
      n = parseInt(d.slice(1), 36);
      h = hits.find(h => h.n === n);
      if (!h) hits.push(h = { n: n, score: 0 });
      h.tier = +d[0];
    }
    for (h of hits) a.kinds[h.kind = m.kinds[m.of[find(m.kind, h.n)]]] = (a.kinds[h.kind] || 0) + 1;
    if (o.kind) hits = await (await more()).filter(m, hits, o, a);
    a.total = hits.length;
    hits = first(hits, Math.max(limit, 20));
    var groups = new Set();
    for (n = 0; n < hits.length && n < 20; n++) if (groups.add(find(m.first, hits[n].n)).size > 5) break;
    await Promise.all(hits.slice(0, Math.max(n, limit)).map(async h => { h.text = await section(m, h.n); }));
    var near = hits.slice(0, n), k = terms.length - 1;
    for (h of near) h.score = Math.floor(h.score * (256 + (k && Math.floor(10 * closeness(h.text, marks) / k)) + 32 * sameness(h.text, all.length, marks)) / 256);
    a.results = near.sort(order).concat(hits.slice(n)).slice(0, limit).map(h => {
      var [address, title, kind, code, others] = h.text.page, t = h.text, marked = excerpt(t, terms, marks);
      return {
        url: address + (t.anchor && "#" + t.anchor), title: title, heading: t.heading, kind: m.kinds[kind], mark: m.marks[m.kinds[kind]], code: code, excerpt: marked.join(""),
        marked: marked, others: others, score: h.tier * 1e9 + h.score
      };
    });
    return a;
  }

  function more() { return once("more", make => make({ find, once, text, lexicon, shardOf, lookup, whole, spots })); }

  // What fails is tried again once. A handbook that was published anew has other shards, so the manifest is too.
  async function search(query, o) {
    o = o || {};
    for (var failed = new Set(), lang = o.lang || document.documentElement.lang;;) try {
      return await answer(await edition(lang), String(query), o);
    } catch (e) {
      if (failed.has(e.message)) throw e;
      failed.add(e.message);
      delete shards[lang + "/manifest"];
      version = "?" + Date.now();
      await new Promise(r => { setTimeout(r, 400); });
    }
  }

  handbook.base = base;
  handbook.search = search;
  handbook.spots = spots;
  handbook.more = more;
  handbook.shard = (name, data) => { arrived[name] = data; };
})();
