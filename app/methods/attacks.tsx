import { repetitions } from './attack-results';
import { GainTable } from './gain-table';
import { LossFigure } from './loss-figure';
import { LossTable } from './loss-table';
import { NotProved } from './not-proved';

export function Attacks() {
  return (
    <>
      <p>
        Both attacks know nothing but the answers. They run through the code that answers submissions,{' '}
        {repetitions} times each (<code>npm run bench:attacks</code>; all is seeded, so a second run gives the
        same figures), and what is drawn here is read from the file that it wrote. The labels are coin tosses:
        whatever an attack gains on the items that answer is overfitting.
      </p>
      <p>
        <b>The paper’s attack</b> (Blum &amp; Hardt 2015, section 4): submit k random files, keep those that
        were told a loss of at most ½, or by a ladder an improvement, and submit their majority vote.
      </p>
      <LossFigure />
      <LossTable />
      <p>
        <b>Hill-climbing</b>: flip a random block of predictions in the best file so far, and keep the change
        if the answer says that it is better. The block size is the one that gains most, chosen on repetitions
        of its own. A gain is in units of 1/(2√n), the standard error of an accuracy of ½.
      </p>
      <GainTable />
      <NotProved>
        Two attacks are two attacks: a cleverer one may gain more. The bound of the guarded ladder on false
        announcements holds against any fixed rule; these figures show what it is worth in numbers. “Ladder at
        1 SE” and “at 3 SE” are here for comparison, no round can choose them.
      </NotProved>
    </>
  );
}
