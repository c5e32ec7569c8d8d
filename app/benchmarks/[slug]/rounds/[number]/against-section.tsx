import { EvidenceGlyph } from '@/app/_ui/glyphs/evidence-glyph';
import { Marked } from '@/app/_ui/glyphs/marked';
import { Section } from '@/app/_ui/page/section';
import { evidenceTones } from '@/app/_ui/ranking/evidence-badge';
import { Figure } from '@/app/_ui/words/figure';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { evidenceKinds } from '@/lib/core/benchmark';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { AgainstTable } from './against-table';
import { ComparisonPlot } from './comparison-plot';
import { describeComparison } from './describe-comparison';

/** The round before against this one: every version that both scored, drawn, and what that proves and doesn't. */
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
          note={`${formatMetric(metric)} on the final part. Crosses are 95 % limits: grey of ${earlier.title}, blue of ${later.title}.`}
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
              That nobody had tuned to the old round, or that somebody had. A loss that all versions share
              looks exactly like harder items, and what all of them learnt alike shows in none of the points.
            </Note>
            <Note title="How to read it">
              On the broken line a version scores the same in both rounds; its distance from there is what the
              change of rounds cost it.
              {fit &&
                ' The blue line is fitted to all of them, with its 95 % limits. Above it a version scored more than others of its level, within its cross by chance.'}
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

/** What the marks' shapes say: what each score of the newer round rests on. */
function Legend({ versions }: Pick<RoundComparisonView, 'versions'>) {
  return (
    <span className="flex flex-wrap gap-x-s4 gap-y-2">
      {evidenceKinds.map((evidence) => {
        const count = versions.filter(({ later }) => later.evidence === evidence).length;
        return (
          count > 0 && (
            <Marked key={evidence} tone={evidenceTones[evidence]}>
              <EvidenceGlyph evidence={evidence} />
              {evidence}, {count}
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
