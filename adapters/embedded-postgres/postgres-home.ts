import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canReach, type ServerAccount } from './postgres-binaries';
import { findRunningServer } from './stop-old-server';

/** File in the site's data folder that contains the path of a server folder elsewhere. */
const homeNote = 'postgres-location.txt';

const ownerName = 'belongs-to.txt';

/**
 * Finds or creates the folder of a site's embedded server: `postgres` in the site's data folder, or, where the server's account
 * can't reach it (root's checkout below a home of mode 0700), a folder in `elsewhere`, noted in the data folder. It contains
 * `data`, and copied binaries where needed.
 *
 * @throws when the data folder is a copy of an existing one: two sites would share one database
 */
export function preparePostgresHome(
  siteDataDir: string,
  account: ServerAccount,
  elsewhere = '/var/lib',
): string {
  const site = realpathSync(siteDataDir);
  const inside = join(site, 'postgres');
  const note = join(site, homeNote);
  if (!existsSync(note) && (existsSync(inside) || canReach(account, inside))) {
    makeFolder(inside, account);
    return inside;
  }
  if (!existsSync(note)) {
    writeFileSync(note, `${join(elsewhere, `tidemark-${randomBytes(6).toString('hex')}`)}\n`);
  }
  const dir = readFileSync(note, 'utf8').trim();
  makeFolder(dir, account);
  claim(dir, site, note);
  return dir;
}

/**
 * The folder of a site's server, or the folder that would be made if the account can reach it.
 *
 * @throws when the data folder is a copy of an existing one, whose database isn't the copy's
 */
export function findPostgresHome(siteDataDir: string): string {
  const site = realpathSync(siteDataDir);
  const note = join(site, homeNote);
  if (!existsSync(note)) return join(site, 'postgres');
  const dir = readFileSync(note, 'utf8').trim();
  refuseCopy(dir, site, note);
  return dir;
}

function makeFolder(dir: string, account: ServerAccount): void {
  mkdirSync(dir, { recursive: true });
  // Changes the mode before the owner: root without CAP_FOWNER may change the mode only of folders that it
  // still owns.
  chmodSync(dir, account.uid === undefined ? 0o700 : 0o711);
  if (account.uid !== undefined) chownSync(dir, 0, 0);
}

function claim(dir: string, site: string, note: string): void {
  refuseCopy(dir, site, note);
  writeFileSync(join(dir, ownerName), `${site}\n`);
}

function refuseCopy(dir: string, site: string, note: string): void {
  const owner = join(dir, ownerName);
  const previous = existsSync(owner) ? readFileSync(owner, 'utf8').trim() : site;
  const previousNote = join(previous, homeNote);
  if (previous !== site && existsSync(previousNote) && readFileSync(previousNote, 'utf8').trim() === dir) {
    throw new Error(
      `${site} is a copy of ${previous}, and both name the database in ${dir}. Delete ${note} to give this copy a ` +
        'database of its own.',
    );
  }
}

/** The port of the embedded server that runs for this data folder now; undefined when none is ready. */
export function findEmbeddedPostgres(siteDataDir: string): number | undefined {
  const server = findRunningServer(join(findPostgresHome(siteDataDir), 'data'));
  return server?.isReady ? server.port : undefined;
}

/**
 * Deletes the database of a data folder for good. For tests.
 *
 * @throws while its server runs
 */
export function removeEmbeddedPostgres(siteDataDir: string): void {
  const homeDir = findPostgresHome(siteDataDir);
  if (findRunningServer(join(homeDir, 'data'))) throw new Error(`The server in ${homeDir} is still running.`);
  rmSync(homeDir, { recursive: true, force: true });
}
