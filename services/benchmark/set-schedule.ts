import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findLastClosedAt, findLastDueAt } from '@/db/queries/rotation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { newScheduleSchema, toSchedule } from '@/lib/contracts/schedule';
import { ok } from '@/lib/core/result';
import { findNextRotation, findRotationStart, formatCadence } from '@/lib/core/round/schedule/schedule';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import { recordAuditEvent } from '../access/record-audit-event';
import { findBenchmark } from './view';

/**
 * Sets the rotation and the automatic reveal of rounds. The open round keeps its announced close: the first rotation of the new
 * schedule is not before it.
 */
export const setSchedule = asMaintainer(newScheduleSchema, async ({ actor, benchmark }, input) => {
  const { benchmarkId } = benchmark;
  const schedule = toSchedule(input.schedule);
  const saved = await transact(async (tx) => {
    await lockBenchmark(tx, benchmarkId);
    const open = await findOpenRound(tx, benchmarkId);
    const recorded = [await findLastDueAt(tx, benchmarkId), await findLastClosedAt(tx, benchmarkId)];
    const start = findRotationStart(await readClock(tx), open?.closesAt ?? null, recorded);
    const nextRotationAt = findNextRotation(schedule, start);
    await updateBenchmark(tx, benchmarkId, {
      schedule,
      nextRotationAt,
      revealsAfterRounds: input.reveals_after_rounds ?? null,
    });
    await recordAuditEvent(tx, 'schedule_changed', {
      actor,
      benchmarkId,
      detail: {
        cadence: formatCadence(schedule),
        next_rotation_at: nextRotationAt?.toISOString() ?? null,
        reveals_after_rounds: input.reveals_after_rounds ?? null,
      },
    });
    return ok(null);
  });
  return saved.ok ? findBenchmark(actor, benchmark.slug) : saved;
});
