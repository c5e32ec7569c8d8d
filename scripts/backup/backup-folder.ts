import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../start/secrets';

/** Format version, increased whenever an older program can't restore what a newer one writes. */
export const backupFormat = 1;

/**
 * Files that a backup encrypts, from the data folder of `npm start` or the folder that `make-keys` filled.
 */
export const keyFiles: readonly string[] = [
  ...['secrets.json', 'keys/scorer.identity'],
  ...['scorer.identity', 'scorer.recipient', 'nextauth-secret', 'database-url-web', 'database-url-scorer'],
  ...['', 'runner/'].flatMap((folder) =>
    ['runner.token', 'runner.identity', 'runner.registration'].map((name) => `${folder}${name}`),
  ),
];

/** A relative path without `..`, required because a manifest isn't authenticated. */
const pathSchema = z
  .string()
  .regex(/^[\w+-][\w.+-]*(\/[\w+-][\w.+-]*)*$/, 'a path that leads out of its folder');

const fileSchema = z.object({ path: pathSchema, byteCount: z.int(), sha256: z.string() });

/** A copied file; `path` is relative to the folder of its kind, with slashes. */
export type CopiedFile = z.output<typeof fileSchema>;

/**
 * `storedAtMs` is the time at which the site's store got the object: a rotation of the scorer's key replaces
 * objects by others of the same length.
 */
const objectSchema = fileSchema.extend({
  storedAtMs: z.number(),
  /**
   * Path below the shared folder of objects. It differs from the key if an earlier backup has other bytes of
   * the same object.
   */
  copy: pathSchema,
});

export type CopiedObject = z.output<typeof objectSchema>;

const manifestSchema = z.object({
  format: z.literal(backupFormat),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /**
   * Files of the embedded server's cluster, below `database`; null if the database is backed up separately
   * with its server's tools.
   */
  database: z.array(fileSchema).nullable(),
  /** Objects, below the folder `objects` that all backups share. */
  objects: z.array(objectSchema),
  /** Descriptions of objects that the database named and the store lacked when the backup was made. */
  missing: z.array(z.string()),
  hasKeys: z.boolean(),
});

export type BackupManifest = z.output<typeof manifestSchema>;

/** Returns the paths in a backup folder: backups by their time, and the objects that they share. */
export const backupPaths = (folder: string) => ({
  objects: join(folder, 'objects'),
  of: (name: string) => ({
    database: join(folder, name, 'database'),
    /** The site's secrets and the scorer's identity, as an age file. */
    keys: join(folder, name, 'keys.age'),
    manifest: join(folder, name, 'manifest.json'),
  }),
});

/** Writes the manifest. It must be the last file: a backup without a manifest counts as incomplete. */
export const writeManifest = (path: string, manifest: BackupManifest): void =>
  writePrivateFile(path, `${JSON.stringify(manifest)}\n`);

/**
 * Reads a backup's manifest. @throws with a message for the operator if the backup is incomplete, damaged or
 * of another version
 */
export async function readManifest(path: string): Promise<BackupManifest> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new Error(`${dirname(path)} is half written: it has no manifest.json. Restore another backup.`);
  const { format } = parseJson(path, text);
  if (format !== backupFormat)
    throw new Error(
      `${dirname(path)} has format ${String(format)}, and this program reads format ${backupFormat}: restore it with the version of Tidemark that wrote it.`,
    );
  const parsed = manifestSchema.safeParse(parseJson(path, text));
  if (!parsed.success) throw new Error(`${path} is damaged. Restore another backup.`);
  return parsed.data;
}

function parseJson(path: string, text: string): { format?: unknown } {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is damaged. Restore another backup.`);
  }
}

/** Lists the names of the complete backups in a folder, oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const complete = await Promise.all(
    names.map((name) =>
      stat(backupPaths(folder).of(name).manifest).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, i) => complete[i]).sort();
}

/** Lists every file below a folder, by its relative path with slashes, sorted; empty for a missing folder. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort();
}

/** Number of files copied at the same time, since each copy mostly waits for the disk. */
const copiesAtATime = 16;

/**
 * Runs a task for every element, several at a time. @throws the first error, once all tasks that were running
 * have ended
 */
export async function forEachOf<T>(
  elements: readonly T[],
  run: (element: T) => Promise<void>,
): Promise<void> {
  const waiting = elements.values();
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: copiesAtATime }, async () => {
      for (const element of waiting) {
        await run(element).catch((error: unknown) => failures.push(error));
        if (failures.length > 0) return;
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}

/**
 * Copies a file, syncs the copy and hashes the written bytes. @returns undefined if the source no longer
 * exists
 */
export async function copyFile(
  source: string,
  target: string,
): Promise<Omit<CopiedFile, 'path'> | undefined> {
  const from = await open(source, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!from) return undefined;
  return writeCopy(from.createReadStream({ autoClose: false }), target).finally(() => from.close());
}

/** Writes a file and syncs it. @returns hash and size of the written bytes */
export async function writeCopy(
  source: AsyncIterable<Uint8Array>,
  target: string,
): Promise<Omit<CopiedFile, 'path'>> {
  const hash = createHash('sha256');
  let byteCount = 0;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const to = await open(target, 'w', 0o600);
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      byteCount += chunk.byteLength;
      await to.writeFile(chunk);
    }
    await to.sync();
  } finally {
    await to.close();
  }
  return { byteCount, sha256: hash.digest('hex') };
}

/**
 * Runs a task that writes to a folder. @throws with a message for the operator if the folder's disk is full
 */
export async function explainFullDisk<T>(folder: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!isFull(cause)) throw cause;
    throw new Error(`${folder}: the disk is full. Free some space, then begin again.`, { cause });
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
