// The same grade in webr under Node.js: `node webr_grader.mjs DIST`, in the exercise's folder. Rival of `spyrales bench`.

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const dist = process.argv[2];
// webr asks for this package, for programs that open web sockets.
const sockets = path.join(dist, "../node_modules/ws/index.js");
fs.mkdirSync(path.dirname(sockets), { recursive: true });
fs.writeFileSync(sockets, "module.exports = class {};\n");
const { WebR } = await import(pathToFileURL(path.join(dist, "webr.mjs")));

const r = new WebR({ interactive: false });
await r.init();
await r.FS.mkdir("/work");
for (const name of fs.readdirSync(".")) {
  if (fs.statSync(name).isFile()) await r.FS.writeFile(`/work/${name}`, fs.readFileSync(name));
}
await r.evalRVoid(
  "setwd('/work'); commandArgs <- function(...) character(); sys.source('native_grader.R', environment())",
);
process.exit(0);
