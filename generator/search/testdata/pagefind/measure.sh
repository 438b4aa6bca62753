#!/bin/sh
# Lays the search of a handbook beside that of Pagefind over the same published pages. Needs Go, Node 20 and npm.
#
#   generator/search/testdata/pagefind/measure.sh [CONTENT]
#
# CONTENT is a content folder, this handbook's own unless given. Everything else goes to a temporary folder. Pagefind
# indexes what stands in <main>. The time of the handbook's index is the phase "search" that the build prints; packing and writing
# its files is part of "render and write". Last run: see README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
content=$(cd "${1:-$root/content}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && go build -o "$work/handbook" ./cmd/handbook)
"$work/handbook" build --content "$content" --out "$work/public"
(cd "$work" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund pagefind@1.6.0)
# The same pages for both: those that sections.json lists, without lists of values and copies for printing.
node -e '
const fs = require("fs"), path = require("path"), [from, to] = process.argv.slice(1);
for (const page of new Set(JSON.parse(fs.readFileSync(from + "/sections.json", "utf8")).map(s => s.page))) {
  fs.mkdirSync(path.dirname(to + "/" + page), { recursive: true });
  fs.copyFileSync(from + "/" + page, to + "/" + page);
}' "$work/public" "$work/pages"
time "$work/node_modules/.bin/pagefind" --site "$work/pages" --output-path "$work/pagefind" --root-selector main --quiet
node "$here/measure.mjs" "$work/public" "$work/pagefind"
