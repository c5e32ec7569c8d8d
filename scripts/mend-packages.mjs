// After the packages are installed, before any of them is used.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch, parsePatch, reversePatch } from 'diff';

/**
 * Applies `scripts/patches/<package>@<version>.patch` to the installed packages; what has been applied stays as it is.
 *
 * @param {string} root of the repository
 * @returns {void}
 * @throws {Error} when a package is of another version, or its text is neither the one before nor the one after
 */
export function mendPackages(root) {
  for (const patch of listPatches(root)) {
    const [, name, version] = /^(.+)@([^@]+)\.patch$/.exec(patch.file) ?? [];
    const folder = join(root, 'node_modules', name);
    const installed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    if (installed !== version)
      throw new Error(`${patch.file} is not for ${name} ${installed}: see whether that version needs one.`);
    for (const change of parsePatch(patch.text)) {
      const path = join(folder, change.newFileName.replace(/^b\//, ''));
      const text = readFileSync(path, 'utf8');
      const mended = mend(text, change);
      if (mended === null) throw new Error(`${patch.file} doesn't fit ${path}: install the packages anew.`);
      if (mended === text) continue;
      // At once, so that nobody beside us reads half a file.
      writeFileSync(`${path}.${process.pid}`, mended);
      renameSync(`${path}.${process.pid}`, path);
    }
  }
}

/** @returns {{ file: string, text: string }[]} */
function listPatches(root) {
  const folder = join(root, 'scripts', 'patches');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/** @returns {string | null} null when the text is neither what the change is for nor what it makes */
function mend(text, change) {
  if (applyPatch(text, reversePatch(change)) !== false) return text;
  const mended = applyPatch(text, change);
  return mended === false ? null : mended;
}
