import type { Task } from '@/lib/core/benchmark';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { createUtf8Decoder } from '@/lib/core/files/utf8-decoder';
import type { ItemIndex } from '@/lib/core/round/item-index';
import {
  createPredictionsValidator,
  type PredictionsValidator,
} from '@/lib/core/submission/validate-predictions';
import { openPlain } from './open-plain';

export type Checked = {
  itemCount: number;
  problems: readonly FileProblem[];
  problemCount: number;
};

/** The same check as the server's, in the browser: nothing of the file leaves the machine. */
export async function checkPredictions(
  file: File,
  packing: 'plain' | 'gzip',
  spec: { task: Task; classes: readonly string[]; needsProbabilities: boolean; ids: ItemIndex },
  onRead: (share: number) => void,
): Promise<Checked> {
  const refused = (problem: FileProblem): Checked => ({
    itemCount: spec.ids.size,
    problems: [problem],
    problemCount: 1,
  });
  const decoder = createUtf8Decoder();
  let validator: PredictionsValidator | null = null;
  // White space before the first character is kept for the validator: it counts lines.
  let head = '';
  const take = (text: string) => {
    if (validator) return validator.push(text);
    head += text;
    const format = detectFormat(head);
    if (format === null) return;
    validator = createPredictionsValidator({ ...spec, format });
    validator.push(head);
  };
  try {
    for await (const bytes of openPlain(file, packing, onRead)) {
      const text = decoder.push(bytes);
      if (!text.ok) return refused(text.error);
      take(text.value);
    }
  } catch (error) {
    if (packing === 'gzip' && error instanceof TypeError) return refused(damagedGzip);
    throw error;
  }
  const rest = decoder.finish();
  if (!rest.ok) return refused(rest.error);
  take(rest.value);
  const result = (validator as PredictionsValidator | null)?.finish();
  if (!result) return refused(emptyFile);
  return result.ok
    ? { itemCount: spec.ids.size, problems: [], problemCount: 0 }
    : { itemCount: spec.ids.size, ...result.error };
}

const damagedGzip: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'the gzip file is damaged or cut off',
  hint: 'Make the archive again and send it again.',
};

const emptyFile: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file is empty',
  hint: 'Send a header and one row for each item of the round.',
};
