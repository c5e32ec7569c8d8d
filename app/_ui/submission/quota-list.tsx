import type { ReactNode } from 'react';
import type { QuotaView } from '@/lib/contracts/submission';
import { computeExposure } from '@/lib/core/exposure/exposure';
import { formatDuration } from '../format-quantity';
import { Instant } from '../instant';
import { formatExposure } from '../round/exposure-meter';
import { Term } from '../words/term';

/**
 * The remaining submissions, time and feedback of a team in an open round, its exposure, and the significance level of its next
 * test.
 */
export function QuotaList({
  round,
  quota: { round: inRound, day, feedback, exposure, next_test },
  feedbackCount,
  now,
}: {
  round: { readonly title: string; readonly closes_at: string | null };
  quota: QuotaView;
  /** Number of items in the feedback split; if given, the list adds how much exposure the first feedback uses. */
  feedbackCount?: number;
  now: Date;
}) {
  return (
    <dl
      className="grid grid-cols-[max-content_1fr] gap-x-s4 text-data/[1.45] *:border-t *:border-rule *:py-5 *:first:border-t-0 *:nth-2:border-t-0"
      data-testid="left"
    >
      <Left figure={`${inRound.left} of ${inRound.limit}`}>
        submissions in <bdi>{round.title}</bdi>
        {inRound.left > 0 && day.left === 0 ? (
          <>
            ; the next one from <Instant at={day.resets_at} /> on
          </>
        ) : (
          day.left < inRound.left && `; ${day.left} of ${day.limit} today`
        )}
      </Left>
      {round.closes_at && (
        <Left figure={formatDuration(Date.parse(round.closes_at) - now.getTime())}>
          until the close, <Instant at={round.closes_at} />
        </Left>
      )}
      {feedback && feedback.left < inRound.left && (
        <Left
          figure={
            feedback.left === feedback.left_max ? feedback.left : `${feedback.left} to ${feedback.left_max}`
          }
        >
          of them with feedback{feedback.left < feedback.left_max && '; most where none is an improvement'}
        </Left>
      )}
      {exposure !== null && (
        <Left figure={formatExposure(exposure)}>
          <Term word="exposure" />: how much of the feedback split your team’s feedback has used.
          {feedbackCount !== undefined &&
            feedbackCount > 0 &&
            ` The first feedback uses ${formatExposure(computeExposure(feedbackCount, 1)).replace(' ', '\u00a0')}, a “no improvement” after it nothing.`}
        </Left>
      )}
      {next_test && (
        <Left figure={formatOneIn(next_test.level)}>
          is how often a file that is no better would pass your next test; each “no improvement” makes it
          stricter
        </Left>
      )}
    </dl>
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

/** A probability in words, for example `1 in 40`. */
export const formatOneIn = (chance: number): string => `1 in ${Math.round(1 / chance)}`;
