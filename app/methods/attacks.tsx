import { repetitions } from './attack-results';
import { GainTable } from './gain-table';
import { GuardedAttackTable } from './guarded-attack-table';
import { LossFigure } from './loss-figure';
import { LossTable } from './loss-table';
import { NotProved } from './not-proved';

export function Attacks() {
  return (
    <>
      <p>
        All attacks run through the code that answers submissions, {repetitions} times each (
        <code>npm run bench:attacks</code>). All is seeded, so a second run gives the same figures. What is
        drawn here is read from the file that it wrote. The labels are coin tosses: whatever an attack gains
        on the feedback items is overfitting. The first two attacks know nothing but the answers.
      </p>
      <p>
        <b>The paper’s attack</b> (Blum &amp; Hardt 2015, section 4): submit k random files. Keep those that
        were told a loss of at most ½, or by a ladder an improvement. Submit their majority vote.
      </p>
      <LossFigure />
      <LossTable />
      <p>
        <b>Hill-climbing</b>: flip a random block of predictions in the best file so far. Keep the change if
        the answer says that it is better. The block size is the one that gains most, chosen on repetitions of
        its own. A gain is in units of 1/(2√n), the standard error of an accuracy of ½.
      </p>
      <GainTable />
      <p>
        <b>Attacks on the guarded ladder.</b> It tells of improvements only, so these attackers have a real
        model to improve with. <i>A model in slices</i>: its knowledge is handed in piece by piece, each piece
        with coin tosses mixed in. What is told to be better is kept. <i>Refusals turned round</i>: files that
        were refused are flipped. <i>Votes of teams</i>: teams that aren’t linked each try some coin tosses,
        and share what they were told. <i>A file passed on</i>: a team that has used up its answers gives its
        file to the next. Dozens of designs of each were tried, on repetitions of their own. Of each the table
        has the one that gains most, and the one that gains most for its exposure.
      </p>
      <GuardedAttackTable />
      <p>
        The exposure of a round says how much may have been gained: exposure × tolerance. In the table that is
        converted to standard errors, and stands beside the gain. Two designs gain more than that: in 440
        repetitions one gained 1.33 ± 0.05 where 1.22 is allowed. The other, found off the grid that was
        tried, gained 1.63 ± 0.07 in a hundred where 1.45 is. The formula is an estimate of a mean.
      </p>
      <NotProved>
        Attacks that were tried are no others: a cleverer one may gain more. The bound of the guarded ladder
        on false announcements holds against any fixed rule. These figures show what it is worth. “Ladder at 1
        SE” and “at 3 SE” are here for comparison, no round can choose them.
      </NotProved>
    </>
  );
}
