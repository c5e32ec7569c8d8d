import type { RoundView } from '@/lib/contracts/round';

/** What a round is for some time. */
export type CalendarSegment = {
  readonly kind: 'sealed' | 'open' | 'closed' | 'revealed' | 'frozen' | 'invalidated' | 'missing';
  readonly from: Date;
  readonly to: Date;
  /** Not so yet: only if nobody does anything until then. */
  readonly isComing: boolean;
};

type Dates = {
  opensAt: Date | null;
  closesAt: Date | null;
  revealedAt: Date | null;
  now: Date;
  /** The end of the picture. */
  to: Date;
};

type Round = Pick<RoundView, 'state' | 'sealed_at' | 'closed_at' | 'frozen_at' | 'invalidated_at'>;
type Stay = Omit<CalendarSegment, 'isComing'>;

/** What a round was, is and will be, in the order of time. */
export function listSegments(round: Round, dates: Dates): CalendarSegment[] {
  const isStopped = round.state === 'frozen' || round.state === 'invalidated';
  const stays = [
    ...stay('sealed', toDate(round.sealed_at), dates.opensAt ?? toDate(round.invalidated_at) ?? dates.to),
    ...(isStopped ? listStopped(round, dates) : listLife(dates)),
  ];
  return stays.flatMap((each) => splitAt(each, dates.now));
}

function listLife({ opensAt, closesAt, revealedAt, to }: Dates): Stay[] {
  if (!opensAt) return [];
  return [
    ...stay('open', opensAt, closesAt ?? to),
    ...stay('closed', closesAt, revealedAt ?? to),
    ...stay('revealed', revealedAt, to),
  ];
}

function listStopped(round: Round, { opensAt, now, to }: Dates): Stay[] {
  const invalidatedAt = toDate(round.invalidated_at);
  const frozenAt = toDate(round.frozen_at) ?? invalidatedAt ?? now;
  const closedAt = toDate(round.closed_at);
  const openUntil = closedAt && closedAt < frozenAt ? closedAt : frozenAt;
  return [
    ...stay('open', opensAt, openUntil),
    ...stay('closed', openUntil, frozenAt),
    ...stay('frozen', frozenAt, invalidatedAt ?? now),
    ...stay('invalidated', invalidatedAt, to),
  ];
}

const stay = (kind: Stay['kind'], from: Date | null, to: Date): Stay[] =>
  from && from < to ? [{ kind, from, to }] : [];

/** What nothing ends by itself is one thing before and after now; everything else is certain only until now. */
function splitAt(long: Stay, now: Date): CalendarSegment[] {
  if (long.kind === 'sealed' || long.kind === 'invalidated' || long.to <= now)
    return [{ ...long, isComing: false }];
  if (long.from >= now) return [{ ...long, isComing: true }];
  return [
    { ...long, to: now, isComing: false },
    { ...long, from: now, isComing: true },
  ];
}

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
