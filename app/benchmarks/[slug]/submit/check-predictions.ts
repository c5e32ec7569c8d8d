import { openPlain } from '@/app/_ui/submit/open-plain';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { countClipped } from '@/lib/core/scoring/count-clipped';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import { countPlainBytesMax } from '@/lib/core/submission/plain-bytes-max';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';

export type Checked = {
  itemCount: number;
  problems: readonly FileProblem[];
  problemCount: number;
  /** Probabilities beyond the clip. */
  clippedCount: number;
};

/** The same check as the server's, in the browser: nothing of the file leaves the machine. */
export async function checkPredictions(
  file: File,
  packing: 'plain' | 'gzip',
  spec: Omit<PredictionsSpec, 'format'> & { readonly logLossClip: number | null },
  onRead: (share: number) => void,
): Promise<Checked> {
  const itemCount = spec.ids.size;
  try {
    const bytesMax = countPlainBytesMax({ ...spec, itemCount });
    const bytes = upTo(bytesMax, openPlain(file, packing, onRead));
    const result = await parsePredictions(bytes, spec);
    if (!result.ok) return { itemCount, clippedCount: 0, ...result.error };
    const clippedCount = countClipped(result.value, spec.logLossClip);
    return { itemCount, problems: [], problemCount: 0, clippedCount };
  } catch (error) {
    if (error instanceof TooLarge)
      return { itemCount, problems: [error.problem], problemCount: 1, clippedCount: 0 };
    if (packing === 'gzip' && error instanceof TypeError)
      return { itemCount, problems: [damagedGzip], problemCount: 1, clippedCount: 0 };
    throw error;
  }
}

/** Ends the reading of a file that the server would take for too large. */
class TooLarge extends Error {
  readonly problem: FileProblem;

  constructor(bytesMax: number) {
    super('too large');
    this.problem = {
      code: 'too_large',
      line: null,
      column: null,
      detail: `the file has more than ${bytesMax} bytes of text`,
      hint: `Send at most ${bytesMax} bytes of text: no file of this round needs more.`,
    };
  }
}

async function* upTo(bytesMax: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > bytesMax) throw new TooLarge(bytesMax);
    yield piece;
  }
}

const damagedGzip: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'the gzip file is damaged or cut off',
  hint: 'Make the archive again and send it again.',
};
