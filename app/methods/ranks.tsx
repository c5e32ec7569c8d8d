import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';
import { PairTestTable } from './pair-test-table';

export function Ranks() {
  return (
    <>
      <p>
        Rank = 1 + the number of strictly better published scores; equal scores share a rank. An undefined
        score is never ranked and never wins. Of each model one submission is ranked: the one its team chose
        before the close, or its best reported score.
      </p>
      <p>
        Whether a difference is real is asked item by item of the final part, for every pair of models. A
        model’s <b>rank interval</b> is what these tests leave open. All of them together hold the true ranks
        in 95 of 100 rounds, as far as each test keeps its level.
      </p>
      <p>
        <b>Tied with the leader</b> is who has a rank interval that begins at 1. So the band and the interval
        never contradict each other. If all of 30 models are equally good, one of them stands outside the band
        in about 4 of 100 rounds.
      </p>
      <p>
        Below a rank stands that of the ranked <b>round before</b>. An arrow stands beside it only where the
        two rank intervals share no rank. Newcomers move a rank too, and the model may be another version. A
        low stroke below the line is the score of the round before, read on this round’s scale by{' '}
        <a href="#marks">frozen models</a>. No arrow is given for scores.
      </p>
      <Derivation>
        <p>By which test two models are compared depends on the metric:</p>
        <PairTestTable />
        <p>
          Items in groups are compared by groups. The paired differences of a group’s items are added up, and
          the variance is that of the groups (Liang &amp; Zeger 1986; Obuchowski 1998). No p of a t test is
          below 2<sup>1 − k</sup> for k items or groups whose predictions differ: the least that swapping two
          models’ predictions could give.
        </p>
        <p>
          The interval of a difference is of its pair alone, by the spread that its test has. Where that test
          and the spread disagree about 0, the nearer limit is set to 0. So an interval never contradicts its
          test.
        </p>
        <p>
          Over all m(m − 1)/2 pairs Holm’s procedure (1979) keeps the chance of any false claim at 5 %. The
          rank interval of a model is then
        </p>
        <Formula>from 1 + (number significantly better) to m − (number significantly worse)</Formula>
        <p>
          and all intervals hold their true ranks at once with 95 % confidence (Al Mohamad, Goeman &amp; van
          Zwet 2022).
        </p>
      </Derivation>
      <NotProved>
        Tied is not equal: more items could tell the two apart. A test speaks of models on items like these,
        not of how they would do on others. Nor does it say whether the difference matters.
      </NotProved>
    </>
  );
}
