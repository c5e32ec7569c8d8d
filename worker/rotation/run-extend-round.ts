import { insertAuditEvent } from '@/db/queries/audit-queries';
import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundWithBenchmark, updateRoundExtended } from '@/db/queries/round-scorer-queries';
import type { JobPayload } from '@/lib/contracts/jobs';
import { auditActs } from '@/lib/core/audit/audit-act';
import { decideExtension } from '@/lib/core/round/decide-changes';
import { readSteadyClock } from '../clock/steady-clock';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Postpones an open round's close, and with it the rotation that would close it. Does nothing where that is no longer possible.
 */
export async function runExtendRound(
  platform: ScorerPlatform,
  { roundId, closesAt, extendedBy }: JobPayload<'extend_round'>,
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  const { benchmarkId } = found.benchmark;
  await db.transaction(async (tx) => {
    // A rotation holds the same lock: where it came first, the round is closed.
    const benchmark = await lockBenchmark(tx, benchmarkId);
    const round = await lockRound(tx, roundId);
    if (!benchmark || round?.state !== 'open') return;
    const now = await readSteadyClock(tx, platform);
    const extension = decideExtension({
      closesAt: round.closesAt,
      wanted: new Date(closesAt),
      nextRotationAt: benchmark.nextRotationAt,
      now,
    });
    if (!extension.ok) return;
    const { nextRotationAt } = extension.value;
    await updateRoundExtended(tx, roundId, extension.value.closesAt);
    if (nextRotationAt !== benchmark.nextRotationAt)
      await updateBenchmark(tx, benchmarkId, { nextRotationAt });
    const event = {
      act: 'round_extended',
      actorKind: 'maintainer',
      userId: extendedBy,
      benchmarkId,
      roundId,
      detail: {
        round: round.number,
        closed_before: round.closesAt.toISOString(),
        closes_at: extension.value.closesAt.toISOString(),
        next_rotation_at: nextRotationAt?.toISOString() ?? null,
      },
      isPublic: auditActs.round_extended.isPublic,
    } as const;
    await insertAuditEvent(tx, event, now);
  });
}
