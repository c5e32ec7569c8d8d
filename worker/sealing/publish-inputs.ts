import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { createInputsWriter, type InputsWriter } from '@/lib/core/round/format-inputs';
import type { SealedRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { readSealedTestSet } from '../vault/read-sealed-test-set';

/** Writes a round's items without their labels to the object store, in file order and bounded memory. */
export async function publishInputs(
  platform: ScorerPlatform,
  round: SealedRound,
  benchmark: BenchmarkRow,
): Promise<void> {
  const report = round.checkReport;
  const out = new PassThrough({ highWaterMark: 1 << 20 });
  // What ends the writing is thrown below; the store may not listen yet, and an event that nobody hears ends the process.
  out.on('error', () => {});
  const stored = platform.objects.put(objectKeys.inputs(round.roundId), out);
  let writer: InputsWriter | null = null;
  let pending: string[] = [];
  const flush = async () => {
    const text = pending.join('');
    pending = [];
    if (text && !out.write(text)) await Promise.race([once(out, 'drain'), stored]);
  };
  try {
    await readSealedTestSet(
      platform,
      { roundId: round.roundId, task: benchmark.task, classes: benchmark.classes },
      (item, format) => {
        if (!writer) {
          writer = createInputsWriter(format, report.inputColumns, {
            group: report.hasGroup,
            date: report.hasDate,
          });
          pending.push(writer.header);
        }
        pending.push(writer.line(item));
      },
      flush,
    );
    await flush();
    out.end();
  } catch (cause) {
    out.destroy(cause instanceof Error ? cause : undefined);
    await stored.catch(() => {});
    throw cause;
  }
  await stored;
}
