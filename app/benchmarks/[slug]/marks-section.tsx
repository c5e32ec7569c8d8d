import { MarksTable } from '@/app/_ui/marks/marks-table';
import { Section } from '@/app/_ui/page/section';
import type { MarkView } from '@/lib/contracts/mark';

/** The calibration marks as everybody sees them. */
export function MarksSection({ marks }: { marks: readonly MarkView[] }) {
  if (marks.length === 0) return null;
  return (
    <Section id="marks" title="Calibration marks" aside="vouched for by a maintainer">
      <p className="mt-s3 mb-s4 max-w-[37em] text-small">
        Model versions that are taken for frozen since before the rounds that rank them. A prediction file
        can’t prove that; a maintainer’s word, in the changelog, is all there is. Rounds are compared by them.
      </p>
      <MarksTable marks={marks} />
    </Section>
  );
}
