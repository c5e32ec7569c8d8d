import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { createTestSetCollector } from '@/lib/core/round/checks/collect-test-set';
import { decodeFingerprints, encodeFingerprints } from '@/lib/core/round/checks/encode-fingerprints';
import type { Fingerprints } from '@/lib/core/round/checks/fingerprints';
import { startChecks } from '@/lib/core/round/checks/start-checks';
import type { Upload } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { readSealedTestSet } from './read-sealed-test-set';
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

/** The fingerprints of a sealed round; made anew from its test set when they are of another version, or there are none. */
export async function readFingerprints(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  round: Pick<Upload, 'roundId' | 'testSetSealedSha256'>,
  benchmark: BenchmarkRow,
): Promise<Fingerprints> {
  const { roundId } = round;
  const sealed = await findSealedRound(platform.client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  if (sealed.fingerprintsObjectKey === null) return makeFingerprints(platform, round, benchmark);
  const key = await platform.identity.open(sealed.sealedKey);
  const { stream } = await platform.objects.open(sealed.fingerprintsObjectKey);
  const decoded = decodeFingerprints(decrypt(key, `fingerprints:${roundId}`, await buffer(stream)));
  return decoded.ok ? decoded.value : makeFingerprints(platform, round, benchmark);
}

async function makeFingerprints(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { roundId, testSetSealedSha256 }: Pick<Upload, 'roundId' | 'testSetSealedSha256'>,
  benchmark: BenchmarkRow,
): Promise<Fingerprints> {
  const { task, classes } = benchmark;
  const collector = createTestSetCollector({ task, classes });
  await readSealedTestSet(platform, { roundId, testSetSealedSha256, task, classes }, collector.add);
  return startChecks(collector.finish(), benchmark).finish().fingerprints;
}
