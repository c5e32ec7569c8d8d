import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import type { RoundFacts } from '@/lib/contracts/round';
import type { QuotaView } from '@/lib/contracts/submission';
import { formatOneIn } from './one-in';
import { Explanation, Question } from './question';

/** What the team has left in an open round: read from the quota now, not from the feedback, which may be older. */
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
  const { answers, exposure, next_test, day } = quota;
  return (
    <Question title="What do I have left?">
      <dl
        className="mt-s2 grid grid-cols-[max-content_1fr] gap-x-s4 text-data/[1.45] *:border-t *:border-rule *:py-5"
        data-testid="left"
      >
        <Left figure={`${quota.round.left} of ${quota.round.limit}`}>
          submissions in {round.title};{' '}
          {quota.round.left > 0 && day.left === 0 ? (
            <>
              the next one from <Instant at={day.resets_at} /> on
            </>
          ) : (
            `${day.left} of ${day.limit} today`
          )}
        </Left>
        {round.closes_at && (
          <Left figure={formatDuration(Date.parse(round.closes_at) - now.getTime())}>
            until the close, <Instant at={round.closes_at} />
          </Left>
        )}
        {answers && answers.left < quota.round.left && (
          <Left
            figure={
              answers.left === answers.left_max ? answers.left : `${answers.left} to ${answers.left_max}`
            }
          >
            of them with feedback{answers.left < answers.left_max && '; most where none is an improvement'}
          </Left>
        )}
        {exposure !== null && (
          <Left figure={`${Math.round(100 * exposure)} %`}>
            exposure: how much of the feedback split’s information your team has received
          </Left>
        )}
        {next_test && (
          <Left figure={formatOneIn(next_test.level)}>
            a file that is no better would pass your next test; each “no improvement” makes it stricter
          </Left>
        )}
      </dl>
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

function Left({ figure, children }: { figure: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="font-serif text-lede/[1.3] font-medium whitespace-nowrap normal-nums">{figure}</dt>
      <dd className="text-ink-2">{children}</dd>
    </>
  );
}
