import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { listRankedVersions, upsertMark } from '@/db/queries/mark-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { type MarkView, newMarkSchema } from '@/lib/contracts/mark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { readMarks } from './list';

/**
 * Vouches that a model version is frozen, in public and with a reason. Only one that an official ranking shows, so that
 * nothing of an open round comes out by it. It counts in later rounds and in the earlier ones that rank it.
 */
export async function designateMark(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<MarkView, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(newMarkSchema, input);
  if (!parsed.ok) return parsed;
  const { model, version, reason } = parsed.value;
  const { benchmarkId } = maintained.value.benchmark;
  return db.transaction(async (tx): Promise<Result<MarkView, Refusal>> => {
    await lockBenchmark(tx, benchmarkId);
    const ranked = (await listRankedVersions(tx, benchmarkId)).find(
      (one) => one.modelSlug === model && one.version === version,
    );
    if (!ranked) return refuse({ kind: 'not_found', what: 'model version in an official ranking' });
    const at = await readClock(tx);
    const isNew = await upsertMark(tx, {
      benchmarkId,
      modelId: ranked.modelId,
      version,
      reason,
      designatedBy: maintained.value.actor.userId,
      designatedAt: at,
    });
    if (isNew) {
      await recordAct(tx, {
        act: 'mark_designated',
        actor: maintained.value.actor,
        benchmarkId,
        detail: { model: ranked.model, version, reason },
      });
      await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    }
    const marks = await readMarks(tx, maintained.value.benchmark);
    return ok(
      marks.find((mark) => mark.by === 'word' && mark.model_slug === model && mark.version === version)!,
    );
  });
}
