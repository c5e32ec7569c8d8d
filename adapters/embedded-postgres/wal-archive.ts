import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './postgres-binaries';

/**
 * A folder with an archive of the write-ahead log, and the instant at which a recovery stops; null recovers
 * to the end of the archive.
 */
export type Recovery = { readonly walArchive: string; readonly until: Date | null };

/**
 * Settings that copy every segment of the write-ahead log, a minute after its first change at the latest. A segment is copied
 * under another name, synced, and renamed, so that the archive never has half of one. After a crash the server archives its last
 * one again, which succeeds if the archive has the same bytes.
 */
export function archiveSettings(folder: string): Record<string, string | number> {
  const [dir, draft, whole] = ['', '/%f.part', '/%f'].map((name) => quoteForShell(folder) + name);
  return {
    archive_mode: 'on',
    archive_timeout: 60,
    archive_command: `if test -f ${whole}; then cmp -s %p ${whole}; else cp %p ${draft} && sync ${draft} && mv ${draft} ${whole} && sync ${dir}; fi`,
  };
}

/**
 * PostgreSQL settings of a start with `recovery.signal`. They are command-line arguments, so that a later
 * recovery can't inherit an old target time.
 */
export const recoverySettings = ({ walArchive, until }: Recovery): Record<string, string> => ({
  restore_command: `cp ${quoteForShell(walArchive)}/%f %p`,
  recovery_target_action: 'promote',
  ...(until ? { recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
});

/** Quotes a path as one word of a shell command in which PostgreSQL replaces `%f` and `%p`. */
const quoteForShell = (text: string): string => `'${text.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`;

const ownerName = 'belongs-to.txt';

/**
 * Marks an archive as this database's. Two databases may not share one, since a restored database gives other
 * segments the same names. @throws with a message for the operator if the folder is missing, not writable, or
 * belongs to another database
 */
export function claimWalArchive(folder: string, homeDir: string, account: ServerAccount): void {
  requireAccess(folder, account, '-w');
  const idFile = join(homeDir, 'wal-archive-id.txt');
  if (!existsSync(idFile)) writeFileSync(idFile, `${randomUUID()}\n`);
  const id = readFileSync(idFile, 'utf8').trim();
  const owner = join(folder, ownerName);
  if (!existsSync(owner)) writeFileSync(owner, `${id}\n`);
  if (readFileSync(owner, 'utf8').trim() !== id)
    throw new Error(
      `${folder} has the write-ahead log of another database. Name a new folder in TIDEMARK_WAL_ARCHIVE, and make a backup.`,
    );
}

/** The segments of an archive, oldest first. @throws with a message for the operator if the server can't read one */
export function listSegments(folder: string, account: ServerAccount): string[] {
  requireAccess(folder, account, '-r');
  const segments = readdirSync(folder)
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort();
  const [first] = segments;
  if (first === undefined) throw new Error(`${folder} has no segment of a write-ahead log.`);
  requireAccess(join(folder, first), account, '-r');
  return segments;
}

function requireAccess(path: string, account: ServerAccount, right: '-r' | '-w'): void {
  const { status } = spawnSync('test', [right, path], { ...account, cwd: '/' });
  if (status === 0) return;
  const who = account.uid === undefined ? 'this user' : `the database’s account (${account.uid})`;
  throw new Error(`${path} is missing, or ${who} can’t ${right === '-r' ? 'read' : 'write to'} it.`);
}
