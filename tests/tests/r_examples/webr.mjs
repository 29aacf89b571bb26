// Runs programs in webr: `node --require clock.cjs webr.mjs DIST SCRIPTS PROGRAMS OUT AT_ONCE TOPICS`.
//
// DIST is webr's folder of that name, PROGRAMS holds PACKAGE/TOPIC.R, TOPICS is a file that names them, and OUT gets
// PACKAGE/TOPIC.json for each. One R runs AT_ONCE programs before a new one is started; between two of them `reset.R`
// takes away what the first has left.

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [dist, scripts, programs, out, atOnce, topics] = process.argv.slice(2);
const named = fs.readFileSync(topics, "utf8").split("\n").filter(Boolean);
// webr asks for this package, for programs that open web sockets.
const sockets = path.join(dist, "../node_modules/ws/index.js");
fs.mkdirSync(path.dirname(sockets), { recursive: true });
fs.writeFileSync(sockets, "module.exports = class {};\n");
const { WebR } = await import(pathToFileURL(path.join(dist, "webr.mjs")));
const TIME_LIMIT_MS = 60_000;
const LATE = Symbol("the program takes too long");
const ENVIRONMENT = {
  FONTCONFIG_PATH: "/etc/fonts",
  HOME: "/tmp",
  LANG: "en_US.UTF-8",
  LOGNAME: "spyrales",
  R_ENABLE_JIT: "0",
  R_HOME: "/usr/lib/R",
  TMPDIR: "/tmp",
  TZ: "UTC",
  USER: "spyrales",
};

// As R does it, without webr between a program and what it prints.
const BARE = { captureStreams: false, captureConditions: false };

const script = (name) => fs.readFileSync(path.join(scripts, name));

async function start() {
  const r = new WebR({ interactive: true, RArgs: ["--no-save", "--no-restore", "--no-echo"], REnv: ENVIRONMENT });
  await r.init();
  for (const folder of ["/work", "/work/.corpus"]) await r.FS.mkdir(folder);
  await r.FS.writeFile("/work/.corpus/run.R", script("run.R"));
  await r.FS.writeFile("/work/.corpus/reset.R", script("reset.R"));
  // Out of the programs' sight.
  const begin = "local({ sys.source('/work/.corpus/reset.R', environment()); assign('.reset', start(), .AutoloadEnv) })";
  await r.evalRVoid(`setwd('/work'); ${begin}`, BARE);
  return r;
}

/** What a program prints, and whether R came to its end. */
async function run(r, topic) {
  const [name] = topic.split("/");
  await r.FS.writeFile("/work/.corpus/package", new TextEncoder().encode(`${name}\n`));
  await r.FS.writeFile("/work/.corpus/example.R", fs.readFileSync(path.join(programs, `${topic}.R`)));
  // Evaluated rather than typed in: a console makes R interactive.
  r.evalRVoid("sys.source('/work/.corpus/run.R', envir = new.env(parent = baseenv()))", BARE).catch(() => {});
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, TIME_LIMIT_MS, LATE);
  });
  const printed = { stdout: [], stderr: [] };
  const done = (end) => {
    clearTimeout(timer);
    const [stdout, stderr] = [printed.stdout, printed.stderr].map((lines) => lines.join("\n"));
    return { end, stdout, stderr };
  };
  for (;;) {
    const said = await Promise.race([r.read(), late]);
    if (said === LATE) return done("late");
    if (said.type === "closed") return done("closed");
    if (said.data === "[over]") return done("over");
    printed[said.type]?.push(said.data);
  }
}

let r;
let runs = 0;
let count = 0;
for (const topic of named) {
  count += 1;
  const result = path.join(out, `${topic}.json`);
  if (fs.existsSync(result)) continue;
  if (!r || runs >= Number(atOnce)) {
    r?.close();
    r = await start();
    runs = 0;
  }
  if (runs > 0) await r.evalRVoid(".reset()", BARE);
  runs += 1;
  const began = performance.now();
  const ran = await run(r, topic);
  if (ran.end !== "over") {
    r.close();
    r = undefined;
  }
  ran.ms = Math.round(performance.now() - began);
  fs.mkdirSync(path.dirname(result), { recursive: true });
  fs.writeFileSync(result, JSON.stringify(ran));
  console.error(`webr ${count}/${named.length} ${topic} ${ran.end} ${ran.ms} ms`);
}
process.exit(0);
