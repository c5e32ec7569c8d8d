import { ButtonLink } from '@/app/_ui/controls/button-link';
import { QuotaList } from '@/app/_ui/submission/quota-list';
import type { RoundFacts } from '@/lib/contracts/round';
import type { QuotaView } from '@/lib/contracts/submission';
import { Explanation, Question } from './question';

/** The team’s quota in an open round: the present one, not that of the feedback, which may be older. */
export function LeftSection({
  slug,
  round,
  quota,
  now,
}: {
  slug: string;
  round: RoundFacts;
  quota: QuotaView;
  now: Date;
}) {
  return (
    <Question title="What do I have left?">
      <div className="mt-s2">
        <QuotaList round={round} quota={quota} now={now} />
      </div>
      {quota.answers_shared_with.length > 0 && (
        <Explanation>
          Shared with {new Intl.ListFormat('en').format(quota.answers_shared_with.map(({ name }) => name))}.
        </Explanation>
      )}
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        {quota.round.left > 0 && (
          <ButtonLink look="main" href={`/benchmarks/${slug}/submit`}>
            Submit another version
          </ButtonLink>
        )}
        <ButtonLink href={`/benchmarks/${slug}#data`}>Get the data</ButtonLink>
      </p>
    </Question>
  );
}
