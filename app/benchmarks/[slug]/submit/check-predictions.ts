import { openPlain } from '@/app/_ui/submit/open-plain';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';

export type Checked = {
  itemCount: number;
  problems: readonly FileProblem[];
  problemCount: number;
};

/** The same check as the server's, in the browser: nothing of the file leaves the machine. */
export async function checkPredictions(
  file: File,
  packing: 'plain' | 'gzip',
  spec: Omit<PredictionsSpec, 'format'>,
  onRead: (share: number) => void,
): Promise<Checked> {
  const itemCount = spec.ids.size;
  try {
    const result = await parsePredictions(openPlain(file, packing, onRead), spec);
    return result.ok ? { itemCount, problems: [], problemCount: 0 } : { itemCount, ...result.error };
  } catch (error) {
    if (packing === 'gzip' && error instanceof TypeError)
      return { itemCount, problems: [damagedGzip], problemCount: 1 };
    throw error;
  }
}

const damagedGzip: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'the gzip file is damaged or cut off',
  hint: 'Make the archive again and send it again.',
};
