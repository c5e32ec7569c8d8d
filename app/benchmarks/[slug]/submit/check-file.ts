import type { Finding } from '@/app/_ui/submit/findings-table';
import { detectPacking } from '@/app/_ui/submit/open-plain';
import type { Task } from '@/lib/core/benchmark';
import { describeClipped } from '@/lib/core/scoring/count-clipped';
import { checkPredictions } from './check-predictions';
import type { FileCheck } from './file-check';
import { readExcerpts } from './read-excerpts';
import { readItemIndex } from './read-item-index';

export type CheckSpec = {
  task: Task;
  classes: readonly string[];
  needsProbabilities: boolean;
  inputsUrl: string;
  /** Null where no metric of the benchmark clips. */
  logLossClip: number | null;
};

const count = new Intl.NumberFormat('en');

/** Checks a chosen file in the browser, as far as a browser can. */
export async function checkFile(
  file: File,
  spec: CheckSpec,
  onRead: (share: number) => void,
): Promise<FileCheck> {
  const packing = await detectPacking(file);
  if (packing === 'zip')
    return { kind: 'unchecked', why: 'A zip archive is checked by the server; that is free too.' };
  let ids: Awaited<ReturnType<typeof readItemIndex>>;
  try {
    ids = await readItemIndex(spec.inputsUrl);
  } catch {
    return { kind: 'unchecked', why: 'The ids of the round could not be fetched; the server can check it.' };
  }
  const checked = await checkPredictions(file, packing, { ...spec, ids }, onRead);
  if (checked.problemCount === 0)
    return {
      kind: 'checked',
      by: 'browser',
      problemCount: 0,
      findings: [
        passes('Header and encoding are right'),
        passes(`All ${count.format(checked.itemCount)} items have one usable prediction`),
        ...warnOfClipped(checked.clippedCount, spec.logLossClip),
      ],
    };
  const excerpts = await readExcerpts(file, packing, checked.problems).catch(() => new Map());
  return {
    kind: 'checked',
    by: 'browser',
    problemCount: checked.problemCount,
    findings: checked.problems.map(({ line, column, detail, hint }) => ({
      result: 'block',
      line,
      column,
      detail,
      hint,
      excerpt: excerpts.get(`${line}:${column}`) ?? null,
    })),
  };
}

/** A note on the probabilities that log loss clips; none where there are none. */
export const warnOfClipped = (clippedCount: number, clip: number | null): Finding[] =>
  clip === null || clippedCount === 0
    ? []
    : [{ ...passes(describeClipped(clippedCount, clip)), result: 'warn' }];

export const passes = (detail: string) =>
  ({ result: 'pass', line: null, column: null, detail, hint: '', excerpt: null }) as const;
