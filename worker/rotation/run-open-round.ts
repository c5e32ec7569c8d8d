import { insertAuditEvent } from '@/db/queries/audit-queries';
import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { findLastClosedAt } from '@/db/queries/rotation-queries';
import { findOpenRound, lockRound } from '@/db/queries/round-queries';
import { findRoundIn, updateRoundOpened } from '@/db/queries/round-scorer-queries';
import { auditActs } from '@/lib/core/audit/audit-act';
import { decideInterval } from '@/lib/core/round/decide-changes';
import { readSteadyClock } from '../clock/steady-clock';
import type { ScorerPlatform } from '../scorer-platform';
import { publishInputs } from '../sealing/run-prepare-inputs';

/**
 * Opens a sealed round: its inputs are written first, so that an open round always has them; they are served only once the state
 * is open. Does nothing when another round of the benchmark is open or the interval has passed.
 */
export async function runOpenRound(
  platform: ScorerPlatform,
  payload: { roundId: string; closesAt: string | null; openedBy?: string | null },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, payload.roundId, 'sealed');
  if (!found) return;
  // Decided before too: inputs are written unencrypted, and aren't due for a round that can't open yet.
  if (await findOpenRound(db, found.benchmark.benchmarkId)) return;
  if (found.benchmark.inputs === 'public') await publishInputs(platform, found.round, found.benchmark);
  await db.transaction(async (tx) => {
    // A rotation holds the same lock: the second of the two finds a round open.
    const benchmark = await lockBenchmark(tx, found.benchmark.benchmarkId);
    const round = await lockRound(tx, payload.roundId);
    if (round?.state !== 'sealed' || (await findOpenRound(tx, round.benchmarkId))) return;
    // Where the clock was set back, the opening is dated after the end of the previous round.
    const lastClosedAt = await findLastClosedAt(tx, round.benchmarkId);
    const openedAt = new Date(
      Math.max((await readSteadyClock(tx, platform)).getTime(), lastClosedAt?.getTime() ?? 0),
    );
    const closesAt = decideInterval({
      openedAt,
      planned: round.closesAt,
      wanted: payload.closesAt === null ? null : new Date(payload.closesAt),
      nextRotationAt: benchmark?.nextRotationAt ?? null,
      gapHours: benchmark?.schedule.gapHours,
    });
    if (!closesAt.ok) return;
    await updateRoundOpened(tx, round, { openedAt, closesAt: closesAt.value });
    // The refresh is no longer overdue.
    await updateBenchmark(tx, round.benchmarkId, { overdueSince: null });
    const event = {
      act: 'round_opened',
      actorKind: 'maintainer',
      userId: payload.openedBy,
      benchmarkId: round.benchmarkId,
      roundId: payload.roundId,
      detail: { round: round.number, closes_at: closesAt.value.toISOString() },
      isPublic: auditActs.round_opened.isPublic,
    } as const;
    await insertAuditEvent(tx, event, openedAt);
    await addScorerJob(tx, 'publish_snapshot', { roundId: payload.roundId });
    await addScorerJob(tx, 'begin_automatic', { roundId: payload.roundId });
    await insertNotice(tx, {
      key: `round_opened:${payload.roundId}`,
      kind: 'round_opened',
      benchmarkId: round.benchmarkId,
      roundId: payload.roundId,
      detail: {},
      createdAt: openedAt,
    });
  });
}
