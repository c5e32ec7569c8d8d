import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { formatRunnerKey } from '@/adapters/sealing/runner-key';
import { hashToken, makeToken } from '@/adapters/tokens';
import { connect } from '@/db/client';
import { listRunners } from '@/db/queries/runner-queries';
import { registerRunner } from '@/services/runner/register';
import { readIdentity } from '@/worker/vault/identity';
import { writePrivateFile } from './secrets';

/** Files of the runner that every new site has. */
export type OwnRunner = {
  readonly tokenFile: string;
  readonly identityFile: string;
  /** Registration for the migration role: the token's hash and the public key, `SHA-256:age1…:…`. */
  readonly registrationFile: string;
};

/** Reads the files of the site's own runner; generates them the first time. */
export async function prepareOwnRunner(folder: string): Promise<OwnRunner> {
  const tokenFile = join(folder, 'runner.token');
  const identityFile = join(folder, 'runner.identity');
  const registrationFile = join(folder, 'runner.registration');
  if (!existsSync(identityFile)) writePrivateFile(identityFile, `${await generateIdentity()}\n`);
  if (!existsSync(tokenFile)) writePrivateFile(tokenFile, `${makeToken()}\n`);
  if (!existsSync(registrationFile)) {
    const tokenSha256 = hashToken(readFileSync(tokenFile, 'utf8').trim());
    const key = formatRunnerKey(await readIdentity(identityFile));
    writePrivateFile(registrationFile, `${tokenSha256}:${key}\n`);
  }
  return { tokenFile, identityFile, registrationFile };
}

const nameLength = 8;

/**
 * Registers the site's own runner unless the database has it, as `npm run admin -- add-runner` does. @param
 * registration content of the registration file @returns false for a runner that an operator has revoked
 * @throws with a message for the operator
 */
export async function registerOwnRunner(ownerUrl: string, registration: string): Promise<boolean> {
  const [, tokenSha256, key] = /^([0-9a-f]{64}):(.+)$/.exec(registration.trim()) ?? [];
  if (!tokenSha256 || !key) throw new Error('TIDEMARK_RUNNER_REGISTRATION isn’t what make-keys has written.');
  const { db, close } = connect(ownerUrl, { max: 1, applicationName: 'tidemark-start' });
  try {
    const known = (await listRunners(db)).find((runner) => runner.tokenSha256 === tokenSha256);
    if (known) return known.revokedAt === null;
    const name = `own-${tokenSha256.slice(0, nameLength)}`;
    const added = await registerRunner(db, { name, key, tokenSha256, place: 'the site’s own' });
    if (!added.ok) throw new Error(added.error);
    return true;
  } finally {
    await close();
  }
}
