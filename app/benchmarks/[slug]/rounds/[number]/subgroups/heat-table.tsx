import { Fragment } from 'react';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import type { SubgroupsView } from '@/lib/contracts/subgroups';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import {
  chooseHeatStep,
  findBest,
  formatCell,
  type HeatStep,
  heatSteps,
  reasonWithoutScores,
  titleOfColumn,
} from './describe-subgroups';

const backgrounds: Readonly<Record<HeatStep, string>> = {
  1: 'bg-heat-1',
  2: 'bg-heat-2',
  3: 'bg-heat-3',
  4: 'bg-heat-4',
  5: 'bg-heat-5',
};

/** Maximum number of model columns on a phone. */
const phoneColumns = 4;

const hiddenOnPhone = (i: number) => (i < phoneColumns ? '' : ' max-phone:hidden');

type Model = SubgroupsView['models'][number];

type Cells = readonly (Pick<Model, 'score' | 'interval'> | null)[];

type Props = {
  subgroups: SubgroupsView;
  /** Indexes of the models in the columns, in their order. */
  places: readonly number[];
};

/**
 * A heat map with one row per slice and one column per model. Each cell has a number and a colour; the best cell of a row has a
 * frame.
 */
export function HeatTable({ subgroups, places }: Props) {
  const { metric, models, slices, item_count, columns } = subgroups;
  const shownModels = places.map((place) => models[place]!);
  const rowOf = (scores: Cells) => places.map((place) => scores[place] ?? null);
  const all = [models, ...slices.map(({ scores }) => scores)].flatMap((scores) =>
    rowOf(scores).flatMap((cell) => (cell ? [cell.score] : [])),
  );
  const cells = (scores: Cells) => (
    <HeatCells {...{ subgroups, all }} models={shownModels} row={rowOf(scores)} />
  );
  return (
    <table className="table-fixed text-data max-phone:table-auto" data-testid="slices">
      <caption className="sr-only">
        Scores of {shownModels.length} models in {slices.length} slices, {metric}
      </caption>
      <HeatHead {...{ subgroups }} models={shownModels} />
      <tbody>
        <tr>
          <RowHead itemCount={item_count} isStrong>
            All items
          </RowHead>
          {cells(models)}
        </tr>
        {columns.map(({ name, waits_for_reveal }) => (
          <Fragment key={name}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={2 + shownModels.length}
                className="h-34 pb-5 align-bottom text-small/[1.2] font-semibold text-ink-2"
              >
                By {titleOfColumn(name)}
                {waits_for_reveal && (
                  <span className="font-normal">
                    {' '}
                    · scores come with the reveal: the values follow the label
                  </span>
                )}
              </th>
            </tr>
            {slices
              .filter(({ column }) => column === name)
              .map((slice) => (
                <tr key={slice.value}>
                  <RowHead itemCount={slice.item_count}>{slice.value}</RowHead>
                  {slice.state === 'shown' ? (
                    cells(slice.scores)
                  ) : (
                    <td colSpan={shownModels.length} className="text-small text-ink-2">
                      {reasonWithoutScores[slice.state]}
                    </td>
                  )}
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function HeatHead({ subgroups: { pair }, models }: { subgroups: SubgroupsView; models: readonly Model[] }) {
  const heading =
    'border-b border-ink px-4 pb-7 align-bottom text-small/[1.25] text-ink-2 hyphens-auto wrap-break-word max-phone:px-2 max-phone:text-micro max-phone:font-stretch-84%';
  return (
    <thead>
      <tr>
        <th scope="col" className={`w-172 pl-0 max-wide:w-138 max-phone:w-92 ${heading}`}>
          Slice
        </th>
        <th scope="col" className={`w-72 pl-0 max-phone:w-44 ${heading}`}>
          Items
        </th>
        {models.map((model, i) => (
          <th key={model.model_slug} scope="col" className={`text-center ${heading}${hiddenOnPhone(i)}`}>
            {model.model_slug === pair?.first && (
              <>
                <ModelLetter letter="A" />
                <br />
              </>
            )}
            {model.model_slug === pair?.second && (
              <>
                <ModelLetter letter="B" />
                <br />
              </>
            )}
            <span title={`${model.model}, ${model.team}`}>{model.model}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowHeadProps = {
  itemCount: number;
  isStrong?: boolean;
  children: string;
};

function RowHead({ itemCount, isStrong = false, children }: RowHeadProps) {
  return (
    <>
      <th
        scope="row"
        className={`h-34 pr-8 wrap-break-word max-phone:pr-4 max-phone:text-small/[1.2] ${isStrong ? 'font-semibold' : 'font-medium'}`}
      >
        {children}
      </th>
      <td className="text-small whitespace-nowrap text-ink-2">{itemCount.toLocaleString('en')}</td>
    </>
  );
}

function HeatCells({
  subgroups: { metric, direction },
  models,
  row,
  all,
}: {
  subgroups: SubgroupsView;
  models: readonly Model[];
  row: Cells;
  /** All scores in the table, which determine the colour scale. */
  all: readonly number[];
}) {
  const best = findBest(
    row.map((cell) => cell?.score ?? null),
    direction,
  );
  return row.map((cell, i) => {
    const { model_slug, model } = models[i]!;
    const frame = best.has(i) ? ' shadow-[inset_0_0_0_2px_var(--ink)]' : '';
    if (!cell)
      return (
        <td
          key={model_slug}
          className={`text-center text-ink-3${hiddenOnPhone(i)}`}
          title={`${model}: no value`}
        >
          –
        </td>
      );
    return (
      <td
        key={model_slug}
        className={`border border-paper text-center font-serif text-body/[1] font-medium font-stretch-normal normal-nums max-phone:text-data forced-colors:forced-color-adjust-none ${backgrounds[chooseHeatStep(cell.score, all, direction)]}${frame}${hiddenOnPhone(i)}`}
        title={`${model}: ${describeCell(metric, cell)}`}
      >
        {formatCell(metric, cell.score)}
        {best.has(i) && <span className="sr-only"> best</span>}
      </td>
    );
  });
}

function describeCell(
  metric: SubgroupsView['metric'],
  { score, interval }: Pick<Model, 'score' | 'interval'>,
): string {
  const bounds = interval ? `95 % interval ${formatInterval(metric, interval)}` : 'no interval';
  return `${formatScore(metric, score)}, ${bounds}${interval?.is_unreliable ? ', interval unreliable' : ''}`;
}

/** The legend: colours and frame of the cells. */
export function HeatKey() {
  return (
    <p className="mt-s4 flex flex-wrap items-center gap-x-s4 gap-y-6 text-small text-ink-2">
      <span className="inline-flex items-center gap-6 whitespace-nowrap">
        worse
        {heatSteps.map((step) => (
          <span
            key={step}
            className={`inline-block h-14 w-26 border border-rule forced-colors:forced-color-adjust-none ${backgrounds[step]}`}
          />
        ))}
        better
      </span>
      <span className="inline-flex items-center gap-6 whitespace-nowrap">
        <span className="inline-block h-14 w-20 border-2 border-ink" />
        best of its row
      </span>
    </p>
  );
}
