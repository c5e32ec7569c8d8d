import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { FigurePlot } from '@/app/_ui/figure/figure-plot';
import { pageWidths } from '@/app/_ui/figure/plot-widths';
import { chooseHighlighted } from '@/app/_ui/over-rounds/choose-highlighted';
import { drawOverRounds } from '@/app/_ui/over-rounds/draw-over-rounds';
import { Section } from '@/app/_ui/page/section';
import { Figure } from '@/app/_ui/words/figure';
import type { LeftOutModel, OverRoundsView } from '@/lib/contracts/over-rounds';
import { keysOf } from '@/lib/core/keys-of';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { listDrawnAgainst } from './list-drawn-against';
import { OverRoundsTable } from './over-rounds-table';

const barsNote = 'Bars are 95 % limits.';

/** A line per model over the rounds that are on one scale, and their ranks in each. */
export function OverRoundsSection({ view, picked }: { view: OverRoundsView; picked: readonly string[] }) {
  const highlighted = chooseHighlighted(view, picked);
  const call = `/api/v1/benchmarks/${view.benchmark}/over-rounds`;
  const choice = picked.map((slug) => `&model=${slug}`).join('');
  return (
    <Section
      id="over-rounds"
      title="Adjusted scores over rounds"
      aside={`${view.models.length} ${view.models.length === 1 ? 'model' : 'models'} over ${view.rounds.length} rounds`}
    >
      <Figure
        title={describeShown(view, highlighted.length, picked.length > 0)}
        note={`${formatMetric(view.metric)} on the final split, adjusted to round ${view.base_round}’s difficulty; ${view.direction} is better. ${barsNote} Blue, with a bold name: statistical tie for first in the newest round.`}
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
      <LeftOut view={view} />
    </Section>
  );
}

const reasons: Readonly<Record<LeftOutModel['reason'], string>> = {
  'not-ranked': 'a host’s model or a baseline, which isn’t ranked',
  'round-not-linked': 'too few anchor models in its rounds',
  'at-chance': 'its score is that of chance, in easy and hard rounds alike',
  'no-interval': 'its score has no interval',
};

/** Models of these rounds without a line, by the reason. */
function LeftOut({ view: { benchmark, left_out: leftOut } }: { view: OverRoundsView }) {
  if (leftOut.length === 0) return null;
  const byReason = keysOf(reasons).flatMap((reason) => {
    const models = leftOut.filter((one) => one.reason === reason);
    return models.length > 0 ? [{ reason, models }] : [];
  });
  return (
    <div className="mt-s4 text-small" data-testid="left-out">
      <p>Left out:</p>
      <ul className="list-disc pl-s5">
        {byReason.map(({ reason, models }) => (
          <li key={reason}>
            {listShort(
              models.map(({ model, model_slug }) => (
                <Link
                  key={model_slug}
                  href={`/benchmarks/${benchmark}/models/${model_slug}`}
                  prefetch={false}
                >
                  {model}
                </Link>
              )),
            )}
            : {reasons[reason]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The JSON has all of them. */
const namedMax = 20;

function listShort(names: readonly ReactElement[]): ReactNode[] {
  const more = names.length - namedMax;
  const shown = names.slice(0, namedMax).flatMap((name, i) => (i === 0 ? [name] : [', ', name]));
  return more > 0 ? [...shown, ` and ${more} more`] : shown;
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
  `Adjusted to round ${base_round}’s difficulty: ${models
    .map(
      ({ model, points }) => `${model} ${points.map(({ score }) => formatScore(metric, score)).join(', ')}`,
    )
    .join('; ')}`;
