import { metrics } from '@/lib/core/metrics/metrics';
import { Derivation } from './derivation';

/** Metrics with a ladder whose exact scores would give labels away. */
const neverExact = metrics
  .filter(({ digitsTellLabels, ladder }) => digitsTellLabels && ladder !== null)
  .map(({ title }) => title)
  .join(', ');

export function FeedbackPolicies() {
  return (
    <>
      <p>A policy is fixed when a round is sealed:</p>
      <ul>
        <li>
          <b>guarded-ladder</b>, recommended: the score of a significant improvement, otherwise no number.
        </li>
        <li>
          <b>exact-with-budget</b>: every score with its standard error, as long as exposure stays at or below
          100 %.
        </li>
        <li>
          <b>final-only</b>: nothing before the close.
        </li>
        <li>
          <b>exact</b>: every score. Unguarded, to show that attacks work.
        </li>
      </ul>
      <p>
        A file that differs in very few items from an earlier one of its team, or on the ladder from the best
        constant, gets no feedback: such files read labels one by one.
      </p>
      <p>
        An <b>automatic evaluation</b>, of a version frozen before the opening, gets no feedback and uses no
        slot. Its outcome is shown at the close. A <b>quota</b> limits submissions per team, per round and per
        UTC day; linked teams share one. A file that fails its check uses none.
      </p>
      <p>
        <b>Practice</b> on revealed rounds uses neither slot nor feedback, and is never ranked.
      </p>
      <Derivation title="Limits and sources">
        <p>
          Whitehill 2017 (<a href="https://arxiv.org/abs/1707.01825">arXiv 1707.01825</a>) reached a log loss
          of 0, and rank 4 of 848, by reading labels off exact scores. So these metrics have no exact policy:{' '}
          {neverExact}.
        </p>
        <p>
          Very few items are fewer than max(10, 0.5 % of n), n all items of the round. Probabilities and
          numbers count by how much they moved (Kish’s effective number).
        </p>
        <p>
          Reported scores are rounded to the size of their standard error, which is rounded to half a step of
          their last decimal. Published scores have four decimals between two bounds, else five significant
          digits. Secondary metrics stay hidden until the close.
        </p>
      </Derivation>
    </>
  );
}
