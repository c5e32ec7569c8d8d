import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';

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
 * Reads the site's secrets; generates them the first time.
 * @throws when the file is damaged: new passwords would not open the existing database
 */
export function prepareSecrets(path: string): Secrets {
  if (!existsSync(path)) {
    const made = Object.keys(secretsSchema.shape).map((name) => [
      name,
      randomBytes(32).toString('base64url'),
    ]);
    writePrivateFile(path, `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`);
  }
  return parseSecrets(path);
}

/** @throws when the file with the secrets is damaged */
export function parseSecrets(path: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The original error is dropped, because it could quote a secret.
    throw new Error(
      `${path} is damaged. Bring it back from a copy: the database opens with no other passwords.`,
    );
  }
}

export type ScorerKey = {
  /** Public key to which test sets are encrypted (age, X25519). */
  readonly recipient: string;
  readonly recipientFile: string;
  /** Path of the file with the private key; its content never passes through the web process. */
  readonly identityFile: string;
};

/** Reads the scorer's key pair; generates it the first time. */
export async function prepareScorerKey(keysDir: string): Promise<ScorerKey> {
  const identityFile = join(keysDir, 'scorer.identity');
  const recipientFile = join(keysDir, 'scorer.recipient');
  if (!existsSync(identityFile)) writePrivateFile(identityFile, `${await generateIdentity()}\n`);
  if (!existsSync(recipientFile)) {
    const recipient = await identityToRecipient(readFileSync(identityFile, 'utf8').trim());
    writePrivateFile(recipientFile, `${recipient}\n`);
  }
  return { identityFile, recipientFile, recipient: readFileSync(recipientFile, 'utf8').trim() };
}

/**
 * Writes a file that only its owner can read, completely or not at all, so that a kill leaves no half-written
 * secret.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}
