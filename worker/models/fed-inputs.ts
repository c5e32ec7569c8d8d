import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { parseJson } from '@/lib/core/files/canonical-json';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput } from '@/lib/core/onnx/model-summary';
import type { PublicRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { spoolItems } from '../vault/item-spool';
import { decrypt } from '../vault/round-cipher';
import type { OpenedRound } from '../vault/round-vault';

/**
 * A round's inputs as models receive them: a row of numbers for each item, in the order of the item index.
 */
export type FedInputs = {
  readonly rowCount: number;
  /** All rows in one array, row after row. */
  readonly values: Float32Array;
  readonly sha256: string;
};

/**
 * Inputs by opened round: the models of a round run one after another. Inputs that are too large for the
 * cache are read again.
 */
const cache = new WeakMap<OpenedRound, Promise<FedInputs>>();

const bytesKeptMax = 128 * 1024 * 1024;

/**
 * @throws when an item can't be converted to model inputs, which the check before sealing should have found
 */
export async function readFedInputs(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  round: PublicRound,
  benchmark: BenchmarkRow,
  { opened, input }: { opened: OpenedRound; input: ModelInput },
): Promise<FedInputs> {
  const known = cache.get(opened);
  if (known) return known;
  const reading = readOnce(platform, round, benchmark, { opened, input });
  if (opened.index.size * countRowValues(input) * 4 <= bytesKeptMax) {
    cache.set(opened, reading);
    reading.catch(() => cache.delete(opened));
  }
  return reading;
}

/** Number of rows after which the loop yields to the event loop. */
const pieceItems = 2_000;

async function readOnce(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  { roundId, testSetSealedSha256, commitment }: PublicRound,
  { task, classes }: BenchmarkRow,
  { opened, input }: { opened: OpenedRound; input: ModelInput },
): Promise<FedInputs> {
  const sealed = await findSealedRound(platform.client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  const idSecret =
    commitment.ids === 'drawn' ? decrypt(opened.key, `secret:${roundId}`, sealed.secret) : null;
  const spool = await spoolItems(platform, { roundId, testSetSealedSha256, task, classes, idSecret });
  try {
    const width = countRowValues(input);
    const rowCount = spool.ids.length;
    const values = new Float32Array(rowCount * width);
    const write = createFeatureRowWriter(input);
    for (let item = 0; item < rowCount; item++) {
      const row = values.subarray(item * width, (item + 1) * width);
      const fault = write(parseJson(spool.read(item).inputJson), row);
      if (fault) throw new Error(`an item can't be fed to a model: ${fault.kind}`);
      if (item % pieceItems === 0) await setImmediate();
    }
    const sha256 = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
    return { rowCount, values, sha256 };
  } finally {
    await spool.remove();
  }
}
