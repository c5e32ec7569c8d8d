import { renewalRoundsMin } from '@/lib/core/renewal/renewal';
import { Derivation, Formula, NotProved } from './derivation';

export function Renewal() {
  return (
    <>
      <p>
        A frozen version is evaluated in every later round, beside the newer versions of its model and on the
        same items. So a round’s difficulty drops out of their difference. In each round the version that
        counts is compared with the model’s first one, by the test of the ranking. Which one is the first
        never changes, so a team can’t choose a poor one later.
      </p>
      <p>
        The mean over rounds gives each round the same weight. Below {renewalRoundsMin} rounds its interval is
        of these rounds alone. From {renewalRoundsMin} on, the spread between rounds counts as well, and a
        verdict says whether the system gained. Of simulated systems that were no better in their rounds, at
        most 2 in 100 were said to have gained.
      </p>
      <p>
        A version is of age 0 in its first round, and one round older with each later one. Its change is
        against the version of age 0 that counts in the same round.
      </p>
      <Derivation title="Formulas">
        <Formula>
          gain = (g<sub>1</sub> + … + g<sub>k</sub>)/k ± max(√(h<sub>1</sub>² + … + h<sub>k</sub>²)/k, t
          <sub>k−1</sub>·s/√k)
        </Formula>
        <p>
          h<sub>r</sub> is half of round r’s published 95 % interval, s the standard deviation of the gains,
          which counts from {renewalRoundsMin} rounds on. Changes with age are such means on the scale of{' '}
          <a href="#adjusted-scores">adjusted scores</a>, given as points at the newest version’s score; where
          a metric has no such scale, of the scores themselves.
        </p>
      </Derivation>
      <NotProved>
        Why newer versions differ: more training data, a first version that was trained by bad luck, and newer
        data look alike. Nor what comes next: where the gains of neighbouring rounds are alike, up to 18 in
        100 simulated systems that gain nothing in the long run had gained so far.
      </NotProved>
    </>
  );
}
