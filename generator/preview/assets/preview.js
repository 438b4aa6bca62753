// What the preview adds to a page in a browser: it keeps the page as it is in the files, and shows what is wrong with them.
(() => {
  "use strict";
  const page = document, mine = page.currentScript.dataset, name = "handbook-preview";
  const sheets = [...page.querySelectorAll('link[rel="stylesheet"]')];
  let events = mine.events, seen = mine.build, leaving = false;

  // What survives loading the page anew. Where nothing can be kept, nothing is.
  function keep(key, value) {
    try { sessionStorage.setItem(name + key, JSON.stringify(value)); } catch { /* then it is not */ }
  }
  function kept(key) {
    try { return JSON.parse(sessionStorage.getItem(name + key)); } catch { return null; }
  }

  async function ask(more) {
    const question = new URLSearchParams({ path: decode(location.pathname), key: mine.key || "", edition: mine.edition || "", source: mine.source || "", ...more });
    const answer = await fetch("/_preview/state?" + question, { cache: "no-store" });
    return answer.ok ? answer.json() : null;
  }

  // Asking how the page stands, one question at a time. What there is to look at besides is asked once all is quiet.
  let asking = false, again = false, quiet;
  async function check() {
    if (asking || leaving) {
      again = true;
      return true;
    }
    asking = true;
    let answered = false;
    try {
      const state = await ask();
      if (state) {
        take(state);
        answered = true;
      }
    } catch { /* nobody answers */ }
    asking = false;
    if (again) {
      again = false;
      return check();
    }
    return answered;
  }
  function decode(path) {
    try { return decodeURIComponent(path); } catch { return path; }
  }

  function take(state) {
    seen = String(state.build);
    events = state.events;
    if (!("own" in mine)) {
      panel.show(state);
      clearTimeout(quiet);
      quiet = setTimeout(async () => {
        try {
          const more = await ask({ look: "" });
          if (more && String(more.build) === seen) panel.look(more);
        } catch { /* nobody answers */ }
      }, 1500);
    }
    if (state.absent && !("absent" in mine) && !("own" in mine)) {
      if (state.moved) leave(state, state.moved);
    } else if (state.page !== mine.page) leave(state);
    else restyle(state.styles || []);
  }

  // leave loads the page anew, or the address it has now: once for a build, whatever comes of it.
  function leave(state, to) {
    const here = (to || location.pathname) + " " + state.build;
    if (leaving || kept("-left") === here) return;
    leaving = true;
    keep("-left", here);
    keep("-place", remember(to || location.pathname));
    history.scrollRestoration = "manual";
    if (to) location.replace(to + location.search + location.hash);
    else location.reload();
  }

  // restyle exchanges style sheets whose addresses differ. The old one stays until the new one is there.
  function restyle(styles) {
    if (styles.length !== sheets.length) return;
    styles.forEach((address, i) => {
      const old = sheets[i];
      if (old.getAttribute("href") === address) return;
      const sheet = sheets[i] = old.cloneNode();
      sheet.onload = () => old.remove();
      sheet.onerror = () => { sheet.remove(); sheets[i] = old; };
      sheet.setAttribute("href", address);
      old.after(sheet);
    });
  }

  // Events, while this tab can be seen. One tab listens, the others hear of it from that one.
  const channel = window.BroadcastChannel ? new BroadcastChannel(name) : null;
  if (channel) channel.onmessage = e => heard(e.data);
  function heard(build) {
    if (String(build) !== seen && !page.hidden) check();
  }
  let rest = null; // stops listening
  function listen() {
    if (rest || page.hidden) return;
    const waiting = new AbortController();
    let source, timer, release, over = false, wait = 250;
    function open() {
      if (over) return;
      source = new EventSource(events);
      source.onmessage = e => {
        wait = 250;
        panel.stopped(false);
        if (channel) channel.postMessage(e.data);
        heard(e.data);
      };
      source.onerror = () => {
        source.close();
        timer = setTimeout(async () => {
          const answered = await check();
          if (!answered) panel.stopped(true);
          open();
        }, wait);
        wait = Math.min(wait * 2, 3000);
      };
    }
    rest = () => {
      rest = null;
      over = true;
      waiting.abort();
      clearTimeout(timer);
      if (source) source.close();
      if (release) release();
    };
    if (!navigator.locks) return open(); // over a network without TLS there are none
    navigator.locks.request(name, { signal: waiting.signal }, () => new Promise(done => {
      release = done;
      if (over) return done();
      open();
    })).catch(() => { /* no longer waiting */ });
  }
  function look() {
    if (page.hidden) {
      if (rest) rest();
    } else {
      listen();
      check();
    }
  }

  // What an editor has on the page.
  const kinds = "main :is(h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,pre,summary,figcaption)";
  const blocks = () => [...page.querySelectorAll(kinds)];
  function mark(block) { // a number that differs when what it says does
    const text = block.tagName + block.textContent + [...block.querySelectorAll("img")].map(i => i.getAttribute("src"));
    let sum = 0;
    for (let i = 0; i < text.length; i++) sum = Math.imul(sum, 31) + text.charCodeAt(i) | 0;
    return sum;
  }
  const fields = () => [...page.querySelectorAll("input:is([type=search],[type=text],:not([type])),textarea")].filter(f => !f.closest("dialog"));
  const folds = () => [...page.querySelectorAll("details")];

  function remember(path) {
    const all = blocks(), top = all.findIndex(b => b.getClientRects().length && b.getBoundingClientRect().bottom > 1);
    const dialog = page.querySelector("dialog[open] input");
    return {
      path, source: mine.source, marks: all.map(mark),
      y: scrollY, top, offset: top < 0 ? 0 : all[top].getBoundingClientRect().top,
      folds: folds().map(d => d.open), fields: fields().map(f => f.value),
      focus: way(page.activeElement), search: dialog && dialog.value,
    };
  }
  // way is how to find an element again: its id, or its place in the tree.
  function way(element) {
    if (!element || element === page.body || element.closest("dialog") || element.localName === name) return null;
    if (element.id) return [element.id];
    const steps = [];
    for (let e = element; e !== page.body && e.parentElement; e = e.parentElement) steps.unshift([...e.parentElement.children].indexOf(e));
    return [steps, element.localName];
  }
  function follow(way) {
    if (!way) return null;
    if (!Array.isArray(way[0])) return page.getElementById(way[0]);
    const found = way[0].reduce((e, i) => e && e.children[i], page.body);
    return found && found.localName === way[1] ? found : null;
  }

  // restore puts back what was remembered, and shows what has been edited.
  function restore(was) {
    const now = blocks(), marks = now.map(mark), grown = marks.length - was.marks.length;
    let first = 0, last = marks.length; // between them is what changed
    while (first < last && first < was.marks.length && marks[first] === was.marks[first]) first++;
    while (last > first && last - grown > first && marks[last - 1] === was.marks[last - 1 - grown]) last--;

    const open = folds(), texts = fields();
    if (open.length === was.folds.length) open.forEach((d, i) => { d.open = was.folds[i]; });
    if (texts.length === was.fields.length) texts.forEach((f, i) => {
      if (f.value === was.fields[i]) return;
      f.value = was.fields[i];
      f.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const focus = follow(was.focus);
    if (focus) focus.focus({ preventScroll: true });
    if (was.search) search(was.search);

    // The block that stood at the top stands there again; one that is gone gives its place to its neighbour.
    let at = was.top;
    if (at >= first) at = at >= last - grown ? at + grown : Math.min(at, last - 1);
    const block = now[Math.max(0, at)];
    const edited = was.source && mine.source && was.source !== mine.source ? innermost(now.slice(first, Math.max(last, Math.min(first + 1, now.length)))) : [];
    function place() {
      if (was.y < 2 || was.top < 0 || !block || !block.getClientRects().length) scrollTo({ top: was.y, behavior: "instant" });
      else scrollBy({ top: block.getBoundingClientRect().top - was.offset, behavior: "instant" });
      const seen = edited.find(b => b.getClientRects().length);
      if (seen && !inView(seen)) seen.scrollIntoView({ block: "center", behavior: "instant" });
    }
    place();
    const y = scrollY;
    addEventListener("load", () => {
      if (scrollY === y) place(); // pictures may have come; who has scrolled since stays there
      setTimeout(() => { history.scrollRestoration = "auto"; }, 500); // once the browser has no more to restore
    });
    edited.slice(0, 20).forEach(glow);
  }
  function innermost(all) { return all.filter(b => !all.some(other => other !== b && b.contains(other))); }
  function inView(block) {
    const r = block.getBoundingClientRect();
    return r.top >= 0 && Math.min(r.bottom, r.top + 80) <= innerHeight;
  }
  function glow(block) {
    const colour = "rgb(250 190 60 / .38)", bright = { backgroundColor: colour, boxShadow: "0 0 0 .3em " + colour };
    block.animate([bright, { ...bright, offset: .4 }, {}], { id: name, duration: 2400, easing: matchMedia("(prefers-reduced-motion: reduce)").matches ? "steps(1)" : "ease-out" });
  }
  // search opens the search again with the words that were in it.
  function search(words) {
    const link = page.querySelector("a.search[aria-haspopup=dialog]");
    if (!link) return;
    link.click();
    let tries = 100;
    (function wait() {
      const input = page.querySelector("dialog[open] input");
      if (input) {
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (tries--) setTimeout(wait, 30);
    })();
  }

  // make makes an element; text never becomes markup.
  function make(tag, properties, ...children) {
    const e = page.createElement(tag);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key in e && typeof value !== "string" || key === "href") e[key] = value;
      else e.setAttribute(key, value);
    }
    e.append(...children.filter(c => c !== null && c !== undefined && c !== ""));
    return e;
  }

  // The panel, in a tree of its own that no theme reaches.
  const panel = (() => {
    let host, parts, state, open = false, stopped = false, said = "";

    function build() {
      host = page.createElement(name);
      const tree = host.attachShadow({ mode: "open" });
      const style = make("link", { rel: "stylesheet", href: "/_preview/preview.css" });
      const bar = make("h2", { tabindex: "-1", id: "title" }), hide = make("button", { type: "button" }), all = make("a", { href: "/_preview/" });
      parts = {
        bar, hide, all, body: make("div", { class: "body", tabindex: "0", role: "group", "aria-labelledby": "title" }),
        pill: make("button", { type: "button", class: "pill", "aria-expanded": "false", "aria-controls": "sheet" }),
        spoken: make("p", { class: "spoken", role: "alert" }),
      };
      parts.sheet = make("div", { class: "sheet", id: "sheet" }, make("div", { class: "bar" }, bar, all, hide), parts.body);
      parts.root = make("section", { class: "panel" }, parts.spoken, parts.pill, parts.sheet);
      parts.pill.addEventListener("click", () => {
        keep("-hidden", "");
        toggle(true);
        bar.focus();
      });
      hide.addEventListener("click", close);
      parts.sheet.addEventListener("keydown", e => { if (e.key === "Escape") close(); });
      host.hidden = true; // until it has its style
      style.onload = () => { host.hidden = false; };
      tree.append(style, parts.root);
    }
    function close() {
      keep("-hidden", digest());
      toggle(false);
      parts.pill.focus();
    }
    function toggle(to) {
      open = to;
      const some = text() !== "";
      parts.sheet.hidden = !some || !open;
      parts.pill.hidden = !some || open;
      parts.pill.setAttribute("aria-expanded", String(open));
    }
    // digest changes with what is wrong, so that what was hidden comes again only when it is another.
    function digest() { return JSON.stringify([stopped, gone(), state && state.panel.problems.filter(p => p.severity === "error")]); }
    function gone() { return !!state && !!state.absent && !("absent" in mine); }
    function text() {
      if (stopped) return words().preview;
      if (gone()) return state.panel.count || words().preview;
      return state ? [state.panel.count, state.looks].filter(Boolean).join(", ") : "";
    }
    function words() { return state ? state.say : {}; }

    function excerpt(of) {
      const where = of.open ? make("a", { class: "where", href: of.open, title: words().open }, of.where) : make("span", { class: "where" }, of.where);
      if (!of.line) return [where, null];
      return [where, make("pre", { class: "line" },
        make("span", { class: "number", "aria-hidden": "true" }, String(of.line)),
        make("code", {}, of.before, make("mark", {}, of.mark || " "), of.after))];
    }
    function problem(p) {
      const [where, line] = excerpt(p);
      const item = make("li", { class: p.severity },
        make("p", { class: "place" }, make("span", { class: "severity" }, p.severity === "error" ? words().error : words().warning), " ", where),
        make("p", { class: "text" }, p.text), line,
        p.hint ? make("p", { class: "hint" }, p.lead ? make("b", {}, p.lead) : "", " ", p.hint) : null);
      for (const n of p.notes || []) {
        const [place, text] = excerpt(n);
        item.append(make("div", { class: "note" }, make("p", { class: "place" }, place, " ", n.text), text || ""));
      }
      return item;
    }

    function look(l) {
      const [where] = excerpt(l);
      return make("li", {}, make("p", {}, l.subject + (l.text ? ": " + l.text : "")), make("p", { class: "place" }, where));
    }

    function draw() {
      if (!state) return;
      if (!host) build(); // at once, since its style cannot be had when it says that nobody answers
      const p = state.panel, say = words(), body = parts.body, serious = p.errors > 0 || stopped || gone();
      host.lang = state.language;
      parts.root.setAttribute("aria-label", say.preview);
      parts.bar.textContent = text();
      parts.pill.textContent = text();
      parts.pill.classList.toggle("error", serious);
      parts.hide.textContent = say.hide;
      parts.all.textContent = say.all;
      const scroll = body.scrollTop;
      body.replaceChildren(...[
        stopped ? make("p", { class: "notice" }, say.stopped) : null,
        gone() ? make("p", { class: "notice" }, say.gone + " ", make("a", { href: "/" }, say.goneLink)) : null,
        p.errors && !gone() ? make("p", { class: "stays" }, say.stays) : null,
        make("ol", { class: "problems" }, ...p.problems.map(problem)),
        p.more ? make("p", { class: "more" }, p.more) : null,
        state.look ? make("h3", {}, say.look) : null,
        state.look ? make("ul", { class: "looks" }, ...state.look.map(look)) : null,
      ].filter(Boolean));
      body.scrollTop = scroll;
      if (host.parentNode !== page.body) page.body.append(host);
      const within = host.shadowRoot.activeElement;
      toggle(serious ? kept("-hidden") !== digest() : open && text() !== "");
      if (within && !within.getClientRects().length && !parts.pill.hidden) parts.pill.focus();
      speak(stopped ? say.stopped : gone() ? say.gone : p.errors ? p.spoken : said ? say.mended : "");
    }
    function speak(words) {
      if (words === said || words === state.say.mended && parts.spoken.textContent === words) return;
      said = words === state.say.mended ? "" : words;
      parts.spoken.textContent = words;
    }
    return {
      show(next) {
        const quiet = state && !state.panel.errors && !next.panel.errors;
        if (!quiet && state && !next.panel.errors && !next.absent) open = false;
        if (state && state.look) Object.assign(next, { look: state.look, looks: state.looks }); // until asked again
        state = next;
        draw();
      },
      look(more) {
        Object.assign(state, { look: more.look, looks: more.looks });
        draw();
      },
      stopped(is) {
        if (is === stopped) return;
        stopped = is;
        if (!is) open = false;
        if (!("own" in mine)) draw();
      },
    };
  })();

  page.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => { if (rest) rest(); });
  addEventListener("pageshow", e => { if (e.persisted) look(); });
  page.addEventListener("DOMContentLoaded", () => {
    const was = kept("-place");
    keep("-place", null);
    if (was && was.path === location.pathname) restore(was);
    look();
  });
})();
