import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { FrozenBanner } from '@/app/_ui/moderation/frozen-banner';
import { ModerationBanner } from '@/app/_ui/moderation/moderation-banner';
import { Callout } from '@/app/_ui/words/callout';
import type { RoundFacts } from '@/lib/contracts/round';

/** What has become of the round that a submission is in, where its team should know. */
export function RoundNote({ slug, round }: { slug: string; round: RoundFacts }) {
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  const link = <Link href={path}>{`Round ${round.number}, ${round.title},`}</Link>;
  switch (round.state) {
    case 'frozen':
      return <FrozenBanner round={round} slug={slug} />;
    case 'invalidated':
      return (
        <ModerationBanner
          state="invalidated"
          title={
            <>
              {link} is invalidated since <Instant at={round.invalidated_at} />
            </>
          }
          reason={round.invalidation_reason}
        >
          The score of this submission is struck: it stays visible and doesn’t count. Your team got its quota
          back.
        </ModerationBanner>
      );
    case 'revealed':
      return (
        <Callout tone="note">
          {link} is revealed: its items, labels and prediction files are public.{' '}
          <Link href={`${path}/verify`}>Verify it</Link>, with the score of every submission, in your browser.
        </Callout>
      );
    default:
      return null;
  }
}
