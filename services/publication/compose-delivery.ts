import type { Mail } from '@/adapters/mail';
import type { WebPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findErratumByNumber } from '@/db/queries/erratum-queries';
import { countWaitingReports } from '@/db/queries/moderation-queries';
import {
  type Delivery,
  findDeliveryContent,
  listTeamsInRound,
  type NoticeRow,
} from '@/db/queries/notice-queries';
import { readClock } from '@/db/queries/read-clock';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { composeNotice } from '@/lib/core/notice/compose-notice';
import type { NoticeRanking } from '@/lib/core/notice/notice-facts';
import { isIntegrityNotice } from '@/lib/core/notice/notice-kind';
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
  if (round && (isMoot(notice, round, await readClock(db)) || (await isWithdrawn(db, notice, round))))
    return 'moot';
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

function isMoot({ kind, detail }: NoticeRow, round: Round, now: Date): boolean {
  if (kind === 'round_opened' || kind === 'closing_soon')
    return round.state !== 'open' || round.closesAt <= now || isOfAnotherClose(detail, round.closesAt);
  return kind === 'round_closed' && round.state === 'invalidated';
}

/** The close was put off since, and is told in its time. */
const isOfAnotherClose = ({ closes_at }: NoticeRow['detail'], closesAt: Date): boolean =>
  closes_at !== undefined && closes_at !== closesAt.toISOString();

/** An erratum that was dropped, published or compared anew since its time for objections began. */
async function isWithdrawn(db: Executor, { kind, detail }: NoticeRow, { roundId }: Round): Promise<boolean> {
  if (kind !== 'objections_begun') return false;
  const erratum =
    typeof detail.number === 'number' ? await findErratumByNumber(db, roundId, detail.number) : undefined;
  return erratum?.state !== 'compared' || erratum.objectionsUntil?.toISOString() !== detail.objections_until;
}
