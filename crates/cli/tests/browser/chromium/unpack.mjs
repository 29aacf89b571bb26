// Unpacks the Chromium of @sparticuz/chromium, which was built for a machine that has next to nothing, into the folder
// named by the one argument: the browser, its libraries, its fonts, and a script that starts it with them.

import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const packed = join(import.meta.dirname, "node_modules/@sparticuz/chromium/bin");
const whole = resolve(process.argv[2]);
// It has its name when it is complete.
const draft = `${whole}.${process.pid}`;

async function decompress(name, path) {
    await pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(path));
}

await mkdir(draft, { recursive: true });
await decompress("chromium.br", join(draft, "browser"));
for (const name of ["al2023", "swiftshader", "fonts"]) {
    const archive = join(draft, `${name}.tar`);
    await decompress(`${name}.tar.br`, archive);
    execFileSync("tar", ["--extract", "--no-same-owner", "--file", archive, "--directory", draft]);
    await rm(archive);
}
await writeFile(
    join(draft, "fonts.conf"),
    `<?xml version="1.0"?>
<fontconfig>
  <dir>${whole}/fonts</dir>
  <cachedir>${whole}/fonts-cache</cachedir>
</fontconfig>
`,
);
await writeFile(
    join(draft, "chromium"),
    `#!/bin/sh
export LD_LIBRARY_PATH='${whole}/lib' FONTCONFIG_FILE='${whole}/fonts.conf'
exec '${whole}/browser' "$@"
`,
);
await chmod(join(draft, "browser"), 0o755);
await chmod(join(draft, "chromium"), 0o755);
await rename(draft, whole);
