// Search in the page: the same ranking as query.go and reader.go, step by step, over the shards that package search describes. The
// script lies one folder below the root of the site. Nothing here makes HTML; results are plain values.
(function () {
  "use strict";
  var base = new URL("..", document.currentScript.src).href;
  var arrived = {}, shards = {}, editions = {}, policy;
  try {
    policy = window.trustedTypes.createPolicy("handbook", {
      createScriptURL: url => {
        if (url.indexOf(base + "search/") !== 0) throw new TypeError(url);
        return url;
      }
    });
  } catch (e) { /* no Trusted Types here, or not for us */ }

  // Loading. A shard is a script that calls handbook.shard with its name and bytes.

  function script(name, again) {
    return new Promise((resolve, reject) => {
      var s = document.createElement("script"), url = base + "search/" + name + ".js" + (again ? "?" + again : "");
      var late = setTimeout(done, 20000);
      function done() {
        clearTimeout(late);
        s.onload = s.onerror = null;
        s.remove();
        if (arrived[name]) resolve(); else reject(new Error("search: no " + name));
      }
      s.onload = s.onerror = done;
      s.async = true;
      s.src = policy ? policy.createScriptURL(url) : url;
      document.head.appendChild(s);
    });
  }

  function fetched(name, again) {
    return arrived[name] && !again ? Promise.resolve() : script(name, again).catch(() => {
      return new Promise(r => { setTimeout(r, 400); }).then(() => script(name, Date.now()));
    });
  }

  function inflate(data) {
    var text = atob(data), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()
      .then(b => new Uint8Array(b));
  }

  // once keeps what decode makes of a shard. A failure is forgotten, so that the next search tries again.
  function once(name, decode, again) {
    return shards[name] || (shards[name] = fetched(name, again).then(() => {
      var data = arrived[name];
      arrived[name] = "";
      return inflate(data);
    }).then(decode).catch(e => {
      delete shards[name];
      throw e;
    }));
  }

  function text(bytes) { return new TextDecoder().decode(bytes); }
  function number(s) { return parseInt(s, 36); }
  function numbers(s) { return s ? s.split(" ").map(number) : []; }
  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0; }
  function first(key) { return key.split(" ")[0]; }
  function reversed(s) { return Array.from(s).reverse().join(""); }
  function size(s) { return Array.from(s).length; }

  function edition(lang, again) {
    return editions[lang] && !again ? editions[lang] : (editions[lang] = once(lang + "/manifest", bytes => {
      var m = JSON.parse(text(bytes)), runs = numbers(m.runs), at = 0, v = 3600, q, i;
      m.kind = new Uint8Array(m.n);
      for (i = 0; i < runs.length; i += 2) m.kind.fill(runs[i], at, at += runs[i + 1]);
      at = 0;
      m.first = numbers(m.groups).map(n => (at += n) - n);
      m.scale = [];
      for (q = 15; q > 0; q--) {
        m.scale[q] = v;
        v = Math.floor(v * 27 / 32);
      }
      m.rules = m.affixes && m.affixes.split("\n").map(line => {
        return line.split(" ").filter(Boolean).map(rule => {
          var p = rule.split("/");
          return [p[0], p[1] || "", p[2] || "", p[3] || ""];
        });
      });
      return m;
    }, again).catch(e => {
      delete editions[lang];
      throw e;
    }));
  }

  function shard(m, letter, i, decode) {
    var h = m[letter].substr(i * 5, 5);
    return h ? once(m.lang + "/" + letter + "-" + h, decode) : Promise.resolve();
  }

  function find(bounds, key) {
    var low = 0, high = bounds.length, mid;
    while (low < high) {
      mid = low + high >> 1;
      if (bounds[mid] <= key) low = mid + 1; else high = mid;
    }
    return Math.max(0, low - 1);
  }

  function lexicon(m, i, letter) {
    return shard(m, letter || "l", i, bytes => {
      var all = new Map(), last = "";
      text(bytes).split("\n").forEach(line => {
        var p = /^(.)(.*?)([A-P])(?:!([^|]*)|([0-z]{2}))?(?:\|(.*))?$/u.exec(line);
        if (!p) return;
        var key = last = last.slice(0, line.charCodeAt(0) - 32) + p[2], e = { key: key, df: p[3].charCodeAt(0) - 65 }, x = p[6] ? p[6].split(">") : [""];
        var at = p[5] && p[5].charCodeAt(0) - 48;
        e.root = p[4] !== undefined ? p[4] : p[5] ? key.substr(at, p[5].charCodeAt(1) - 48) : key.indexOf(" ") < 0 ? key : "";
        e.direct = x[0] ? x[0].split(",").map(d => [+d[0], number(d.slice(1))]) : [];
        e.same = x.slice(1);
        all.set(key, e);
      });
      return all;
    });
  }

  function shardOf(m, key) { return find(m.la, first(key)); }
  function lookup(m, key) {
    return lexicon(m, shardOf(m, key)).then(all => all && all.get(key));
  }

  function postings(m, root) {
    return shard(m, "p", find(m.pa, root), b => {
      var at = 0, all = new Map(), last = "", forms = [], end, n = 0;
      function next() {
        for (var v = 0, k = 1, c; ; k *= 128) {
          if (at >= b.length) throw new Error("search: damaged shard");
          c = b[at++];
          v += c % 128 * k;
          if (c < 128) return v;
        }
      }
      end = next();
      var lines = text(b.subarray(at, at + end)).split("\n");
      at += end;
      lines.forEach(line => {
        if (!line) return;
        var p = line.split("\t"), root = last = last.slice(0, p[0].charCodeAt(0) - 32) + p[0].slice(1), c = { df: next() };
        c.forms = p.slice(1).map(w => {
          var f = { word: w.replace("*", root), at: new Int32Array(next()) };
          forms.push(f);
          return f;
        });
        all.set(root, c);
      });
      forms.forEach(f => {
        for (var j = 0, s = -1; j < f.at.length; j++) f.at[j] = s += next() + 1;
      });
      forms.forEach(f => {
        f.impact = new Uint8Array(f.at.length);
        for (var j = 0; j < f.at.length; j++, n++) f.impact[j] = b[at + (n >> 1)] >> 4 * (n & 1) & 15;
      });
      return all;
    });
  }

  function groupOf(m, section) { return find(m.first, section); }
  function texts(m, g) {
    return shard(m, "t", g, bytes => {
      var all = [];
      JSON.parse(text(bytes)).forEach(p => {
        p[5].forEach(s => { all.push({ page: p, anchor: s[0], heading: s[1], body: s[2] }); });
      });
      return all;
    });
  }
  function section(m, n) {
    var g = groupOf(m, n);
    return texts(m, g).then(all => {
      var t = all[n - m.first[g]];
      if (!t.words) {
        t.words = spots(t.body);
        t.own = spots(t.anchor ? t.heading : t.page[1]);
      }
      return t;
    });
  }

  // Words.

  var raw = /[\p{L}\p{N}\p{M}\p{Cf}'`‘’]+/gu;

  function fold(s) {
    if (/^[a-z0-9]{1,40}$/i.test(s)) return [s.toLowerCase()];
    s = s.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}'`‘’ʻʼ]/gu, "").replace(/ς/g, "σ").replace(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu, " $& ");
    return (s.match(/[\p{L}\p{N}]+/gu) || []).map(w => w.length > 40 ? Array.from(w).slice(0, 40).join("") : w);
  }

  function spots(s) {
    var all = [], p;
    raw.lastIndex = 0;
    while ((p = raw.exec(s))) fold(p[0]).forEach(w => { all.push([w, p.index, p.index + p[0].length]); });
    return all;
  }

  function vowels(w) { return (w.match(/[aeiouy]/g) || []).length; }

  // candidates are the roots the rules of the language propose for a word.
  function candidates(m, word) {
    var found = [];
    if (!m.rules || word.length < 4 || !/^[a-z]+$/.test(word)) return found;
    var states = [[word, "", 0]];
    m.rules.slice(1).forEach(layer => {
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
      if (depth) m.rules[0].forEach(p => {
        var rest = stem.slice(p[0].length);
        if (stem.startsWith(p[0]) && rest.length > 2 && p[0] !== last && (!p[2] || p[2].indexOf(rest[0]) >= 0) &&
          !(!last && p[3].split(",").indexOf(closed) >= 0)) open(p[1] + rest, closed, cost + 1, depth - 1, p[0]);
      });
    }
    states.forEach(s => { open(s[0], s[1], s[2], m.depth, ""); });
    return found;
  }

  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], last = [], row = [], i, j, least, t;
    for (j = 0; j <= b.length; j++) last[j] = j;
    for (i = 1; i <= a.length; i++) {
      row[0] = least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        if (row[j] < least) least = row[j];
      }
      if (least > most) return most + 1;
      t = before;
      before = last;
      last = row;
      row = t;
    }
    return last[b.length];
  }

  // What the words of a query may mean.

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

  async function completions(m, word) {
    var from = shardOf(m, word), to = size(word) < 2 ? from : Math.min(shardOf(m, word + "\uffff"), from + 2), all = [], seen = new Set(), few = 0;
    for (var s = from; s <= to; s++) (await lexicon(m, s) || []).forEach((e, key) => {
      if (e.df && key !== word && key.startsWith(word)) all.push(e);
    });
    return all.sort((x, y) => y.df - x.df || size(x.key) - size(y.key) || compare(x.key, y.key)).filter(e => {
      var s = find(m.pa, e.root);
      return few < 8 && (seen.has(s) || seen.size < 3 && seen.add(s)) && ++few;
    });
  }

  async function neighbours(m, word) {
    var letters = Array.from(word), found = new Map(), near = [], most = letters.length < 8 ? 1 : 2;
    if (letters.length < 4 || /[0-9]/.test(word)) return near;
    var part = Math.max(2, letters.length - 2 >> 1);
    async function look(bounds, letter, word) {
      var a = Array.from(word), start = a.slice(0, part).join(""), own = find(bounds, word);
      var from = Math.max(find(bounds, start), own - 1), to = Math.min(find(bounds, start + "\uffff"), own + 1);
      for (var s = from; s <= to; s++) (await lexicon(m, s, letter) || []).forEach((e, key) => {
        if (!e.df || Math.abs(key.length - word.length) > 2 * most) return;
        var d = distance(a, Array.from(key), most);
        if (letter === "v") key = reversed(key);
        if (d <= most && !found.has(key)) found.set(key, { key: key, d: d, df: e.df });
      });
    }
    await look(m.la, "l", word);
    await look(m.va, "v", reversed(word));
    var all = Array.from(found.values()).sort((x, y) => x.d - y.d || y.df - x.df || compare(x.key, y.key));
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

  function whole(e, word) { return { root: e.root, word: word || e.key, exact: 256, other: 205 }; }

  async function understand(m, terms, last, a) {
    var mended = [], typo = false;
    for (var i = 0; i < terms.length; i++) {
      var t = terms[i], e = await lookup(m, t.word);
      var add = (weight, words) => { t.alts.push({ weight: weight, words: words }); };
      mended[i] = t.word;
      if (e && e.root) add(256, [whole(e)]);
      if (e && e.df) t.df = 1 << e.df - 1;
      var rare = t.word === last && terms.length > 1 && e && e.df && e.df <= 4;
      if (e && (e.df || e.root && e.root !== t.word) && !rare) continue;
      if (!e || !e.root) {
        var root = await rootOf(m, t.word);
        if (root) {
          add(256, [{ root: root, word: "", exact: 0, other: 190 }]);
          if (!e || !e.same.length) a.notes.push({ word: t.word, how: "form", as: root });
        }
      }
      if (t.word === last) (await completions(m, t.word)).forEach(c => {
        add(256, [{ root: c.root, word: c.key, exact: 90 + Math.floor(90 * size(t.word) / size(c.key)) >> (rare ? 1 : 0), other: 0 }]);
      });
      if (t.alts.length || e) continue;
      var near = await neighbours(m, t.word), two;
      near.forEach(n => {
        var w = n.d === 2 ? 90 : 154;
        add(256, [{ root: n.root, word: n.key, exact: w, other: Math.floor(w * 205 / 256) }]);
      });
      if ((two = await split(m, t.word))) {
        add(180, [whole(two[0]), whole(two[1])]);
        a.notes.push({ word: t.word, how: "split", as: two[0].key + " " + two[1].key });
      } else if (near.length) {
        a.notes.push({ word: t.word, how: "typo", as: near[0].key });
        mended[i] = near[0].key;
        typo = true;
      }
    }
    if (typo) a.suggestion = mended.join(" ");
    await expand(m, terms, a);
  }

  async function expand(m, terms, a) {
    var added = 0;
    for (var i = 0; i < terms.length; i++) for (var n = 1, key = ""; n <= 5 && i + n <= terms.length; n++) {
      key += (key && " ") + terms[i + n - 1].word;
      var span = (weight, words) => {
        var one = { weight: weight, words: words };
        for (var j = i; j < i + n; j++) terms[j].alts.push(one);
      };
      var joined = key.replace(" ", ""), e;
      if (n === 2 && shardOf(m, joined) === shardOf(m, key)) {
        e = await lookup(m, joined);
        if (e && e.df) span(230, [whole(e)]);
      }
      e = await lookup(m, key);
      for (var j = 0; e && j < Math.min(e.df ? 1 : 2, e.same.length) && added < 3; j++) {
        var words = await Promise.all(e.same[j].split(" ").map(w => lookup(m, w)));
        if (!words.every(x => x && x.root)) continue;
        span(140, words.map(x => whole(x)));
        added++;
        if (!e.df && !j) a.notes.push({ word: key, how: "same", as: e.same[0] });
      }
    }
  }

  // Ranking. Whole numbers only, so that it comes out the same everywhere.

  function log2(n) {
    for (var k = 0, p = 1; p * 2 <= n; p *= 2) k++;
    return k * 64 + Math.floor((n - p) * 64 / p);
  }

  function rarity(m, c) { return log2(Math.floor((2 * m.n + 1) * 64 / (2 * c.df + 1)) + 64) - 384; }

  function match(m, alt, classes, use) {
    var rank = 0, sofar, i, j, k;
    for (i = 0; i < alt.words.length; i++) {
      var c = classes.get(alt.words[i].root);
      if (!c) return;
      rank = Math.max(rank, rarity(m, c));
    }
    for (i = 0; i < alt.words.length; i++) {
      var s = alt.words[i], here = new Map(), forms = classes.get(s.root).forms;
      for (j = 0; j < forms.length; j++) {
        var f = forms[j], w = f.word === s.word ? s.exact : s.other;
        if (w) for (k = 0; k < f.at.length; k++) {
          var n = f.at[k], v = w * m.scale[f.impact[k]];
          if (i) {
            if (!sofar.has(n)) continue;
            v = Math.min(v, sofar.get(n));
          }
          if (!(here.get(n) >= v)) here.set(n, v);
        }
      }
      sofar = here;
    }
    sofar.forEach((v, n) => { use(n, Math.floor(v * alt.weight / 65536) * rank, rank); });
  }

  function score(m, terms, classes) {
    var scores = new Float64Array(m.n), cover = new Float64Array(m.n), touched = [], whole = 0, most = 0, hits = [];
    terms.forEach(t => {
      var best = new Map();
      t.alts.forEach(alt => {
        match(m, alt, classes, (n, value, rank) => {
          if (!(best.get(n) >= value)) best.set(n, value);
          if (rank > t.rank) t.rank = rank;
        });
      });
      whole += t.rank;
      best.forEach((value, n) => {
        if (!scores[n]) touched.push(n);
        scores[n] += value;
        cover[n] += t.rank;
        if (cover[n] > most) most = cover[n];
      });
    });
    touched.forEach(n => {
      if (2 * cover[n] >= most) hits.push({ n: n, tier: 0, score: Math.floor(scores[n] * (64 + Math.floor(192 * cover[n] * cover[n] / (whole * whole))) / 256) });
    });
    return hits;
  }

  function order(x, y) { return y.tier - x.tier || y.score - x.score || x.n - y.n; }

  // best is the first k of the hits in order.
  function best(hits, k) {
    if (hits.length < 4 * k) return hits.sort(order).slice(0, k);
    var top = [];
    hits.forEach(h => {
      if (top.length === k && order(h, top[k - 1]) > 0) return;
      var low = 0, high = top.length, mid;
      while (low < high) {
        mid = low + high >> 1;
        if (order(h, top[mid]) > 0) low = mid + 1; else high = mid;
      }
      top.splice(low, 0, h);
      if (top.length > k) top.pop();
    });
    return top;
  }

  function marksOf(terms, classes) {
    var all = new Map();
    function add(word, n) {
      if (!all.has(word) || (n & 1) < (all.get(word) & 1)) all.set(word, n);
    }
    terms.forEach((t, i) => {
      add(t.word, 2 * i);
      t.alts.forEach(alt => {
        alt.words.forEach(s => {
          var c = classes.get(s.root);
          if (c) c.forms.forEach(f => {
            if (f.word === s.word && s.exact || s.other) add(f.word, 2 * i + 1);
          });
        });
      });
    });
    return all;
  }

  function closeness(t, n, marks) {
    var best = new Array(n).fill(0);
    function near(d) { return d === 1 ? 16 : d === 2 ? 10 : d === 3 ? 7 : d <= 5 ? 4 : d <= 10 ? 2 : 0; }
    [t.own, t.words].forEach(words => {
      var last = new Array(n + 1).fill(0);
      words.forEach((s, i) => {
        if (!marks.has(s[0])) return;
        var k = marks.get(s[0]) >> 1;
        if (k && last[k - 1]) best[k] = Math.max(best[k], near(i + 1 - last[k - 1]));
        if (k + 1 < n && last[k + 1]) best[k + 1] = Math.max(best[k + 1], near(i + 2 - last[k + 1]));
        last[k] = i + 1;
      });
    });
    return best.reduce((x, y) => x + y);
  }

  function sameness(t, length, marks) {
    var same = 4;
    if (t.own.length !== length) return 0;
    t.own.forEach(s => {
      var n = marks.get(s[0]);
      if (n === undefined) same = 0;
      else if (n & 1 && same) same = 3;
    });
    return same;
  }

  // excerpt is a stretch of the text in pieces: every second one is a word that was found.
  function excerpt(t, terms, marks) {
    var words = t.words, start = 0, top = 0, pieces = [""], i, j;
    for (i = 0; i < words.length; i++) if (marks.has(words[i][0])) {
      var seen = [], sum = 0;
      for (j = i; j < Math.min(i + 25, words.length); j++) {
        var n = marks.get(words[j][0]);
        if (n !== undefined && !seen[n >> 1]) {
          seen[n >> 1] = true;
          sum += terms[n >> 1].rank + 1;
        }
      }
      if (sum > top) {
        start = Math.max(0, i - 5);
        top = sum;
      }
    }
    if (!words.length) return pieces;
    var at = start ? words[start][1] : 0, begin = at;
    for (i = start; i < Math.min(start + 30, words.length); i++) {
      var s = words[i];
      if (s[2] - begin > 300) break;
      if (marks.has(s[0]) && s[1] >= at) {
        pieces[pieces.length - 1] += t.body.slice(at, s[1]);
        pieces.push(t.body.slice(s[1], s[2]), "");
        at = s[2];
      } else if (s[2] > at) {
        pieces[pieces.length - 1] += t.body.slice(at, s[2]);
        at = s[2];
      }
    }
    return pieces.map(p => p.replace(/\n/g, " "));
  }

  async function answer(m, query, o) {
    var a = { lang: m.lang, total: 0, kinds: {}, labels: m.labels, results: [], suggestion: "", notes: [], words: [] }, terms = [], classes = new Map();
    var all = spots(query).map(s => s[0]);
    all.forEach(w => {
      if (terms.length < 16 && !terms.some(t => t.word === w)) terms.push({ word: w, df: 0, rank: 0, alts: [] });
    });
    if (!terms.length) return a;
    await Promise.all(terms.map(t => lookup(m, t.word)));
    await understand(m, terms, all[all.length - 1], a);
    var roots = new Set(), better = terms.filter(t => t.df * 8 <= m.n).length;
    terms.forEach(t => {
      if (better > 2 && t.df * 8 > m.n) t.alts = [];
      t.alts.forEach(alt => { alt.words.forEach(s => { roots.add(s.root); }); });
    });
    await Promise.all(Array.from(roots, root => {
      return postings(m, root).then(found => { if (found && found.has(root)) classes.set(root, found.get(root)); });
    }));
    var hits = score(m, terms, classes), e = all.length < 10 && await lookup(m, all.join(" "));
    if (e) e.direct.forEach(d => {
      if (d[1] >= m.n) return;
      var h = hits.find(h => h.n === d[1]);
      if (!h) hits.push(h = { n: d[1], score: 0 });
      h.tier = d[0];
    });
    hits = hits.filter(h => {
      var kind = m.kinds[m.kind[h.n]];
      a.kinds[kind] = (a.kinds[kind] || 0) + 1;
      return !o.kind || kind === o.kind;
    });
    a.total = hits.length;
    var limit = o.limit > 0 ? o.limit : 6, marks = marksOf(terms, classes);
    a.words = Array.from(marks.keys()).sort(compare);
    hits = best(hits, Math.max(limit, 20));
    for (var n = 0, groups = new Set(); n < hits.length && n < 20; n++) {
      var g = groupOf(m, hits[n].n);
      if (!groups.has(g) && groups.size === 4) break;
      groups.add(g);
    }
    function read(h) { return section(m, h.n).then(t => { h.text = t; }); }
    await Promise.all(hits.slice(0, Math.max(n, Math.min(limit, hits.length))).map(read));
    var near = hits.slice(0, n);
    near.forEach(h => {
      var factor = 256;
      if (terms.length > 1) factor += Math.floor(160 * closeness(h.text, terms.length, marks) / (16 * (terms.length - 1)));
      factor += 128 * sameness(h.text, all.length, marks) / 4;
      h.score = Math.floor(h.score * factor / 256);
    });
    hits = near.sort(order).concat(hits.slice(n));
    a.results = hits.slice(0, limit).map(h => {
      var t = h.text, p = t.page, marked = excerpt(t, terms, marks);
      return {
        url: p[0] + (t.anchor && "#" + t.anchor), title: p[1], heading: t.heading, kind: m.kinds[p[2]], code: p[3], excerpt: marked.join(""),
        marked: marked, others: p[4].map(x => { return { lang: x[0], url: x[1], title: x[2] }; }), score: h.tier * 1e9 + h.score
      };
    });
    return a;
  }

  // A handbook that was published anew has other shards: then the manifest is read again, once.
  function search(query, o) {
    o = o || {};
    query = String(query);
    var lang = o.lang || document.documentElement.lang;
    function ask(again) {
      return edition(lang, again).then(m => answer(m, query, o));
    }
    return ask().catch(e => {
      if (!editions[lang]) throw e;
      delete shards[lang + "/manifest"];
      return ask(Date.now());
    });
  }

  window.handbook = Object.assign(window.handbook || {}, {
    base: base, search: search, spots: spots, shard: (name, data) => { arrived[name] = data; }
  });
})();
