import {
  computeDifferenceScale,
  DifferenceAxis,
  DifferencePlot,
  type DifferenceScale,
  decimalsOfPair,
  formatDifferenceInterval,
} from '@/app/_ui/comparison/difference-plot';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import type { ComparedModelsView, ComparedPair, ComparedRanking } from '@/lib/contracts/compared-models';
import { formatDifference } from '@/lib/core/metrics/format-score';

/** A pair of models in one round, compared by the sealed labels or by those of an erratum. */
type Row = {
  readonly title: string;
  readonly round: number;
  readonly erratum: number | null;
  readonly pair: ComparedPair;
  /** Number of pairs in the ranking, for which the tests are corrected as multiple comparisons. */
  readonly pairCount: number;
  /** Scores of all compared models in the same ranking. */
  readonly scores: readonly number[];
};

const cell = 'h-40 border-b border-rule align-middle max-phone:h-auto max-phone:border-0 max-phone:p-0';

/**
 * A table with one row for each pair and round, newest round first, and below it a row with an erratum's labels. On a phone a
 * row is a card of three lines.
 */
export function PairsTable({ compared }: { compared: ComparedModelsView }) {
  const scale = computeDifferenceScale(
    compared.rounds.flatMap(({ pairs, after_erratum: corrected }) => [
      ...(pairs ?? []),
      ...(corrected?.pairs ?? []),
    ]),
  );
  const newest = compared.rounds.find(({ pairs }) => pairs !== null)?.round;
  return (
    <table
      className="table-fixed text-data/[1.3] font-stretch-95% max-phone:block"
      data-testid="paired-differences"
    >
      <caption className="sr-only">Paired differences, round by round</caption>
      <PairsHead compared={compared} scale={scale} />
      <tbody className="max-phone:block">
        {groupByPair(compared).map((rows) =>
          rows.map((row, i) => (
            <tr
              key={`${row.round} ${row.erratum}`}
              className={`${rowClasses} ${i === rows.length - 1 ? '*:border-rule-2' : ''}`}
            >
              <PairCells row={row} isFirst={i === 0} metric={compared.metric} />
              <td className={`${cell} max-phone:[grid-area:2/1/3/4]`}>
                <DifferencePlot
                  pair={row.pair}
                  scale={scale}
                  isNewest={row.round === newest && row.erratum === null}
                />
              </td>
              <td
                className={`${cell} pl-20 max-phone:[grid-area:3/1/4/4] max-phone:pl-0`}
                data-testid="verdict"
              >
                <Verdict row={row} direction={compared.direction} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

const rowClasses =
  'max-phone:grid max-phone:grid-cols-[auto_minmax(0,1fr)_auto] max-phone:items-center max-phone:gap-x-10 max-phone:border-b max-phone:border-rule max-phone:py-6';

function PairsHead({ compared, scale }: { compared: ComparedModelsView; scale: DifferenceScale }) {
  const heading = 'border-b border-ink pb-6 align-bottom text-small/[1.25] text-ink-2 max-phone:hidden';
  return (
    <thead className="max-phone:block">
      <tr className="max-phone:block">
        <th scope="col" className={`w-96 ${heading}`}>
          Pair
        </th>
        <th scope="col" className={`w-140 ${heading}`}>
          Round
        </th>
        <th scope="col" className={`w-150 pr-16 text-right max-wide:w-132 ${heading}`}>
          Difference<small className="block text-micro text-ink-3">95 % interval</small>
        </th>
        <th scope="col" className="border-b border-ink pb-6 align-bottom max-phone:block max-phone:pb-2">
          <span className="sr-only">Difference and interval, drawn</span>
          <DifferenceAxis scale={scale} metric={compared.metric} />
        </th>
        <th scope="col" className={`w-200 pl-20 max-wide:w-160 ${heading}`}>
          Paired test<small className="block text-micro text-ink-3">with all pairs of the ranking</small>
        </th>
      </tr>
    </thead>
  );
}

function PairCells({
  row: { pair, title, erratum, scores },
  isFirst,
  metric,
}: {
  row: Row;
  isFirst: boolean;
  metric: ComparedModelsView['metric'];
}) {
  const decimals = decimalsOfPair(pair, scores);
  return (
    <>
      <th scope="row" className={`${cell} whitespace-nowrap`}>
        <span className={isFirst ? '' : 'not-max-phone:sr-only'}>
          <ModelLetter letter={pair.first} /> − <ModelLetter letter={pair.second} />
        </span>
      </th>
      <td className={`${cell} truncate pr-12 text-ink-2`} title={title}>
        {title}
        {erratum !== null && (
          <small className="block truncate text-micro/[1.2] text-ink-3">with erratum {erratum}</small>
        )}
      </td>
      <td className={`${cell} pr-16 text-right whitespace-nowrap max-phone:whitespace-normal`}>
        <b className="font-semibold">{formatDifference(metric, pair.difference, decimals)}</b>
        <small className="block text-micro/[1.2] text-ink-3 max-[360px]:block">
          {pair.interval ? formatDifferenceInterval(metric, pair.interval, decimals) : 'no interval'}
        </small>
      </td>
    </>
  );
}

function Verdict({ row: { pair, pairCount }, direction }: { row: Row; direction: 'higher' | 'lower' }) {
  if (!pair.is_significant)
    return (
      <span className="text-ink-2">
        no significant difference
        {pair.is_significant_alone &&
          pairCount > 1 &&
          ` after correction for ${pairCount.toLocaleString('en')} pairs`}
      </span>
    );
  const better = pair.difference > 0 === (direction === 'higher') ? pair.first : pair.second;
  return <b className="font-semibold">{better} is significantly better</b>;
}

function groupByPair({ rounds }: ComparedModelsView): Row[][] {
  const groups = new Map<string, Row[]>();
  const add = (named: Omit<Row, 'pair'>, pairs: readonly ComparedPair[] | null) => {
    for (const pair of pairs ?? []) {
      const key = `${pair.first}${pair.second}`;
      groups.set(key, [...(groups.get(key) ?? []), { ...named, pair }]);
    }
  };
  const scoresOf = ({ models }: Pick<ComparedRanking, 'models'>) => models.map(({ score }) => score);
  for (const ranking of rounds) {
    const { title, round, pairs, after_erratum: corrected } = ranking;
    const { pair_count: pairCount } = ranking;
    add({ title, round, erratum: null, pairCount, scores: scoresOf(ranking) }, pairs);
    if (corrected)
      add(
        {
          ...{ title, round, erratum: corrected.erratum, pairCount: corrected.pair_count },
          scores: scoresOf(corrected),
        },
        corrected.pairs,
      );
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
}
