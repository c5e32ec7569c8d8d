import Link from 'next/link';
import { findHillClimbingGain, repetitions } from './attack-results';
import { LossFigure } from './loss-figure';
import { NotProved } from './not-proved';

export function Attacks() {
  return (
    <>
      <p>
        The labels are coin tosses, so every gain is overfitting. Attacks run through the code that gives
        feedback, {repetitions} times each (<code>npm run bench:attacks</code>). All tables are in{' '}
        <Link href="/docs/attacks">attacks</Link>.
      </p>
      <p>
        <b>The paper’s attack</b> (Blum &amp; Hardt 2015, section 4): submit random files. Keep those reported
        as no worse than ½, or by a ladder as improved. Submit their majority vote.
      </p>
      <LossFigure />
      <p>
        <b>Hill-climbing</b>: flip a random block of the best file, and keep what is reported as better. With
        1,000 items and 700 files, exact scores gain {findHillClimbingGain('exact').toFixed(1)} standard
        errors of an accuracy of ½, a ladder at one standard error{' '}
        {findHillClimbingGain('ladder-1se').toFixed(1)}, the guarded ladder{' '}
        {findHillClimbingGain('guarded').toFixed(1)}.
      </p>
      <p>
        <b>With a real model</b> attackers mix its knowledge with coin tosses, vote, or pass files between
        teams. Exposure allows an average gain; two designs gained more: 1.33 ± 0.05 standard errors where
        1.22 is allowed, and 1.63 ± 0.07 where 1.45 is. On final items none gained.
      </p>
      <NotProved>That no cleverer attack gains more.</NotProved>
    </>
  );
}
