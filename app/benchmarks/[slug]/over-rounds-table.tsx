import Link from 'next/link';
import { buttonClasses } from '@/app/_ui/controls/button-look';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { ScrollBox } from '@/app/_ui/table/scroll-box';
import type { ModelOverRounds, OverRoundsView } from '@/lib/contracts/over-rounds';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';

/** More rows and older rounds are in the CSV. */
const rowsMax = 100;
const roundsMax = 6;

/** The newest score on the scale and the rank intervals of the newest rounds, newest first; whose line is named is ticked here. */
export function OverRoundsTable({ view, picked }: { view: OverRoundsView; picked: readonly string[] }) {
  const rows = view.models.filter(({ model_slug }, i) => i < rowsMax || picked.includes(model_slug));
  const left = view.models.length - rows.length;
  return (
    <form action={`/benchmarks/${view.benchmark}`} method="get" className="mt-s5">
      <input type="hidden" name="ranking" value="rounds" />
      <ScrollBox label="Rank intervals">
        <DataTable
          look="named-figures"
          caption="Rank intervals, round by round"
          rows={rows}
          keyOf={({ model_slug }) => model_slug}
          columns={listColumns(view, picked)}
        />
      </ScrollBox>
      <p className="mt-s3 flex flex-wrap items-center gap-s3 text-small text-ink-2">
        <button type="submit" className={buttonClasses('plain')}>
          Name the ticked lines
        </button>
        <span>up to four</span>
        {picked.length > 0 && (
          <Link href={`/benchmarks/${view.benchmark}?ranking=rounds`}>Name the best again</Link>
        )}
        {left > 0 && <span>{left} more are in the CSV.</span>}
      </p>
    </form>
  );
}

function listColumns(view: OverRoundsView, picked: readonly string[]): Column<ModelOverRounds>[] {
  const rounds = view.rounds.slice(-roundsMax).reverse();
  return [
    {
      title: 'Name its line',
      isTitleHidden: true,
      cell: 'max-phone:self-center',
      value: (row) => <Tick row={row} isPicked={picked.includes(row.model_slug)} />,
    },
    {
      title: 'Model',
      isRowHeader: true,
      cell: 'max-w-260 truncate',
      value: ({ model, model_slug }) => (
        <Link href={`/benchmarks/${view.benchmark}/models/${model_slug}`} title={model}>
          {model}
        </Link>
      ),
    },
    {
      title: 'Newest, adjusted',
      align: 'end',
      cell: 'max-phone:basis-full max-phone:text-left',
      value: ({ points }) => {
        const last = points.at(-1);
        return (
          last && (
            <>
              {formatScore(view.metric, last.score)}{' '}
              <span className="text-ink-3">({formatInterval(view.metric, last)})</span>
            </>
          )
        );
      },
    },
    ...rounds.map(
      ({ round, title }): Column<ModelOverRounds> => ({
        title: `Rank in ${title}`,
        align: 'end',
        value: (row) => rankIn(row, round),
      }),
    ),
  ];
}

const Tick = ({ row, isPicked }: { row: ModelOverRounds; isPicked: boolean }) => (
  <input
    type="checkbox"
    name="model"
    value={row.model_slug}
    defaultChecked={isPicked}
    aria-label={`Name the line of ${row.model}`}
    className="block size-16 accent-sea"
  />
);

function rankIn({ points }: ModelOverRounds, round: number): string {
  const point = points.find((one) => one.round === round);
  if (!point) return '–';
  const { rank_lower, rank_upper } = point;
  return rank_lower === null ? 'no interval' : formatRank({ rank: rank_lower, rank_lower, rank_upper });
}
