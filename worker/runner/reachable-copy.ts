import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A folder in which every user may traverse. */
const parent = '/tmp';

/**
 * Returns the paths if any user can read them, otherwise the paths of copies. A runner that is root makes the
 * copies once, because runs have users of their own, who can't traverse `/root`, for instance.
 * @param isWanted selects the needed files below the paths
 */
export function makeReachable<Name extends string>(
  paths: Readonly<Record<Name, string>>,
  isWanted: (path: string) => boolean,
): Record<Name, string> {
  const entries: [string, string][] = Object.entries(paths);
  const reached = Object.fromEntries(
    entries.map(([name, path]) => [name, isReachable(path) ? path : copyOnce(path, isWanted)]),
  );
  return { ...paths, ...reached };
}

/** True if other users have access to each parent folder, and to the file or the folder's contents. */
function isReachable(path: string): boolean {
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false;
  return listAll(path).every((each) => (lstatSync(each).mode & 0o004) !== 0);
}

const listAll = (path: string): string[] =>
  statSync(path).isDirectory()
    ? [path, ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))]
    : [path];

function copyOnce(path: string, isWanted: (path: string) => boolean): string {
  const parts = listAll(path).filter(isWanted).map(describePart);
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const target = join(parent, `tidemark-runner-${key}`);
  if (!isOurs(target)) {
    const made = mkdtempSync(join(parent, 'tidemark-runner-'));
    mkdirSync(join(made, 'copy'));
    const copy = join(made, 'copy', basename(path));
    cpSync(path, copy, { recursive: true, dereference: true, filter: isWanted });
    for (const each of listAll(copy)) chmodSync(each, 0o755);
    for (const folder of [made, join(made, 'copy')]) chmodSync(folder, 0o755);
    // A concurrent process may have made the same copy, or another user a file with that name.
    if (existsSync(target)) return copy;
    renameSync(made, target);
  }
  return join(target, 'copy', basename(path));
}

/** Describes a file by facts that change whenever the file does. */
function describePart(path: string): unknown {
  const { size, mtimeMs } = statSync(path);
  return [path, size, mtimeMs];
}

const isOurs = (folder: string): boolean =>
  existsSync(folder) &&
  lstatSync(folder).isDirectory() &&
  statSync(folder).uid === 0 &&
  (statSync(folder).mode & 0o022) === 0;
