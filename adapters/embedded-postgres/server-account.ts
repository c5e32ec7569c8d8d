import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Who the server runs as, in the words `spawn` takes; empty for our own user. */
export type ServerAccount = { readonly uid?: number; readonly gid?: number };

const nobody = 65_534;

/** PostgreSQL refuses to run as root, so root lends it the number of `nobody`. */
export function serverAccount(): ServerAccount {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/** True when the account may walk down to the path: every folder above it lets others pass. */
export function canReach(account: ServerAccount, path: string): boolean {
  if (account.uid === undefined) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { uid, mode } = statSync(folder);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
