import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { IsoInstant } from '@/app/_ui/iso-instant';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { ModerationBanner } from './moderation-banner';

type FrozenRound = NonNullable<BenchmarkView['frozen_round']>;

/**
 * That a round is frozen, since when and why.
 * @param slug given where the round's own page is another one
 * @param isIso as the pages of maintainers tell dates
 */
export function FrozenBanner({
  round,
  slug,
  isIso = false,
}: {
  round: FrozenRound;
  slug?: string;
  isIso?: boolean;
}) {
  const At = isIso ? IsoInstant : Instant;
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
          is frozen since <At at={round.frozen_at} />
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
