import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { toSchedule } from '@/lib/contracts/schedule';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';

type Benchmark = Pick<
  BenchmarkView,
  'inputs' | 'schedule' | 'next_rotation_at' | 'overdue_since' | 'reveals_after_rounds'
>;

/** What the forecast of a benchmark's rounds starts from. A round's number is its id there. */
export function comingStateOf(
  benchmark: Benchmark,
  rounds: readonly MaintainedRoundView[],
  now: Date,
): ComingState {
  const open = rounds.find((round) => round.state === 'open');
  const closedAts = rounds.flatMap(({ closed_at }) => (closed_at === null ? [] : [Date.parse(closed_at)]));
  return {
    now,
    schedule: toSchedule(benchmark.schedule),
    nextRotationAt: toDate(benchmark.next_rotation_at),
    overdueSince: toDate(benchmark.overdue_since),
    inputs: benchmark.inputs,
    revealsAfterRounds: benchmark.reveals_after_rounds,
    open: open?.closes_at
      ? {
          roundId: String(open.number),
          closesAt: new Date(open.closes_at),
          openedAt: toDate(open.opened_at),
        }
      : null,
    sealed: rounds
      .filter((round) => round.state === 'sealed')
      .map((round) => ({
        roundId: String(round.number),
        queueOrder: round.queue_order,
        opensAt: toDate(round.opens_at),
        closesAt: toDate(round.closes_at),
        sealedAt: toDate(round.sealed_at),
      })),
    lastClosedAt: closedAts.length > 0 ? new Date(Math.max(...closedAts)) : null,
    closed: rounds.flatMap(({ number, state, opened_at, submissions }) =>
      (state === 'closed' || state === 'revealed') && opened_at
        ? [
            {
              roundId: String(number),
              openedAt: new Date(opened_at),
              isRevealed: state === 'revealed',
              unfinishedCount: submissions.unfinished,
            },
          ]
        : [],
    ),
    frozen: rounds.flatMap(({ number, state, frozen_at }) =>
      state === 'frozen' && frozen_at ? [{ roundId: String(number), frozenAt: new Date(frozen_at) }] : [],
    ),
  };
}

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
