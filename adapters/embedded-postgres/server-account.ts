import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The server's account as options of `spawn`; empty for the current user. */
export type ServerAccount = { readonly uid?: number; readonly gid?: number };

const nobody = 65_534;

/** PostgreSQL refuses to run as root, so root starts it as `nobody`. */
export function serverAccount(): ServerAccount {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/** True when the account may traverse to the path: every folder above it allows it. */
export function canReach(account: ServerAccount, path: string): boolean {
  if (account.uid === undefined) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { uid, mode } = statSync(folder);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
