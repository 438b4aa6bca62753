// Measures a published handbook and Pagefind's index of the same files, in one run. See measure.sh.
//
//	node measure.mjs PUBLISHED PAGEFIND
//
// Queries are the titles of 60 Indonesian pages. Cold is what a reader loads for the first search and for what it shows, in bytes
// as a server sends them and in requests; next is the search after it; warm is the time when nothing is left to load. The
// handbook's runtime holds its dialog, Pagefind's has none.
import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import vm from "node:vm";
import zlib from "node:zlib";

const [published, bundle] = process.argv.slice(2).map(p => path.resolve(p));
const files = dir => fs.readdirSync(dir, { recursive: true }).map(f => path.join(dir, f)).filter(f => fs.statSync(f).isFile());
const packed = data => Math.min(data.length, zlib.gzipSync(data).length);
const sum = all => all.reduce((x, y) => x + y, 0), mean = all => sum(all) / all.length;
const median = all => all.slice().sort((x, y) => x - y)[all.length >> 1];

const titles = [];
const pages = files(path.join(published, "id")).filter(f => f.endsWith(".html")).sort();
for (const f of pages) {
  const h1 = /<h1[^>]*>(.*?)<\/h1>/s.exec(fs.readFileSync(f, "utf8"));
  if (h1) titles.push(h1[1].replace(/<[^>]*>/g, "").replace(/&[a-z]+;/g, " ").trim());
}
const queries = Array.from({ length: 60 }, (_, i) => titles[Math.floor(i * titles.length / 60)]);

// handbook starts the search of the handbook anew, as a page does that was just opened.
function handbook(log) {
  const name = fs.readdirSync(path.join(published, "assets")).find(f => /^search-id-.*\.js$/.test(f));
  const script = fs.readFileSync(path.join(published, "assets", name));
  log(script);
  const page = {
    currentScript: { src: url.pathToFileURL(path.join(published, "assets", name)).href }, documentElement: { lang: "id" },
    createElement: () => ({ remove() {} }),
    head: { append(s) {
      const data = fs.readFileSync(url.fileURLToPath(s.src.split("?")[0]));
      log(data);
      setImmediate(() => {
        vm.runInContext(data.toString(), world);
        s.onload();
      });
    } }
  };
  const world = vm.createContext({ document: page, URL, TextDecoder, Blob, Response, DecompressionStream, atob, setTimeout, clearTimeout, Date });
  world.window = world;
  vm.runInContext(script.toString(), world);
  return q => world.handbook.search(q, {}).then(a => a.results);
}

let instance = 0;
async function pagefind(log) {
  globalThis.document = { querySelector: () => ({ getAttribute: () => "id" }), currentScript: null };
  globalThis.window = { location: { origin: "" } };
  globalThis.fetch = async address => {
    const data = fs.readFileSync(path.join(bundle, String(address).replace(/^.*?pagefind-root\//, "").split("?")[0]));
    log(data);
    return new Response(data);
  };
  log(fs.readFileSync(path.join(bundle, "pagefind.js")));
  const copy = path.join(bundle, `instance-${process.pid}-${instance++}.mjs`);
  fs.copyFileSync(path.join(bundle, "pagefind.js"), copy);
  const module = await import(url.pathToFileURL(copy).href);
  fs.unlinkSync(copy);
  await module.options({ basePath: "/pagefind-root/", baseUrl: "/" });
  await module.init();
  return async q => Promise.all((await module.search(q)).results.slice(0, 5).map(r => r.data()));
}

async function measure(start) {
  const cold = [], requests = [], next = [];
  let bytes = 0, n = 0;
  const log = data => {
    bytes += packed(data);
    n++;
  };
  for (let i = 0; i < queries.length; i++) {
    bytes = n = 0;
    const search = await start(log);
    await search(queries[i]);
    cold.push(bytes);
    requests.push(n);
    bytes = 0;
    await search(queries[(i * 7 + 31) % queries.length]);
    next.push(bytes);
  }
  const search = await start(log), warm = [];
  for (let pass = 0; pass < 3; pass++) for (const q of queries) {
    const from = performance.now();
    await search(q);
    if (pass) warm.push(performance.now() - from);
  }
  return { cold: mean(cold), requests: mean(requests), next: mean(next), warm: median(warm) };
}

const own = files(path.join(published, "search")), theirs = files(bundle).filter(f => !/\.(css|js)$/.test(f));
const size = all => sum(all.map(f => packed(fs.readFileSync(f))));
const index = f => !/\/t-[^/]*\.js$/.test(f), fragment = f => f.endsWith(".pf_fragment");
const ours = await measure(async log => handbook(log)), peer = await measure(pagefind);
const rows = [
  ["index, KB", size(own.filter(index)) / 1000, size(theirs.filter(f => !fragment(f))) / 1000],
  ["index and texts, KB", size(own) / 1000, size(theirs) / 1000],
  ["files", own.length, theirs.length],
  ["cold first search, KB", ours.cold / 1000, peer.cold / 1000],
  ["cold first search, requests", ours.requests, peer.requests],
  ["next search, KB", ours.next / 1000, peer.next / 1000],
  ["warm search, ms", ours.warm, peer.warm]
];
console.log("| | handbook | Pagefind | ratio |\n|---|---|---|---|");
for (const [name, a, b] of rows) console.log(`| ${name} | ${a.toPrecision(3)} | ${b.toPrecision(3)} | 1/${(b / a).toPrecision(2)} |`);
