import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createRng } from '@/lib/core/statistics/rng';
import { classes, labelsName, predictionsName } from './bench-files';

/**
 * Writes a round of so many items and one prediction file: the scorer's items as decrypted, a line of id and label sorted by id,
 * and `id,p_no,p_yes` in the order of the published inputs, which is the same, or in a random one.
 */
export async function writeFiles(folder: string, itemCount: number, isShuffled: boolean): Promise<void> {
  const rng = createRng('bench-scoring');
  const isPositive = Uint8Array.from({ length: itemCount }, () => (rng.nextUnit() < 0.3 ? 1 : 0));
  const order = Uint32Array.from({ length: itemCount }, (_, i) => i);
  for (let i = itemCount - 1; isShuffled && i > 0; i--) {
    const other = Math.floor(rng.nextUnit() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const idOf = (item: number) => `item-${String(item).padStart(7, '0')}`;

  function* formatLabels() {
    for (let i = 0; i < itemCount; i++) yield `${i === 0 ? '' : '\n'}${idOf(i)}\t${classes[isPositive[i]!]}`;
  }
  function* formatPredictions() {
    yield 'id,p_no,p_yes\n';
    for (const item of order) {
      const center = isPositive[item] ? 0.6 : 0.4;
      const tenThousandths = Math.round(1e4 * (center + 0.8 * (rng.nextUnit() - 0.5)));
      yield `${idOf(item)},${format(1e4 - tenThousandths)},${format(tenThousandths)}\n`;
    }
  }
  await write(join(folder, labelsName), formatLabels());
  await write(join(folder, predictionsName), formatPredictions());
}

const format = (tenThousandths: number): string => (tenThousandths / 1e4).toFixed(4);

function write(path: string, lines: Iterable<string>): Promise<void> {
  return pipeline(Readable.from(joinLines(lines)), createWriteStream(path));
}

function* joinLines(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Bundles score-files.ts into one JavaScript file, as a build does: Python caches its compiled modules too. */
export async function bundleScoreFiles(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('score-files.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // yauzl is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}
