import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { Figure, FigurePlot, pageWidths } from '@/app/_ui/figure/figure-plot';
import { chooseHighlighted, drawOverRounds } from '@/app/_ui/over-rounds/draw-over-rounds';
import { Section } from '@/app/_ui/page/section';
import type { LeftOutModel, OverRoundsView } from '@/lib/contracts/over-rounds';
import type { RoundView } from '@/lib/contracts/round';
import { keysOf } from '@/lib/core/keys-of';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';

/** Minimum number of versions scored in both rounds for a plot of one round against the other. */
const versionsMin = 3;

const barsNote = 'Bars are 95 % intervals.';

type Props = {
  view: OverRoundsView;
  rounds: readonly RoundView[];
  picked: readonly string[];
};

/** A plot with one line per model over the rounds that are on one scale. @param rounds all public rounds of the benchmark */
export function AdjustedSection({ view, rounds, picked }: Props) {
  const highlighted = chooseHighlighted(view, picked);
  const call = `/api/v1/benchmarks/${view.benchmark}/over-rounds`;
  const choice = picked.map((slug) => `&model=${slug}`).join('');
  return (
    <Section
      id="over-rounds"
      title="Scores adjusted for difficulty"
      aside={`${view.models.length} ${view.models.length === 1 ? 'model' : 'models'} over ${view.rounds.length} rounds`}
    >
      <Figure
        title={describeShown(view, highlighted.length, picked.length > 0)}
        note={`${formatMetric(view.metric)}, adjusted to round ${view.base_round}’s difficulty; ${view.direction} is better. ${barsNote} Full circle: model frozen before the round; half circle: during it. Blue, with a bold name: statistical tie for first in the newest round.`}
        caption="Lines that cross within their bars show no overtaking. A higher score in a later round doesn’t show a better model: the rounds have different items."
      >
        <FigurePlot
          widths={pageWidths}
          draw={(width) => drawOverRounds(view, { picked, width })}
          label={describeLines(view, highlighted)}
          boxLabel="Models over rounds, drawn"
          hasTitles={(width) => width === pageWidths[0].width}
        />
      </Figure>
      <p className="mt-s2 flex flex-wrap gap-x-s4 text-small/[28px]">
        <a href={`${call}?format=svg${choice}`}>SVG</a>
        <a href={`${call}?format=csv`}>CSV</a>
        <a href={call}>JSON</a>
        <DrawnAgainst view={view} rounds={rounds} />
      </p>
      <ChooseNamed view={view} picked={picked} />
      <LeftOutModels view={view} />
    </Section>
  );
}

/** Maximum number of models that the form offers; the CSV has all models. */
const offeredMax = 100;

/** A form that chooses the models whose lines are highlighted. */
function ChooseNamed({
  view: { benchmark, models },
  picked,
}: {
  view: OverRoundsView;
  picked: readonly string[];
}) {
  return (
    <details className="mt-s2 text-small" open={picked.length > 0}>
      <summary>Choose the models to name</summary>
      <form action={`/benchmarks/${benchmark}/rounds#over-rounds`} method="get" className="mt-s2">
        <ul className="m-0 grid list-none grid-cols-3 gap-x-s5 p-0 max-wide:grid-cols-2 max-small:grid-cols-1">
          {models
            .filter(({ model_slug: slug }, i) => i < offeredMax || picked.includes(slug))
            .map(({ model_slug: slug, model, team }) => (
              <li key={slug}>
                <label className="flex min-h-28 items-center gap-8">
                  <input
                    type="checkbox"
                    name="model"
                    value={slug}
                    defaultChecked={picked.includes(slug)}
                    className="size-16 flex-none accent-sea"
                  />
                  <span className="min-w-0 truncate">
                    {model} <span className="text-ink-2">{team}</span>
                  </span>
                </label>
              </li>
            ))}
        </ul>
        <p className="mt-s2 flex flex-wrap items-center gap-s3">
          <Button type="submit">Name these</Button>
          <span className="text-ink-2">up to four</span>
          {picked.length > 0 && (
            <Link href={`/benchmarks/${benchmark}/rounds#over-rounds`}>Name the best</Link>
          )}
        </p>
      </form>
    </details>
  );
}

const reasons: Readonly<Record<LeftOutModel['reason'], string>> = {
  'not-ranked': 'a host’s model or a baseline, which isn’t ranked',
  'round-not-linked': 'too few anchor models in its rounds',
  'at-chance': 'its score is that of guessing, in easy and hard rounds alike',
  'no-interval': 'its score has no interval',
};

/** The models without a line, grouped by the reason. */
function LeftOutModels({ view: { benchmark, left_out: leftOut } }: { view: OverRoundsView }) {
  if (leftOut.length === 0) return null;
  const byReason = keysOf(reasons).flatMap((reason) => {
    const models = leftOut.filter((one) => one.reason === reason);
    return models.length > 0 ? [{ reason, models }] : [];
  });
  return (
    <div className="mt-s3 text-small/[1.5] text-ink-2" data-testid="left-out">
      <p>Left out of the figure:</p>
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

/** Maximum number of models named for each reason; the JSON has all of them. */
const namedMax = 20;

function listShort(names: readonly ReactElement[]): ReactNode[] {
  const more = names.length - namedMax;
  const shown = names.slice(0, namedMax).flatMap((name, i) => (i === 0 ? [name] : [', ', name]));
  return more > 0 ? [...shown, ` and ${more} more`] : shown;
}

/** Links to the plots of consecutive rounds against each other. */
function DrawnAgainst({ view, rounds }: { view: OverRoundsView; rounds: readonly RoundView[] }) {
  const drawn = listDrawnAgainst(view, rounds);
  if (drawn.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-12">
      Against the round before:{' '}
      {drawn.map(({ round, title }) => (
        <Link key={round} href={`/benchmarks/${view.benchmark}/rounds/${round}#against`} prefetch={false}>
          {title}
        </Link>
      ))}
    </span>
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

/**
 * Rounds on whose page there is a plot of the previous round against this one, newest first.
 * @param all all public rounds of the benchmark, the last opened first; their numbers may be in another order
 */
export function listDrawnAgainst(
  { rounds, models }: Pick<OverRoundsView, 'rounds' | 'models'>,
  all: readonly Pick<RoundView, 'number' | 'state'>[],
): OverRoundsView['rounds'] {
  const official = all.filter(({ state }) => state === 'closed' || state === 'revealed');
  const beforeOf = (round: number) => official[official.findIndex(({ number }) => number === round) + 1];
  const isDrawn = ({ round }: { round: number }, earlier: { round: number } | undefined): boolean => {
    // Left out if another round, which isn't on the scale, lies between the two.
    if (earlier === undefined || beforeOf(round)?.number !== earlier.round) return false;
    const inBoth = models.filter(({ points }) => {
      const [old, fresh] = [earlier.round, round].map((n) => points.find((point) => point.round === n));
      return old !== undefined && old.version === fresh?.version;
    });
    return inBoth.length >= versionsMin;
  };
  return rounds.filter((round, i) => isDrawn(round, rounds[i - 1])).toReversed();
}
