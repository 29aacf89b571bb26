// A pack of one exercise, as a trainer uploads it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";

const PACK = "python-preparer-donnees";

/** A ZIP file under an id, which is its title too, and a version; `change` may spoil its files. */
export async function packFile(id, version, change) {
    const folder = await mkdtemp(`${tmpdir()}/spyrales-pack-`);
    const exercises = process.env.SPYRALES_EXERCISES;
    await cp(`${exercises}/${PACK}/pack.toml`, `${folder}/pack.toml`);
    await cp(`${exercises}/${PACK}/budget-types`, `${folder}/budget-types`, { recursive: true });
    const edit = async (path, from, to) => {
        const text = await readFile(`${folder}/${path}`, "utf8");
        assert.ok(text.includes(from), `${path} has ${from}`);
        await writeFile(`${folder}/${path}`, text.replace(from, to));
    };
    await edit("pack.toml", `id = "${PACK}"`, `id = "${id}"`);
    await edit("pack.toml", 'version = "1.0.0"', `version = "${version}"`);
    await edit("pack.toml", "Préparer les données avec pandas", id);
    await change?.(edit);
    const file = `${folder}.zip`;
    execFileSync("python3", ["-m", "zipfile", "-c", file, "pack.toml", "budget-types"], { cwd: folder });
    const bytes = await readFile(file);
    await rm(folder, { recursive: true });
    await rm(file);
    return { name: "essai.zip", mimeType: "application/zip", buffer: bytes };
}
