import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { DataTable } from '@/app/_ui/table/data-table';
import { ScrollBox } from '@/app/_ui/table/scroll-box';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import {
  chooseDecimals,
  describeInterval,
  formatDifference,
  formatScore,
} from '@/lib/core/metrics/format-score';

type Version = RoundComparisonView['versions'][number];

/** The same in numbers. */
export function AgainstTable({ comparison }: { comparison: RoundComparisonView }) {
  const { metric, earlier, later, versions, fit } = comparison;
  const scoreIn = ({ score, limits }: Version['earlier']) => (
    <>
      {formatScore(metric, score)} <span className="text-ink-3">{describeInterval(metric, limits)}</span>
    </>
  );
  const changeOf = (version: Version) => version.later.score - version.earlier.score;
  const scores = versions.flatMap((version) => [version.earlier.score, version.later.score]);
  const decimals = chooseDecimals(versions.map(changeOf), scores);
  return (
    <details className="mt-s5">
      <summary>All {versions.length} versions in numbers</summary>
      <div className="mt-s3">
        <ScrollBox label="Both rounds, in numbers">
          <DataTable
            look="brief"
            caption={`Scores in ${earlier.title} and ${later.title}`}
            rows={versions}
            keyOf={({ model, version }) => `${model} ${version}`}
            columns={[
              {
                title: 'Version',
                isRowHeader: true,
                value: ({ name, version }) => `${name}, ${version}`,
              },
              { title: earlier.title, align: 'end', value: (version) => scoreIn(version.earlier) },
              { title: later.title, align: 'end', value: (version) => scoreIn(version.later) },
              {
                title: 'Change',
                align: 'end',
                value: (version) => formatDifference(metric, changeOf(version), decimals),
              },
              fit && {
                title: 'Off the line',
                align: 'end',
                value: ({ later: scored, fitted }) =>
                  fitted && formatDifference(metric, scored.score - fitted.later, decimals),
              },
              { title: 'Evidence', value: (version) => <EvidenceBadge evidence={version.later.evidence} /> },
            ]}
          />
        </ScrollBox>
      </div>
    </details>
  );
}
