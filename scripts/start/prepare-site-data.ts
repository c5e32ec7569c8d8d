import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareScorerKey, prepareSecrets, type ScorerKey, type Secrets } from './secrets';

export type SiteData = {
  readonly dir: string;
  readonly secrets: Secrets;
  readonly scorerKey: ScorerKey;
  readonly objectStoreDir: string;
  readonly runnerDir: string;
  readonly logDir: string;
  /** Folder with records of the site's own processes, by which a start after a hard kill finds them. */
  readonly runDir: string;
};

/**
 * Creates the site's data folder with its secrets and keys, or reads an existing one.
 * @param amid given by commands that finish an interrupted rotation, and by a restore @throws with a message
 * for people when the folder belongs to another user, or a rotation or restore was interrupted
 */
export async function prepareSiteData(
  dir: string,
  { amid }: { amid?: 'rotation' | 'restore' } = {},
): Promise<SiteData> {
  const uid = process.getuid?.();
  if (amid !== 'restore') requireWholeRestore(dir);
  if (amid !== 'rotation') requireNoRotation(dir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const owner = statSync(dir).uid;
  if (uid !== undefined && owner !== uid) {
    throw new Error(
      `The data folder ${dir} belongs to user ${owner}, not to you (${uid}). ` +
        'Run as that user, or set TIDEMARK_DATA_DIR to a folder of your own.',
    );
  }
  // Under root, PostgreSQL runs as `nobody` and must be able to traverse this folder; each file in it has a
  // private mode of its own.
  chmodSync(dir, uid === 0 ? 0o711 : 0o700);
  return {
    dir,
    secrets: prepareSecrets(join(dir, 'secrets.json')),
    scorerKey: await prepareScorerKey(privateFolder(dir, 'keys')),
    objectStoreDir: privateFolder(dir, 'objects'),
    runnerDir: privateFolder(dir, 'runner'),
    logDir: privateFolder(dir, 'logs'),
    runDir: privateFolder(dir, 'run'),
  };
}

function privateFolder(dir: string, name: string): string {
  const path = join(dir, name);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  return path;
}

/**
 * Files of a key rotation in progress. Until it is finished, some parts of the site need these, and other
 * parts the former ones.
 */
export const nextFiles = { secrets: 'secrets.next.json', identity: 'keys/scorer.identity.next' } as const;

/** Name of a file that exists while a restore hasn't filled its data folder completely. */
export const unfinishedRestore = 'restore-unfinished';

/** @throws with a message for the operator if a restore has failed or was interrupted */
function requireWholeRestore(dir: string): void {
  if (existsSync(join(dir, unfinishedRestore)))
    throw new Error(
      `A restore into ${dir} has failed or was interrupted. Delete the folder and restore again.`,
    );
}

/** @throws with a message for the operator if a rotation was interrupted */
function requireNoRotation(dir: string): void {
  for (const [file, command] of [
    [nextFiles.secrets, 'rotate-secrets'],
    [nextFiles.identity, 'rotate-scorer-key'],
  ] as const)
    if (existsSync(join(dir, file)))
      throw new Error(
        `A rotation was interrupted: ${join(dir, file)} is there. Finish it first: npm run admin -- ${command}`,
      );
}
