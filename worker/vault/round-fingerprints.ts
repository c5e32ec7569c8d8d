import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findSealedRound } from '@/db/hidden/vault-queries';
import { decodeFingerprints, encodeFingerprints } from '@/lib/core/round/checks/encode-fingerprints';
import type { Fingerprints } from '@/lib/core/round/checks/fingerprints';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt, encryptPieces } from './round-cipher';

/** Keeps the fingerprints of a test set under its round's key. @returns where */
export async function storeFingerprints(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  { roundId, key, fingerprints }: { roundId: string; key: Uint8Array; fingerprints: Fingerprints },
): Promise<string> {
  const objectKey = objectKeys.fingerprints(roundId, randomUUID());
  const pieces = encryptPieces(key, `fingerprints:${roundId}`, [encodeFingerprints(fingerprints)]);
  await objects.put(objectKey, Readable.from(pieces));
  return objectKey;
}

/** The fingerprints of a sealed round. */
export async function readFingerprints(
  { client, objects, identity }: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  roundId: string,
): Promise<Fingerprints> {
  const sealed = await findSealedRound(client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  const key = await identity.open(sealed.sealedKey);
  const { stream } = await objects.open(sealed.fingerprintsObjectKey);
  return decodeFingerprints(decrypt(key, `fingerprints:${roundId}`, await buffer(stream)));
}
