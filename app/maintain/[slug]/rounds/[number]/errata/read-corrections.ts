import { correctionsMax } from '@/lib/contracts/erratum';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { delimitedLimits } from '@/lib/core/files/delimited-row';
import type { FieldFault } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** Maximum number of faults shown; nobody would read a longer list. */
const faultsShownMax = 20;

/** Parses the corrections typed into the form: `id,label` on each line, as CSV with quotes around values that contain a comma. */
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
          // The line number minus one, since the parsed text has a header line before the typed lines.
          detail: `${line === null ? 'a line' : `line ${line - 1}`} is not an id, a comma and a label (a text with a comma is put in quotes)`,
        });
        if (faults.length === faultsShownMax) reader.stop();
      },
    },
    delimitedLimits,
    // One row more than allowed is read, so that the API's schema rejects too many corrections.
    { rowCountMax: correctionsMax + 1, blankLineCountMax: correctionsMax },
  );
  reader.push(`id,label\n${text}`);
  reader.finish();
  return faults.length === 0 ? ok(corrections) : refuse(faults);
}
