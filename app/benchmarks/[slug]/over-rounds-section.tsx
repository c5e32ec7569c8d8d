import Link from 'next/link';
import { FigurePlot } from '@/app/_ui/figure/figure-plot';
import { pageWidths } from '@/app/_ui/figure/plot-widths';
import { chooseHighlighted } from '@/app/_ui/over-rounds/choose-highlighted';
import { drawOverRounds } from '@/app/_ui/over-rounds/draw-over-rounds';
import { Section } from '@/app/_ui/page/section';
import { Figure } from '@/app/_ui/words/figure';
import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { listDrawnAgainst } from './list-drawn-against';
import { OverRoundsTable } from './over-rounds-table';

const barsNote =
  'In the base round bars are 95 % limits: how far off the score could be, had other items been drawn. In later rounds they say how exactly the score is read on that scale, and nothing of other items.';

/** A line per model over the rounds that are on one scale, and their ranks in each. */
export function OverRoundsSection({ view, picked }: { view: OverRoundsView; picked: readonly string[] }) {
  const highlighted = chooseHighlighted(view, picked);
  const call = `/api/v1/benchmarks/${view.benchmark}/over-rounds`;
  const choice = picked.map((slug) => `&model=${slug}`).join('');
  return (
    <Section
      id="over-rounds"
      title="On one scale"
      aside={`${view.models.length} ${view.models.length === 1 ? 'model' : 'models'} over ${view.rounds.length} rounds`}
    >
      <Figure
        title={describeShown(view, highlighted.length, picked.length > 0)}
        note={`${formatMetric(view.metric)} on the final part, on the scale of round ${view.base_round}; ${view.direction} is better. ${barsNote} Blue, with a bold name: could be first in the newest round.`}
        caption="A line that crosses others within the bars has not overtaken them. That a later score is higher doesn’t show that the model is better: the rounds have different items."
      >
        <FigurePlot
          widths={pageWidths}
          draw={(width) => drawOverRounds(view, { picked, width })}
          label={describeLines(view, highlighted)}
          boxLabel="Models over rounds, drawn"
          hasTitles={(width) => width === pageWidths[0].width}
        />
      </Figure>
      <p className="mt-s2 text-small">
        Download <a href={`${call}?format=svg${choice}`}>SVG</a>&ensp;<a href={`${call}?format=csv`}>CSV</a>
        &ensp;<a href={call}>JSON</a>
      </p>
      <DrawnAgainst view={view} />
      <OverRoundsTable view={view} picked={picked} />
    </Section>
  );
}

/** Leads to the pictures of neighbouring rounds. */
function DrawnAgainst({ view }: { view: OverRoundsView }) {
  const drawn = listDrawnAgainst(view);
  if (drawn.length === 0) return null;
  return (
    <p className="mt-s2 flex flex-wrap gap-x-12 gap-y-2 text-small text-ink-2">
      Old round against new:{' '}
      {drawn.map(({ round, title }) => (
        <Link key={round} href={`/benchmarks/${view.benchmark}/rounds/${round}#against`} prefetch={false}>
          {title}
        </Link>
      ))}
    </p>
  );
}

function describeShown({ models }: OverRoundsView, count: number, arePicked: boolean): string {
  if (count === models.length) return 'Every model over the rounds';
  return arePicked
    ? `${count} of ${models.length} models named, the others in grey`
    : `The best of ${models.length} models named, the others in grey`;
}

const describeLines = ({ metric, base_round }: OverRoundsView, models: OverRoundsView['models']): string =>
  `On the scale of round ${base_round}: ${models
    .map(
      ({ model, points }) => `${model} ${points.map(({ score }) => formatScore(metric, score)).join(', ')}`,
    )
    .join('; ')}`;
