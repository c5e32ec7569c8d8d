import { MarksTable } from '@/app/_ui/marks/marks-table';
import type { MarkView } from '@/lib/contracts/mark';

/** The calibration marks as everybody sees them. */
export function MarksSection({ marks }: { marks: readonly MarkView[] }) {
  if (marks.length === 0) return null;
  return (
    <section className="sec" id="marks">
      <div className="sec-head">
        <h2>Calibration marks</h2>
        <p className="small muted">vouched for by a maintainer</p>
      </div>
      <p className="measure small">
        Model versions that are taken for frozen since before the rounds that rank them. A prediction file
        can’t prove that; a maintainer’s word, in the changelog, is all there is. Rounds are compared by them.
      </p>
      <MarksTable marks={marks} />
    </section>
  );
}
