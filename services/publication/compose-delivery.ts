import type { Mail } from '@/adapters/mail';
import type { WebPlatform } from '@/adapters/web-platform';
import { countWaitingReports } from '@/db/queries/moderation-queries';
import { type Delivery, findDeliveryContent, listTeamsInRound } from '@/db/queries/notice-queries';
import { readClock } from '@/db/queries/read-clock';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { composeNotice } from '@/lib/core/notice/compose-notice';
import type { NoticeRanking } from '@/lib/core/notice/notice-facts';
import { isIntegrityNotice, type NoticeKind } from '@/lib/core/notice/notice-kind';
import type { Round } from '@/lib/core/round/round';

/** `moot`: what it would say has ceased to hold. `later`: it can't be said while the round is frozen. */
export type ComposedDelivery = Mail | 'moot' | 'later';

/** The mail of one delivery. Ranks are those of the published snapshot. */
export async function composeDelivery(
  { db, environment }: WebPlatform,
  delivery: Delivery,
): Promise<ComposedDelivery> {
  const found = await findDeliveryContent(db, delivery);
  if (!found?.email) return 'moot';
  const { notice, benchmark, round, email, role } = found;
  const { kind } = notice;
  if (round?.state === 'frozen' && !isIntegrityNotice(kind)) return 'later';
  if (round && isMoot(kind, round, await readClock(db))) return 'moot';
  const waiting = kind === 'leak_reported' && round ? await countWaitingReports(db, round.roundId) : null;
  if (waiting === 0 && notice.notBefore !== null) return 'moot';

  const ownTeams = round ? await listTeamsInRound(db, delivery.userId, round.roundId) : [];
  const snapshot = kind === 'round_closed' && round ? await findSealedRanking(db, round.roundId) : undefined;
  const ranking: NoticeRanking | null = snapshot
    ? {
        metric: snapshot.leaderboard.metric,
        rankedCount: snapshot.leaderboard.entries.filter(({ rank }) => rank !== null).length,
        own: snapshot.leaderboard.entries.filter((entry) => ownTeams.includes(entry.team_slug)),
      }
    : null;
  const mail = composeNotice(
    {
      kind,
      createdAt: notice.createdAt,
      detail: waiting === null ? notice.detail : { ...notice.detail, waiting },
      benchmark,
      round,
      reader: { role, hasSubmitted: ownTeams.length > 0 },
      ranking,
    },
    environment.PUBLIC_URL,
  );
  return mail ? { ...mail, recipient: email } : 'moot';
}

function isMoot(kind: NoticeKind, round: Round, now: Date): boolean {
  if (kind === 'round_opened' || kind === 'closing_soon')
    return round.state !== 'open' || round.closesAt <= now;
  return kind === 'round_closed' && round.state === 'invalidated';
}
