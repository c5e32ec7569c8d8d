import { markCountToPublish } from '@/lib/core/equating/link-rounds';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Marks() {
  return (
    <>
      <p>
        Rounds differ in difficulty. Frozen models that were scored in both rounds, the{' '}
        <b>calibration marks</b>, tell by how much. A later round’s score is moved by as much, and so reads on
        the base round’s scale. An equated score is published from {markCountToPublish} marks on, after the
        raw score and never in its place. The base round is the first one that shares as many marks with a
        later one.
      </p>
      <p>
        A model that stands in a round was received before the round opened: it is a mark <b>by proof</b>. A
        prediction file proves nothing about when its model was made. So a maintainer vouches for a model
        version, in public and with a reason. It is a mark <b>by word</b>, in every round that ranks it. Where
        there are enough marks by proof, rounds are compared by those alone.
      </p>
      <p>
        How far each mark lies from the others stands below the ranking. A mark that lies too far is set aside
        and shown struck: it may have been changed after all.
      </p>
      <p>
        The <b>rolling rank</b> of a model is by its mean equated score over three rounds. They are the last
        three that opened after its ranked version was frozen.
      </p>
      <Derivation>
        <p>
          On the probit scale the scores of the marks M shift by about the same amount (Kolen &amp; Brennan
          2014, chapter 6). A later round’s score with probit y reads on the base round’s scale as
        </p>
        <Formula>
          Φ(y + ĉ), ĉ = mean over M of (x<sub>i</sub> − y<sub>i</sub>), SE = φ(y + ĉ) · s<sub>d</sub> · √(1 +
          1/|M|)
        </Formula>
        <p>
          with s<sub>d</sub> the standard deviation of the shifts and Student’s t on |M| − 1 degrees of
          freedom. With eight or more, a slope b is used where it differs from 1 by more than two standard
          errors. It is the reduced major axis (Kermack &amp; Haldane 1950) of the marks’ probits x in the
          base round and y in the later one. A score then reads as
        </p>
        <Formula>
          Φ(x̄ + b·(y − ȳ)), b = s<sub>x</sub>/s<sub>y</sub>, SE = φ(x̄ + b·(y − ȳ)) · s<sub>d</sub> · √(1 +
          1/|M| + (y − ȳ)²/S<sub>yy</sub>)
        </Formula>
        <p>
          with s<sub>d</sub> that of the marks about this line, on |M| − 2 degrees of freedom, and S
          <sub>yy</sub> = Σ(y<sub>i</sub> − ȳ)². Limits are of that error: where a model like the marks would
          have scored in the base round. They are no limits of drawing other items, as those of a raw score
          are, and may be narrower. Each round is linked straight to the base; over a chain, errors add in
          squares.
        </p>
        <p>
          Marks are set aside by the generalised ESD test (Rosner 1983). It sets aside one of 5–7 marks at 5
          %, two of 8–11 and three of 12 or more at 1 %. Four marks left of five may publish.
        </p>
        <p>
          Equated are shares of right items and the ROC AUC of two classes. That is the probability that a
          positive is scored above a negative, and its probit is d′/√2 (Green &amp; Swets 1966; Hanley 1988).
          Scores are clipped to [.5/n, 1 − .5/n]. A model at an area of ½ is there in every round, so it is no
          mark and isn’t equated.
        </p>
      </Derivation>
      <NotProved>
        That a mark by word is frozen, nothing shows. One of five that is off by half a probit is mostly
        found; two of five are not. Neither are marks that all drift alike. And equating assumes that a new
        model’s score shifts as the marks’ did. A model unlike all of them may not, and its limits do not know
        it. A later round may cost the better models more than the weaker ones. Then limits of equated areas
        held in 87–93 % of simulated cases in place of 95 %.
      </NotProved>
    </>
  );
}
