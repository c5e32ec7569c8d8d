import { MarksTable } from '@/app/_ui/marks/marks-table';
import { Fold, FoldLink } from '@/app/_ui/page/fold';
import type { MarkView } from '@/lib/contracts/mark';

/** The calibration marks as everybody sees them, those by proof apart from those by a maintainer's word. */
export function MarksFold({ marks }: { marks: readonly MarkView[] }) {
  if (marks.length === 0) return null;
  const [proven, vouched] = [
    marks.filter(({ by }) => by === 'proof'),
    marks.filter(({ by }) => by === 'word'),
  ];
  return (
    <Fold id="marks" title={titleOf(marks)}>
      {proven.length > 0 && (
        <>
          <h3 className="mt-s4 mb-s2">By proof</h3>
          <p className="mb-s4 max-w-[37em] text-small">
            Models that were received before these rounds opened, and run on them by the scorer. Where there
            are enough of them, rounds are compared by them alone.
          </p>
          <MarksTable marks={proven} />
        </>
      )}
      {vouched.length > 0 && (
        <>
          <h3 className="mt-s4 mb-s2">By a maintainer’s word</h3>
          <p className="mb-s4 max-w-[37em] text-small">
            Model versions that are taken for frozen since before the rounds that rank them. A prediction file
            can’t prove that; a maintainer’s word, in the changelog, is all there is.
          </p>
          <MarksTable marks={vouched} />
        </>
      )}
    </Fold>
  );
}

/** On the page of another ranking: the way to the fold. */
export const MarksLink = ({ slug, marks }: { slug: string; marks: readonly MarkView[] }) =>
  marks.length > 0 && <FoldLink href={`/benchmarks/${slug}?ranking=rounds#marks`}>{titleOf(marks)}</FoldLink>;

const titleOf = (marks: readonly MarkView[]): string =>
  `${countVersions(marks)} frozen model versions tie the rounds together`;

/** One may be frozen by proof and by a maintainer's word. */
const countVersions = (marks: readonly MarkView[]): number =>
  new Set(marks.map(({ model, version }) => JSON.stringify([model, version]))).size;
