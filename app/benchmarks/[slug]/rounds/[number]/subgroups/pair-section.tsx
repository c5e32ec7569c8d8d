import {
  computeDifferenceScale,
  DifferenceAxis,
  DifferencePlot,
  type DifferenceScale,
  formatDifferenceInterval,
  type PlottedDifference,
} from '@/app/_ui/comparison/difference-plot';
import { Button } from '@/app/_ui/controls/button';
import { HiddenFields } from '@/app/_ui/forms/form-fields';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import { Section } from '@/app/_ui/page/section';
import type { PairInSlices, SubgroupsView } from '@/lib/contracts/subgroups';
import { chooseDecimals, formatDifference } from '@/lib/core/metrics/format-score';
import { describePair, nameBetter, titleOfColumn } from './describe-subgroups';

type Props = {
  subgroups: SubgroupsView;
  path: string;
  /** Slugs of the models chosen for the first columns of the heat map above. */
  chosen: readonly string[];
};

/** Compares two ranked models slice by slice. */
export function PairSection({ subgroups, path, chosen }: Props) {
  const { pair } = subgroups;
  return (
    <Section
      id="pair"
      title="Two models, slice by slice"
      aside="difference of scores on the same items, 95 % interval"
    >
      <ChoosePair {...{ subgroups, path, chosen }} />
      {pair ? (
        <>
          <PairSentence {...{ subgroups, pair }} />
          <PairTable {...{ subgroups, pair }} />
        </>
      ) : (
        <p className="mt-s4 text-ink-2">Choose two different models that are ranked.</p>
      )}
    </Section>
  );
}

function ChoosePair({
  subgroups: { models, pair },
  path,
  chosen,
}: {
  subgroups: SubgroupsView;
  path: string;
  chosen: readonly string[];
}) {
  const ranked = models.filter(({ is_ranked }) => is_ranked);
  const select = (letter: 'A' | 'B', value: string | undefined) => (
    <label className="inline-flex items-center gap-8">
      <ModelLetter letter={letter} />
      <span className="field-box is-line max-w-280">
        <select
          name="pair"
          aria-label={`Model ${letter}`}
          className="field-control is-line"
          defaultValue={value}
        >
          {ranked.map(({ model, model_slug }) => (
            <option key={model_slug} value={model_slug}>
              {model}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
  return (
    <form action={`${path}#pair`} className="flex flex-wrap items-center gap-x-s3 gap-y-s2">
      {chosen.map((slug) => (
        <HiddenFields key={slug} values={{ model: slug }} />
      ))}
      {select('A', pair?.first)}
      <span className="text-ink-2">minus</span>
      {select('B', pair?.second)}
      <Button type="submit">Compare</Button>
    </form>
  );
}

function PairSentence({ subgroups, pair }: { subgroups: SubgroupsView; pair: PairInSlices }) {
  const { lead, rest } = describePair(pair, subgroups);
  return (
    <p
      className="mt-s4 max-w-[46em] border-l-4 border-ink pl-s4 font-serif text-h2/[1.35] font-stretch-normal text-pretty normal-nums max-phone:text-lede"
      data-testid="slices-sentence"
    >
      {lead} <b className="font-semibold">{rest}</b>
    </p>
  );
}

type Difference = PairInSlices['overall'];

const asPlotted = ({ difference, interval, is_significant }: Difference): PlottedDifference => ({
  difference,
  interval: interval,
  is_significant: is_significant,
});

const heading = 'border-b border-ink pb-6 align-bottom text-small text-ink-2';

function PairTable({ subgroups, pair }: { subgroups: SubgroupsView; pair: PairInSlices }) {
  const { item_count, models } = subgroups;
  const rows = [
    { title: 'All items', item_count, ...pair.overall, isStrong: true },
    ...pair.slices.map((slice) => ({
      ...slice,
      title: `${titleOfColumn(slice.column)}: ${slice.value}`,
      isStrong: false,
    })),
  ];
  const scale = computeDifferenceScale(rows.map(asPlotted));
  const decimals = chooseDecimals(
    rows.flatMap(({ difference, interval }) => [difference, interval?.lower ?? 0, interval?.upper ?? 0]),
    models.map(({ score }) => score),
  );
  return (
    <table className="mt-s4 table-fixed text-data max-phone:block" data-testid="pair-slices">
      <caption className="sr-only">Difference of A and B in each slice</caption>
      <thead className="max-phone:sr-only">
        <tr>
          <th scope="col" className={`w-220 max-wide:w-148 ${heading}`}>
            Slice
          </th>
          <th scope="col" className={`w-72 ${heading}`}>
            Items
          </th>
          <th scope="col" className={`w-190 pr-16 text-right max-wide:w-150 ${heading}`}>
            A − B
          </th>
          <th scope="col" className={heading}>
            <span className="sr-only">Difference and interval, drawn</span>
            <DifferenceAxis scale={scale} metric={subgroups.metric} />
          </th>
          <th scope="col" className={`w-220 pl-20 max-wide:w-160 ${heading}`}>
            Test, 5 % over all slices together
          </th>
        </tr>
      </thead>
      <tbody className="max-phone:block">
        {rows.map((row) => (
          <PairRow key={row.title} {...{ row, scale, decimals, subgroups }} />
        ))}
      </tbody>
    </table>
  );
}

const cell = 'h-36 border-b border-rule align-middle max-phone:h-auto max-phone:border-0 max-phone:p-0';

function PairRow({
  row,
  scale,
  decimals,
  subgroups: { metric, direction },
}: {
  row: Difference & { title: string; item_count: number; isStrong: boolean };
  scale: DifferenceScale;
  decimals: number;
  subgroups: SubgroupsView;
}) {
  const { title, item_count, difference, interval, is_significant, isStrong } = row;
  return (
    <tr className="max-phone:grid max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:items-center max-phone:gap-x-10 max-phone:border-b max-phone:border-rule max-phone:py-6">
      <th scope="row" className={`${cell} pr-12 wrap-anywhere ${isStrong ? 'font-semibold' : 'font-medium'}`}>
        {title}
      </th>
      <td className={`${cell} text-small text-ink-2 max-phone:hidden`}>{item_count.toLocaleString('en')}</td>
      <td className={`${cell} pr-16 text-right whitespace-nowrap`}>
        <b className="font-serif text-h3/[1] font-medium font-stretch-normal normal-nums">
          {formatDifference(metric, difference, decimals)}
        </b>
        <small className="ml-6 text-small text-ink-2 max-wide:block">
          {interval ? formatDifferenceInterval(metric, interval, decimals) : 'no interval'}
        </small>
      </td>
      <td className={`${cell} max-phone:[grid-area:2/1/3/3]`}>
        <DifferencePlot pair={asPlotted(row)} scale={scale} isNewest />
      </td>
      <td className={`${cell} pl-20 text-small max-phone:[grid-area:3/1/4/3] max-phone:pl-0`}>
        {is_significant ? (
          <b className="font-semibold">{nameBetter(difference, direction)} is significantly better</b>
        ) : (
          <span className="text-ink-2">no significant difference</span>
        )}
      </td>
    </tr>
  );
}
