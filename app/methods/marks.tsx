import { anchorsMin } from '@/lib/core/equating/link-rounds';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Marks() {
  return (
    <>
      <p>
        Rounds differ in difficulty. Frozen models that were scored in both rounds, the <b>anchor models</b>,
        show by how much. A later round’s score is also given adjusted to the base round’s difficulty, after
        the raw score and never in its place. That takes {anchorsMin} anchors. The base round is the first one
        that shares as many with a later one.
      </p>
      <p>
        A model that was received before the round opened is an anchor <b>by proof</b>. A prediction file
        proves nothing about when its model was made. So a maintainer vouches for a model version, in public
        and with a reason: it is an anchor <b>by word</b>. Where there are enough anchors by proof, rounds are
        compared by those alone.
      </p>
      <p>
        How far each anchor lies from the others stands below the ranking. An outlier doesn’t count and is
        shown struck.
      </p>
      <p>
        <b>Over rounds</b>, models are ranked by their mean adjusted score over the last three rounds that
        opened after the ranked version was frozen. Models whose means aren’t significantly different share a
        rank range.
      </p>
      <Derivation>
        <p>
          On the link scale the scores of all models shift by about the same amount (Kolen &amp; Brennan 2014,
          chapter 6): Φ⁻¹ of shares of right items and of the ROC AUC of two classes, whose probit is d′/√2
          (Green &amp; Swets 1966; Hanley 1988); −ln of losses. With the M anchors’ scores x<sub>i</sub> in
          the base round and y<sub>i</sub> in the later one, a score y reads as
        </p>
        <Formula>
          y + mean(x<sub>i</sub> − y<sub>i</sub>), variance s<sub>d</sub>²(1 + 1/M) + (.1·(y − ȳ))² + SE²
        </Formula>
        <p>
          with s<sub>d</sub> the standard deviation of the differences and Student’s t on M − 1 for the whole.
          The second term grows with the distance from the anchors. SE is that of the raw score on the link
          scale: half the width of its interval there, over 1.96. Over a chain, variances add up, with
          Satterthwaite’s degrees of freedom over its links.
        </p>
        <p>
          Outliers are found by the generalised ESD test (Rosner 1983) at 1 %: at most one of 5–7 anchors, two
          of 8–11 and three of 12 or more. Four left of five are enough. Shares and areas are clipped to
          [.5/n, 1 − .5/n]. A model at an area of ½ is there in every round, so it is no anchor and isn’t
          adjusted.
        </p>
        <p>
          The .1 was chosen on 30 models of CIFAR-10 and CIFAR-10.1. For the best eight of them, with anchors
          from the weaker half, limits held the score in at least 99 of 100 draws, those without SE in at
          least 96. For the best eight of thirty models of late flights, between months that came after their
          training, they held it in at least 94 (<code>npm run bench:equating</code>).
        </p>
        <p>
          Rank ranges over rounds come from t = |Δ|/√(SE₁² + SE₂²) for each pair, with Holm over all pairs. SE
          of a mean is the mean of its rounds’ SE, whatever the rounds have in common.
        </p>
      </Derivation>
      <NotProved>
        That an anchor by word is frozen, nothing shows. Of five anchors one that is off by half a probit is
        found in 41 of 100 cases, of eight in 94. One that isn’t found makes the limits wider. Anchors that
        all drift alike are never found. A later round may cost the best models more than the anchors: where a
        step of the best was worth a fifth less in every later round, limits held in 75–92 % of simulated
        cases. And a model that has learnt from the base round’s own month falls further than the anchors:
        limits of such models held in 0–76 %.
      </NotProved>
    </>
  );
}
