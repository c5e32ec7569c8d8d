import Link from 'next/link';
import type { ReactNode } from 'react';
import { RoundGlyph } from '@/app/_ui/glyphs/glyphs';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundFacts } from '@/lib/contracts/round';
import type { RoundState } from '@/lib/core/round/round-state';
import { Instant, IsoInstant } from '../instant';

/**
 * A banner on the page of a round that is frozen or invalidated. @param isIso true for dates in ISO 8601, as on pages of
 * maintainers
 */
export function StoppedRoundBanner({ round, isIso = false }: { round: RoundFacts; isIso?: boolean }) {
  if (round.state === 'frozen') return <FrozenBanner round={round} isIso={isIso} />;
  if (round.state === 'invalidated') return <InvalidatedBanner round={round} isIso={isIso} />;
  return null;
}

function InvalidatedBanner({ round, isIso = false }: { round: RoundFacts; isIso?: boolean }) {
  const At = isIso ? IsoInstant : Instant;
  return (
    <ModerationBanner
      state="invalidated"
      title={
        <>
          Invalidated <At at={round.invalidated_at} />
        </>
      }
      reason={round.invalidation_reason}
    >
      {round.opened_at
        ? 'Two people decided it. The scores stay visible, struck through, and rank no model. Every team got its quota back.'
        : 'It was withdrawn before it opened. Nothing was submitted to it.'}
    </ModerationBanner>
  );
}

type FrozenRound = NonNullable<BenchmarkView['frozen_round']>;

type FrozenBannerProps = {
  round: FrozenRound;
  slug?: string;
  isIso?: boolean;
};

/**
 * A banner about a frozen round.
 * @param slug of the benchmark, to link to the round from other pages; null on the round's own page
 * @param isIso true for dates in ISO 8601, as on pages of maintainers
 */
export function FrozenBanner({ round, slug, isIso = false }: FrozenBannerProps) {
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

type ModerationBannerProps = {
  state: Extract<RoundState, 'frozen' | 'invalidated'>;
  title: ReactNode;
  /** The maintainers' public reason. */
  reason: string | null;
  children: ReactNode;
};

export function ModerationBanner({ state, title, reason, children }: ModerationBannerProps) {
  return (
    <div
      className="mt-s5 flex gap-s3 border-l-3 border-over bg-over-t px-14 py-12 text-data/[1.5]"
      role="note"
    >
      <RoundGlyph state={state} className="mt-5 text-over" />
      <div className="min-w-0">
        <p className="font-serif text-h3 font-semibold font-stretch-normal normal-nums wrap-anywhere [&_a]:text-inherit">
          {title}
        </p>
        {reason && <blockquote className="mt-s1 mb-6 max-w-[68ch] wrap-anywhere">{reason}</blockquote>}
        <p className="text-small text-ink-2">{children}</p>
      </div>
    </div>
  );
}
