import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { composeSampleInputs } from '@/lib/core/model/sample-inputs';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import type { TestSetFormat } from '@/lib/core/round/read-test-set';
import type { PublicRound } from '@/lib/core/round/round';
import type { ContainerInput } from '../runner/container/run-container';
import type { ScorerPlatform } from '../scorer-platform';
import { withDrawnInputs } from '../sealing/run-prepare-inputs';
import type { OpenedRound } from '../vault/round-vault';

/** A container's file of inputs, and the ids of its items. */
export type ComposedInputs = {
  readonly input: ContainerInput;
  readonly index: ItemIndex;
  readonly sha256: string;
};

/**
 * Input files by opened round: the containers of a round run one after another. Files that are too large for
 * the cache are composed again.
 */
const cache = new WeakMap<OpenedRound, Promise<ComposedInputs>>();

const bytesKeptMax = 128 * 1024 * 1024;

/**
 * Composes a round's inputs as its participants would get them: without labels, under published ids, in drawn
 * order.
 */
export async function composeRoundInputs(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  round: PublicRound,
  benchmark: BenchmarkRow,
  opened: OpenedRound,
): Promise<ComposedInputs> {
  const known = cache.get(opened);
  if (known) return known;
  const composed = await withDrawnInputs(platform, round, benchmark, async ({ format, inputs }) =>
    compose(format, await buffer(inputs()), opened.index),
  );
  if (composed.input.bytes.byteLength <= bytesKeptMax) cache.set(opened, Promise.resolve(composed));
  return composed;
}

/**
 * Composes the public sample as a file of inputs; null without a sample. @param format of the round's own
 * inputs; null before the first round
 */
export function composeSample(
  { modelSample, modelSignature }: Pick<BenchmarkRow, 'modelSample' | 'modelSignature'>,
  format: TestSetFormat | null,
): ComposedInputs | null {
  if (modelSample === null) return null;
  const features = modelSignature?.input.features.map(({ name }) => name) ?? [];
  const sample = composeSampleInputs(modelSample, features, format);
  return compose(sample.format, Buffer.from(sample.text), createItemIndex(sample.ids));
}

const compose = (format: TestSetFormat, bytes: Uint8Array, index: ItemIndex): ComposedInputs => ({
  input: { name: `inputs.${format}`, bytes },
  index,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
