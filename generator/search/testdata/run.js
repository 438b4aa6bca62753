// Runs client.js over the files of an index in Node. Standard input is JSON: {dir, client, more, queries: [{query, lang, kind, limit}]};
// output is the answers. Shards named in "missing" fail the first time they are asked for.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), url = require("url");

const input = JSON.parse(fs.readFileSync(0, "utf8"));
const root = url.pathToFileURL(input.dir + "/").href;
const failing = new Set(input.missing || []);
let requests = 0, bytes = 0;
const page = {
  currentScript: { src: root + "assets/client.js" },
  documentElement: { lang: "id" },
  createElement: () => ({ remove() {} }),
  head: {
    append(s) {
      const u = new URL(s.src), file = url.fileURLToPath(u.href.split("?")[0]);
      requests++;
      setImmediate(() => {
        const name = path.basename(file);
        if (failing.delete(name) || name !== "more.js" && !fs.existsSync(file)) return s.onerror();
        const text = name === "more.js" ? input.more : fs.readFileSync(file, "utf8");
        bytes += text.length;
        vm.runInContext(text, world);
        s.onload();
      });
    }
  }
};
const world = vm.createContext({
  document: page, URL, TextDecoder, Blob, Response, DecompressionStream, atob, setTimeout, clearTimeout, Date
});
world.window = world;
world.handbook = { more: "assets/more.js" };
vm.runInContext(fs.readFileSync(input.client, "utf8"), world);

(async () => {
  const answers = [], times = [];
  for (const q of input.queries) {
    const start = process.hrtime.bigint();
    try {
      answers.push(await world.handbook.search(q.query, q));
    } catch (e) {
      answers.push({ error: String(e.stack) });
    }
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  times.sort((a, b) => a - b);
  process.stdout.write(JSON.stringify({ answers, requests, bytes, median: times[times.length >> 1] }));
})();
