import { Derivation } from './derivation';

export function FeedbackPolicies() {
  return (
    <>
      <p>A benchmark has one of these policies, fixed for a round when it is sealed:</p>
      <ul>
        <li>
          <b>guarded-ladder</b>, recommended: the score is told only when it is a significant improvement on
          the team’s best file so far (next section).
        </li>
        <li>
          <b>exact-with-budget</b>: the score on the feedback part with its standard error, as long as the
          answers keep the exposure at or below 100 %.
        </li>
        <li>
          <b>final-only</b>: nothing before the close. The only policy for chrF, BLEU and calibration error.
        </li>
        <li>
          <b>exact</b>, unguarded: the score on the feedback part as often as the quota allows. For practice,
          and to show that attacks work.
        </li>
      </ul>
      <p>
        Log loss is never answered exactly: its digits give labels away. Nor are the Brier score and the
        scores of partly right texts. A file that differs from an earlier one of its team in very few items
        gets no number. Such answers read labels one by one. Under the ladder the team’s first file to beat, a
        constant, counts as an earlier one: a file that says the same of every item gets no answer.
      </p>
      <p>
        An <b>automatic evaluation</b>, of a version frozen before the round opened, gets no feedback: no
        charge, no refusal, no slot. Its outcome is shown at the close.
      </p>
      <p>
        Answers are limited by a <b>quota</b> for each team, a round and a UTC day; linked teams share one. A
        file that fails its check, or a fault of the platform, gives its submission back.
      </p>
      <Derivation title="Limits and sources">
        <p>
          Whitehill 2017 (<a href="https://arxiv.org/abs/1707.01825">arXiv 1707.01825</a>) reached a log loss
          of 0 and rank 4 of 848 by reading digits, without training. Log loss clips probabilities to [ε, 1 −
          ε], ε a setting of the benchmark.
        </p>
        <p>
          Very few items are fewer than max(10, 0.5 % of n), n all items of the round. Of probabilities and
          numbers the items count by how much they moved (Kish’s effective number).
        </p>
        <p>
          A ladder and a budget round a score to the size of its standard error, and the error to the nearest
          half step: 65 ± 3 has limits of 59 and 71.
        </p>
        <p>
          Published numbers are rounded: four decimals for metrics between two bounds, five significant digits
          for the others. Secondary metrics stay hidden while a round is open; each is another answer about
          the same items.
        </p>
      </Derivation>
    </>
  );
}
