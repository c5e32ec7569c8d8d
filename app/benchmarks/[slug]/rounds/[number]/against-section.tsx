import { drawComparison } from '@/app/_ui/comparison/draw-comparison';
import { Figure, FigurePlot, shownAt } from '@/app/_ui/figure/figure-plot';
import { Marked } from '@/app/_ui/glyphs/glyphs';
import { Section } from '@/app/_ui/page/section';
import { EvidenceBadge, EvidenceGlyph, evidenceTones, evidenceWords } from '@/app/_ui/ranking/evidence-badge';
import { DataTable, ScrollBox } from '@/app/_ui/table/data-table';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { evidenceKinds } from '@/lib/core/benchmark';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import {
  chooseDecimals,
  describeInterval,
  formatDifference,
  formatMetric,
  formatScore,
  formatSize,
} from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';

/**
 * Compares this round with the round before: a plot of the scores of every version that both scored, and the conclusions from
 * it.
 */
export function AgainstSection({ comparison }: { comparison: RoundComparisonView }) {
  const { earlier, later, versions, metric, fit } = comparison;
  const sentence = describeComparison(comparison);
  return (
    <Section
      id="against"
      titleId="against-title"
      title="Old round against new"
      aside={`${versions.length} versions scored in both rounds`}
    >
      <div className="grid grid-cols-[560px_minmax(0,1fr)] items-start gap-s7 max-wide:grid-cols-1 max-wide:gap-s5">
        <Figure
          title={`${later.title} against ${earlier.title}`}
          note={`${formatMetric(metric)} on the final split. Crosses are 95 % intervals: grey for ${earlier.title}, blue for ${later.title}.`}
          caption={<Legend versions={versions} />}
        >
          <ComparisonPlot comparison={comparison} label={sentence} />
        </Figure>
        <div>
          <p className="border-l-4 border-ink pl-s4 font-serif text-h2/[1.35] font-stretch-normal text-pretty normal-nums max-phone:text-lede">
            {sentence}
          </p>
          <div className="mt-s5 grid gap-s4 text-data/[1.5] text-ink-2">
            <Note title="What it does not prove">
              Whether teams had tuned to the old round. A loss shared by all versions looks exactly like
              harder items, and tuning shared by all of them is invisible here.
            </Note>
            <Note title="How to read it">
              On the broken line a version scores the same in both rounds; its distance from there is what the
              change of rounds cost it.
              {fit &&
                ' The blue line is fitted to all of them, with its 95 % confidence band. Above it a version scored more than others of its level; within its cross that may be chance.'}
            </Note>
            <Downloads comparison={comparison} />
          </div>
        </div>
      </div>
      <AgainstTable comparison={comparison} />
    </Section>
  );
}

function Note({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="font-sans text-data font-semibold font-stretch-normal text-ink normal-nums">{title}</h3>
      <p>{children}</p>
    </div>
  );
}

/** The legend: shapes of the marks stand for the evidence kind of the newer score. */
function Legend({ versions }: Pick<RoundComparisonView, 'versions'>) {
  return (
    <span className="flex flex-wrap gap-x-s4 gap-y-2">
      {evidenceKinds.map((evidence) => {
        const count = versions.filter(({ later }) => later.evidence === evidence).length;
        return (
          count > 0 && (
            <Marked key={evidence} tone={evidenceTones[evidence]}>
              <EvidenceGlyph evidence={evidence} />
              {`${evidenceWords[evidence].lead}${evidenceWords[evidence].when}${evidenceWords[evidence].rest}, ${count}`}
            </Marked>
          )
        );
      })}
    </span>
  );
}

function Downloads({ comparison: { benchmark, earlier, later } }: { comparison: RoundComparisonView }) {
  const call = `/api/v1/benchmarks/${benchmark}/rounds/${later.round}/against/${earlier.round}`;
  return (
    <p className="text-small">
      Download <a href={`${call}?format=svg`}>SVG</a>&ensp;<a href={`${call}?format=csv`}>CSV</a>&ensp;
      <a href={call}>JSON</a>
    </p>
  );
}

