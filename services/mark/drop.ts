import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { updateMarkDropped } from '@/db/queries/mark-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { droppedMarkSchema } from '@/lib/contracts/mark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';

/** Vouches for a model version no longer: rounds that open from now on don't take it for frozen. */
export async function dropMark(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(droppedMarkSchema, input);
  if (!parsed.ok) return parsed;
  const { model, version } = parsed.value;
  const { benchmarkId } = maintained.value.benchmark;
  return db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockBenchmark(tx, benchmarkId);
    const at = await readClock(tx);
    const dropped = await updateMarkDropped(tx, { benchmarkId, modelSlug: model, version }, at);
    if (!dropped) return refuse({ kind: 'not_found', what: 'calibration mark' });
    await recordAct(tx, {
      act: 'mark_dropped',
      actor: maintained.value.actor,
      benchmarkId,
      detail: { model: dropped.model, version },
    });
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    return ok(null);
  });
}
