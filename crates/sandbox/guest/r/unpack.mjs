// Lays webr's files out for the host: `node unpack.mjs DIST OUT`, with DIST the package's `dist`.
//
// OUT gets `root.bin`, all files of R's root one after the other; `root.json`, where each begins and ends;
// and `modules/`, the WebAssembly modules, with `modules.json`: the path in the root that each is known by.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const [dist, out] = process.argv.slice(2);
const MAIN = "R.wasm";
const LIBRARIES = ["libRblas.so", "libRlapack.so"];
const TAKEN = Symbol("the files are taken");
// Parts that no program of a learner's needs: a window system's, translations, geodesy, certificates.
const LEFT_OUT = /^\/(etc\/ssl|usr\/share\/(gdal|proj|udunits)|usr\/lib\/R\/library\/(tcltk|translations|webr))\//;
// Cairo's module is built with atomic operations, which the sandbox has no use for: there are no threads.
const NOT_LOADED = /\/cairo\.so$/;

/** The files that R.wasm carries in its data, which its start-up hands over as a table in memory. */
function embedded() {
  const module = new WebAssembly.Module(fs.readFileSync(path.join(dist, MAIN)));
  const files = new Map();
  let instance;
  const take = (table) => {
    const bytes = new Uint8Array(instance.exports.memory.buffer);
    const words = new DataView(bytes.buffer);
    for (let at = table; words.getUint32(at, true); at += 12) {
      const [name, length, content] = [0, 4, 8].map((offset) => words.getUint32(at + offset, true));
      const text = new TextDecoder().decode(bytes.subarray(name, bytes.indexOf(0, name)));
      files.set(text, Buffer.from(bytes.slice(content, content + length)));
    }
    // The rest of the start-up needs a host.
    throw TAKEN;
  };
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    if (kind === "global") {
      imports[from][name] = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    } else if (name === "_emscripten_fs_load_embedded_files") {
      imports[from][name] = take;
    } else {
      imports[from][name] = () => {
        throw new Error(`${name} was called before the files were there`);
      };
    }
  }
  instance = new WebAssembly.Instance(module, imports);
  try {
    instance.exports.__wasm_call_ctors();
  } catch (thrown) {
    if (thrown !== TAKEN) throw thrown;
  }
  return files;
}

/** The files that the package ships beside it, loose or in archives with a list. */
function shipped(root, files) {
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(".data.gz")) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = "/" + path.relative(root, file);
    if (!name.endsWith(".js.metadata")) {
      files.set(name, fs.readFileSync(file));
      continue;
    }
    const base = name.slice(0, -".js.metadata".length);
    let data = fs.readFileSync(path.join(root, `${base}.data.gz`));
    if (data[0] === 0x1f && data[1] === 0x8b) data = zlib.gunzipSync(data);
    for (const { filename, start, end } of JSON.parse(fs.readFileSync(file)).files) {
      files.set(base + filename, data.subarray(start, end));
    }
  }
}

const files = embedded();
shipped(path.join(dist, "vfs"), files);

fs.mkdirSync(path.join(out, "modules"));
const modules = [];
const keep = (name, bytes) => {
  fs.writeFileSync(path.join(out, "modules", `${modules.length}.wasm`), bytes);
  modules.push(name);
};
keep(MAIN, fs.readFileSync(path.join(dist, MAIN)));
for (const name of LIBRARIES) keep(name, fs.readFileSync(path.join(dist, name)));

const index = [];
const pack = fs.openSync(path.join(out, "root.bin"), "w");
let at = 0;
for (const name of [...files.keys()].sort()) {
  if (LEFT_OUT.test(name)) continue;
  const bytes = files.get(name);
  if (name.endsWith(".so") && !NOT_LOADED.test(name) && bytes.readUInt32BE(0) === 0x0061736d) keep(name, bytes);
  fs.writeSync(pack, bytes);
  index.push([name, at, (at += bytes.length)]);
}
fs.closeSync(pack);
fs.writeFileSync(path.join(out, "root.json"), JSON.stringify(index));
fs.writeFileSync(path.join(out, "modules.json"), JSON.stringify(modules));
