import Link from 'next/link';
import { describeCadence, describePolicy } from '@/app/_ui/benchmark/describe-rules';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { FreshnessLine } from '@/app/_ui/freshness/freshness-badge';
import { Instant } from '@/app/_ui/instant';
import { TwoColumns } from '@/app/_ui/page/page';
import { Fold } from '@/app/_ui/page/section';
import { datesOf } from '@/app/_ui/round/describe-round';
import { ExposureMeter, formatExposure } from '@/app/_ui/round/exposure-meter';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { RoundView } from '@/lib/contracts/round';
import type { InputVisibility } from '@/lib/core/benchmark';

type Props = {
  slug: string;
  round: RoundView;
  inputs: InputVisibility;
};

/** Folded details of a round: dates, sizes, commitment and API addresses. */
export function RoundFolds({ slug, round, inputs }: Props) {
  const call = `/api/v1/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <div className="mt-s6">
      <Fold id="facts" title="Dates, items, exposure and commitment">
        <TwoColumns>
          <RoundFacts round={round} />
          {round.exposure_detail && round.feedback_count && (
            <ExposureMeter exposure={round.exposure_detail} feedbackCount={round.feedback_count} own={null} />
          )}
        </TwoColumns>
      </Fold>
      <Fold id="api" title="This round for programs">
        <div className="grid max-w-form grid-cols-1 gap-s2">
          <CodeBlock kind="text">GET {call}</CodeBlock>
          <CodeBlock kind="text">GET {call}/leaderboard</CodeBlock>
          {inputs === 'public' && <CodeBlock kind="text">GET {call}/inputs</CodeBlock>}
          <p className="text-small">
            <a href={call}>Round as JSON</a> · <Link href="/docs/api">All of the API</Link>
          </p>
        </div>
      </Fold>
      {round.state !== 'revealed' && (
        <p className="mt-s4 text-small text-ink-2">
          Seen its labels somewhere?{' '}
          <Link href={`/benchmarks/${slug}/rounds/${round.number}/report`}>Report a leak</Link>, also without
          an account.
        </p>
      )}
    </div>
  );
}

function RoundFacts({ round }: { round: RoundView }) {
  const splits = round.feedback_count !== null && round.final_count !== null;
  return (
    <Descriptions>
      <Description term="Sealed">
        <Instant at={round.sealed_at} local />
      </Description>
      <Description term={round.opened_at ? 'Opened' : 'Opens'}>
        <Instant at={datesOf(round).opens_at} local />
      </Description>
      <Description term={round.closed_at ? 'Closed' : 'Closes'}>
        <Instant at={datesOf(round).closes_at} local />
      </Description>
      <Description term="Items">
        {round.item_count?.toLocaleString('en') ?? '–'}
        {splits && (
          <>
            : {round.feedback_count?.toLocaleString('en')} in the feedback split,{' '}
            {round.final_count?.toLocaleString('en')} in the final split
          </>
        )}
      </Description>
      <Description term="Feedback">
        {round.feedback_policy ? describePolicy(round.feedback_policy) : 'not sealed yet'}
      </Description>
      <Description term="Freshness">
        {round.freshness ? <FreshnessLine freshness={round.freshness} /> : 'not opened yet'}
      </Description>
      <Description term="Worst exposure">
        <span className="text-ink-2">
          {round.exposure === null
            ? 'none: this round gives no feedback'
            : `${formatExposure(round.exposure)}, of the team with most`}
        </span>
      </Description>
      <Description term="Commitment">
        {round.commitment ? <CommitmentFacts commitment={round.commitment} /> : 'none'}
      </Description>
    </Descriptions>
  );
}

function CommitmentFacts({ commitment }: { commitment: NonNullable<RoundView['commitment']> }) {
  const { root, metric, scorer_version, schedule } = commitment;
  return (
    <>
      <code>{root}</code>
      <span className="text-small text-ink-2">
        {' '}
        Merkle root of the items with their labels and splits; metric {metric}, scorer {scorer_version},{' '}
        {describeCadence({ cadence: schedule.cadence, timeZone: schedule.time_zone })}
      </span>
    </>
  );
}
