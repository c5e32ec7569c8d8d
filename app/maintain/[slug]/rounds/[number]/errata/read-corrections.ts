import { correctionsMax } from '@/lib/contracts/erratum';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { delimitedLimits } from '@/lib/core/files/delimited-row';
import type { FieldFault } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** As many as a person reads. */
const faultsShownMax = 20;

/** Corrections as a form has them: a line each, `id,label` as CSV, quotes where a comma is part of one. */
export function readCorrections(text: string): Result<{ id: string; to: string }[], FieldFault[]> {
  const corrections: { id: string; to: string }[] = [];
  const faults: FieldFault[] = [];
  const reader = createDelimitedReader(
    {
      onHeader: () => true,
      onRow: ([id = '', to = '']) => corrections.push({ id, to }),
      onProblem({ code, line }) {
        faults.push({
          code,
          field: 'corrections',
          // The header stands on a line of its own, before what was typed.
          detail: `${line === null ? 'a line' : `line ${line - 1}`} is not an id, a comma and a label (a text with a comma is put in quotes)`,
        });
        if (faults.length === faultsShownMax) reader.stop();
      },
    },
    delimitedLimits,
    // One row more than an erratum has, for the refusal that says how many it may have.
    { rowCountMax: correctionsMax + 1, blankLineCountMax: correctionsMax },
  );
  reader.push(`id,label\n${text}`);
  reader.finish();
  return faults.length === 0 ? ok(corrections) : refuse(faults);
}
