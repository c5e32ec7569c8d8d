import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scorerRole, webRole, withRole } from '@/db/roles';
import { prepareOwnRunner } from './own-runner';
import { prepareScorerKey, writePrivateFile } from './secrets';

const addressFiles = { [webRole]: 'database-url-web', [scorerRole]: 'database-url-scorer' } as const;

/**
 * Makes the keys and passwords of a site that is spread over several machines, each in a file of its own.
 * @param ownerUrl URL of the database for its owner; the other roles get URLs of the same database @returns
 * for each command, the settings that name the files @throws with a message for the operator, before it
 * writes anything, when the folder isn't empty
 */
export async function makeKeys(
  folder: string,
  ownerUrl: string,
): Promise<Record<'migrate' | 'web' | 'scorer' | 'runner', Record<string, string>>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0)
    throw new Error(`${folder} isn’t empty: keys are made in a new folder, and never replaced.`);
  const makePassword = () => randomBytes(32).toString('base64url');
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writePrivateFile(path, `${text}\n`);
    return path;
  };
  const web = {
    DATABASE_URL_WEB_FILE: write(addressFiles[webRole], withRole(ownerUrl, webRole, makePassword())),
  };
  const scorer = {
    DATABASE_URL_SCORER_FILE: write(addressFiles[scorerRole], withRole(ownerUrl, scorerRole, makePassword())),
  };
  const { identityFile, recipientFile } = await prepareScorerKey(folder);
  const runner = await prepareOwnRunner(folder);
  return {
    migrate: { ...web, ...scorer, TIDEMARK_RUNNER_REGISTRATION_FILE: runner.registrationFile },
    web: {
      ...web,
      NEXTAUTH_SECRET_FILE: write('nextauth-secret', makePassword()),
      SCORER_RECIPIENT_FILE: recipientFile,
    },
    scorer: { ...scorer, SCORER_IDENTITY_FILE: identityFile },
    runner: {
      TIDEMARK_RUNNER_TOKEN_FILE: runner.tokenFile,
      TIDEMARK_RUNNER_IDENTITY_FILE: runner.identityFile,
    },
  };
}

/**
 * Changes the server in the URLs that `makeKeys` wrote, and keeps their passwords: a restored site would
 * otherwise write to the database of the site that was backed up. @param ownerUrl URL of the database for its
 * owner on the other server
 */
export function changeServer(folder: string, ownerUrl: string): void {
  for (const [role, name] of Object.entries(addressFiles)) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const password = decodeURIComponent(new URL(readFileSync(path, 'utf8').trim()).password);
    writePrivateFile(path, `${withRole(ownerUrl, role, password)}\n`);
  }
}