const widths = [
  { width: 560, shown: shownAt.wide },
  { width: 700, shown: shownAt.middle },
  { width: 348, shown: shownAt.phone },
  { width: 288, shown: shownAt.narrow },
] as const;

function ComparisonPlot({ comparison, label }: { comparison: RoundComparisonView; label: string }) {
  return (
    <FigurePlot
      widths={widths}
      draw={(width) => drawComparison(comparison, width)}
      label={label}
      boxLabel="Both rounds, drawn"
      hasTitles={(width) => width === widths[0].width}
    />
  );
}

type Version = RoundComparisonView['versions'][number];

/** The numbers of the plot as a table. */
function AgainstTable({ comparison }: { comparison: RoundComparisonView }) {
  const { metric, earlier, later, versions, fit } = comparison;
  const scoreIn = ({ score, interval }: Version['earlier']) => (
    <>
      {formatScore(metric, score)} <span className="text-ink-3">{describeInterval(metric, interval)}</span>
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
              {
                title: 'Model frozen',
                value: (version) => <EvidenceBadge evidence={version.later.evidence} />,
              },
            ]}
          />
        </ScrollBox>
      </div>
    </details>
  );
}

/** Describes in a sentence or two how scores changed from the older round to the newer one. */
export function describeComparison(comparison: RoundComparisonView): string {
  return [describeShift(comparison), describeOrder(comparison)].join(' ');
}

function describeShift({ versions, metric, earlier, later }: RoundComparisonView): string {
  const { direction } = metricByName[metric];
  const sign = direction === 'higher' ? 1 : -1;
  const losses = versions.map((version) => sign * (version.earlier.score - version.later.score));
  const lost = losses.filter((loss) => loss > 0);
  const gained = losses.filter((loss) => loss < 0);
  const where = `in ${later.title} than in ${earlier.title}`;
  const rangeOf = (changes: readonly number[]) => {
    const sizes = changes.map(Math.abs);
    const decimals = chooseDecimals(
      sizes,
      versions.flatMap((version) => [version.earlier.score, version.later.score]),
    );
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) =>
      formatSize(metric, size, decimals),
    );
    return least === most ? `by ${most}` : `by ${least} to ${most}`;
  };
  const count = versions.length;
  if (lost.length === count) return `All ${count} versions do worse ${where}, ${rangeOf(lost)}.`;
  if (gained.length === count) return `All ${count} versions do better ${where}, ${rangeOf(gained)}.`;
  const does = lost.length === 1 ? 'does' : 'do';
  return `Of ${count} versions ${lost.length} ${does} worse ${where}, and ${gained.length} better.`;
}

function describeOrder({ rank_agreement: tau, drop, is_significant }: RoundComparisonView): string {
  return [
    ...(tau === null ? [] : [`Kendall’s τ of the two orders is ${formatTau(tau)}.`]),
    ...(is_significant === null ? [] : [describeSignificant(is_significant)]),
    ...(drop === null ? [] : [describeDrop(drop)]),
  ].join(' ');
}

function describeSignificant({
  pairs,
  changed_places: changed,
}: NonNullable<RoundComparisonView['is_significant']>): string {
  if (pairs === 0) return 'No two of them are significantly different in both rounds.';
  const places = changed === 0 ? 'none changed places' : `${changed} changed places`;
  return `Of ${pairs === 1 ? 'the one pair' : `${pairs} pairs`} with a significant difference in both rounds, ${places}.`;
}

const describeDrop = ({ unit, estimate, lower, upper }: NonNullable<RoundComparisonView['drop']>): string =>
  `Models made during the older round fell by ${formatExcess(estimate, unit)} more than anchors of their score, 95 % interval ${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}.`;

const formatTau = (tau: number): string => tau.toFixed(2).replace('-', '−');
