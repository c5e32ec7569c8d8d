import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { ModerationBanner } from './moderation-banner';

type FrozenRound = NonNullable<BenchmarkView['frozen_round']>;

/** That a round is frozen, since when and why. @param slug given where the round's own page is another one */
export function FrozenBanner({ round, slug }: { round: FrozenRound; slug?: string }) {
  return (
    <ModerationBanner
      state="frozen"
      title={
        <>
          {slug ? (
            <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>{nameOf(round)}</Link>
          ) : (
            nameOf(round)
          )}{' '}
          is frozen since <Instant at={round.frozen_at} />
        </>
      }
      reason={round.freeze_reason}
    >
      {round.frozen_from === 'open' ? 'It takes no submission. ' : ''}Its ranking is under suspicion and
      doesn’t count until a maintainer has looked into it.
    </ModerationBanner>
  );
}

const nameOf = ({ number, title }: FrozenRound): string => `Round ${number}, ${title},`;
