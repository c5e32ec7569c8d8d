import { anchorsMin } from '@/lib/core/equating/link-rounds';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function AdjustedScores() {
  return (
    <>
      <p>
        <b>Anchor models</b> are frozen models that were scored in both rounds. With {anchorsMin} of them, a
        later round’s score is also shown adjusted to the difficulty of the base round, the first that shares{' '}
        {anchorsMin} with a later one. An outlier among anchors is shown struck, and doesn’t count.
      </p>
      <p>
        An anchor is <b>by proof</b> if the site had it before the earlier round opened, <b>by word</b> if a
        maintainer vouches for it in public. Enough anchors by proof are used alone.
      </p>
      <p>
        <b>Over rounds</b>, models are ranked by their mean adjusted score in the last three rounds that
        opened after their version was frozen.
      </p>
      <Derivation>
        <p>
          On a link scale scores shift alike (Kolen &amp; Brennan 2014): Φ⁻¹ of shares of hits and of
          two-class AUC (Hanley 1988), −ln of losses. With x<sub>i</sub> and y<sub>i</sub> of M anchors in the
          base round and the later one, y reads as
        </p>
        <Formula>
          y + mean(x<sub>i</sub> − y<sub>i</sub>), variance s<sub>d</sub>²(1 + 1/M) + (.1·(y − ȳ))² + SE²
        </Formula>
        <p>
          s<sub>d</sub> is the standard deviation of the differences, ȳ the anchors’ mean, SE the raw score’s;
          Student’s t has M − 1 degrees. Outliers: generalised ESD (Rosner 1983) at 1 %: at most one of 5–7
          anchors, two of 8–11 and three of 12 or more. A model at an area of ½ is no anchor.
        </p>
        <p>
          The .1 was chosen on 30 models of CIFAR-10 and CIFAR-10.1, where limits held the scores of the best
          eight, with anchors from the weaker half, in at least 99 of 100 draws. Those of the best of thirty
          models of late flights they held in at least 94 (<code>npm run bench:equating</code>).
        </p>
        <p>Over rounds: t = |Δ|/√(SE₁² + SE₂²) with Holm, SE the mean of the rounds’ SE.</p>
      </Derivation>
      <NotProved>
        That an anchor by word is frozen. Of five anchors one that is off by half a probit is found in 41 of
        100 cases, of eight in 94; all that drift alike aren’t. Where a step of the best was worth a fifth
        less in every later round, limits held in 75–91 % of simulated cases. For models that learned from the
        base round’s own month they held in 0–74 %.
      </NotProved>
    </>
  );
}
