import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writePrivateFile } from './write-private-file';

const secret = z.string().min(32);
const secretsSchema = z.object({
  authSecret: secret,
  superuserPassword: secret,
  ownerPassword: secret,
  webPassword: secret,
  scorerPassword: secret,
});
export type Secrets = z.output<typeof secretsSchema>;

/**
 * Reads the site's secrets, generating them the first time.
 *
 * @throws when the file is damaged: new passwords would not open the old database
 */
export function prepareSecrets(path: string): Secrets {
  if (!existsSync(path)) {
    const made = Object.keys(secretsSchema.shape).map((name) => [
      name,
      randomBytes(32).toString('base64url'),
    ]);
    writePrivateFile(path, `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`);
  }
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Without the cause, which could quote a secret.
    throw new Error(
      `${path} is damaged. Bring it back from a copy: the database opens with no other passwords.`,
    );
  }
}
