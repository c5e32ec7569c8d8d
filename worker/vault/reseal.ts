import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  artefactFolders,
  type ComparedBytes,
  compareBytes,
  ObjectChanged,
  objectKeys,
} from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import type { Database } from '@/db/client';
import { listSealedKeys, updateSealedKey } from '@/db/hidden/vault-queries';
import { listSealedTestSets, updateTestSetResealed } from '@/db/queries/round-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import type { Identity } from './identity';

export type Resealed = { keys: number; testSets: number; models: number };

/** The scorer's former and next identity; `recipient` is the next identity's public key. */
type Keys = { former: Identity; next: Identity; recipient: string };

type Store = ScorerPlatform['objects'];

/** Maximum size in bytes of a sealed test set; models are smaller. */
const sealedBytesMax = 2 ** 30;

/**
 * Encrypts to the next identity everything that is encrypted to the former one: round keys, test sets and
 * models. All other secrets are encrypted under the round keys. Each object is replaced as a whole, and an
 * object that the next identity opens is done, so that another run can resume after a kill. @param db
 * connected as the tables' owner, since no process may change a sealed round @param onDone receives the name
 * of each replaced object @throws ObjectChanged for a test set that isn't the uploaded one
 */
export async function resealForIdentity(
  { db, objects }: { db: Database; objects: Store },
  { former, next, recipient }: Keys,
  onDone: (name: string) => void,
): Promise<Resealed> {
  const count: Resealed = { keys: 0, testSets: 0, models: 0 };
  for (const { roundId, sealedKey } of await listSealedKeys(db)) {
    if (await isOpenedBy(next, sealedKey)) continue;
    await updateSealedKey(db, roundId, await next.seal(await former.open(sealedKey)));
    count.keys++;
    onDone(`key of round ${roundId}`);
  }
  for (const { roundId, sha256 } of await listSealedTestSets(db)) {
    const key = objectKeys.testSet(roundId);
    if (!(await objects.has(key))) continue;
    const resealed = await resealObject(objects, key, { former, next, recipient }, sha256);
    if (resealed.sha256 === sha256) continue;
    await updateTestSetResealed(db, roundId, resealed.sha256);
    count.testSets++;
    onDone(`test set of round ${roundId}`);
  }
  for (const folder of Object.values(artefactFolders))
    for await (const { key } of objects.list(folder)) {
      if (key.endsWith('.part')) continue;
      const { isDone } = await resealObject(objects, key, { former, next, recipient }, null);
      if (isDone) continue;
      count.models++;
      onDone(key);
    }
  return count;
}

const isOpenedBy = (identity: Identity, sealed: Uint8Array): Promise<boolean> =>
  identity.open(sealed).then(
    () => true,
    () => false,
  );

/**
 * @param sha256 of the sealed bytes as they were uploaded; null if only the content's hash is recorded, which
 * every reader compares @returns the hash of the sealed bytes now
 */
async function resealObject(
  objects: Store,
  key: string,
  { former, next, recipient }: Keys,
  sha256: string | null,
): Promise<{ sha256: string; isDone: boolean }> {
  const done = await readByNext(objects, key, next);
  if (done !== null) return { sha256: done, isDone: true };
  // The source is opened when the store begins to read; an earlier error would be unhandled.
  async function* resealed(): AsyncGenerator<Uint8Array> {
    const { stream } = await objects.open(key);
    const compared = sha256 === null ? null : compareBytes(stream, { sha256, byteCountMax: sealedBytesMax });
    const bytes = compared ? Readable.from(compared.bytes, { objectMode: false }) : stream;
    try {
      yield* fromWebStream(await sealToScorer(recipient, await former.openStream(toWebStream(bytes))));
    } finally {
      // If the source ends with an error, the store keeps the former object.
      await requireSame(compared, key);
    }
  }
  return { sha256: (await objects.put(key, resealed())).sha256, isDone: false };
}

async function requireSame(compared: ComparedBytes | null, key: string): Promise<void> {
  if (compared && !(await compared.isSame())) throw new ObjectChanged(key);
}

/**
 * Returns the hash of an object that the next identity can open; null for another object. @throws if only a
 * part of it can be decrypted
 */
async function readByNext(objects: Store, key: string, next: Identity): Promise<string | null> {
  const { stream } = await objects.open(key);
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      hash.update(chunk);
      yield chunk;
    }
  }
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await next.openStream(toWebStream(Readable.from(hashed(), { objectMode: false })));
  } catch {
    stream.destroy();
    return null;
  }
  for await (const _ of fromWebStream(plain));
  return hash.digest('hex');
}
