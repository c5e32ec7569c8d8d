import { webPlatform } from '@/adapters/web-platform';
import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findLastClosedAt, findLastDueAt } from '@/db/queries/rotation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { newScheduleSchema, toSchedule } from '@/lib/contracts/schedule';
import { ok, type Result } from '@/lib/core/result';
import { findNextRotation, findRotationStart, formatCadence } from '@/lib/core/round/schedule/schedule';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';
import { findBenchmark } from './view';

/**
 * Sets the rotation and the automatic reveal of rounds. The open round keeps its announced close: the first rotation of the new
 * schedule is not before it.
 */
export async function setSchedule(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<BenchmarkView>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(newScheduleSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmarkId } = maintained.value.benchmark;
  const schedule = toSchedule(parsed.value.schedule);
  const saved = await transact(async (tx) => {
    await lockBenchmark(tx, benchmarkId);
    const open = await findOpenRound(tx, benchmarkId);
    const recorded = [await findLastDueAt(tx, benchmarkId), await findLastClosedAt(tx, benchmarkId)];
    const start = findRotationStart(await readClock(tx), open?.closesAt ?? null, recorded);
    const nextRotationAt = findNextRotation(schedule, start);
    await updateBenchmark(tx, benchmarkId, {
      schedule,
      nextRotationAt,
      revealsAfterRounds: parsed.value.reveals_after_rounds ?? null,
    });
    await recordAuditEvent(tx, {
      act: 'schedule_changed',
      actor: maintained.value.actor,
      benchmarkId,
      detail: {
        cadence: formatCadence(schedule),
        next_rotation_at: nextRotationAt?.toISOString() ?? null,
        reveals_after_rounds: parsed.value.reveals_after_rounds ?? null,
      },
    });
    return ok(null);
  });
  return saved.ok ? findBenchmark(actor, slug) : saved;
}
