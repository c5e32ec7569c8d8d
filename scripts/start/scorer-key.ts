import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { writePrivateFile } from './write-private-file';

export type ScorerKey = {
  /** The public key for test sets (age, X25519). */
  readonly recipient: string;
  /** The file with the private key; its content never passes through the web process. */
  readonly identityFile: string;
};

/** Reads the scorer's key pair, generating it the first time. */
export async function prepareScorerKey(keysDir: string): Promise<ScorerKey> {
  const identityFile = join(keysDir, 'scorer.identity');
  const recipientFile = join(keysDir, 'scorer.recipient');
  if (!existsSync(identityFile)) writePrivateFile(identityFile, `${await generateIdentity()}\n`);
  if (!existsSync(recipientFile)) {
    const recipient = await identityToRecipient(readFileSync(identityFile, 'utf8').trim());
    writePrivateFile(recipientFile, `${recipient}\n`);
  }
  return { identityFile, recipient: readFileSync(recipientFile, 'utf8').trim() };
}
