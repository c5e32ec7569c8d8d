import { evidenceTones } from './evidence-badge';
import { FewItemsNote, hasFewItemsNote } from './few-items-note';
import { formatRowScore } from './format-row-score';
import { LastRank } from './last-rank';
import { ModelName } from './model-name';
import { OptionalCell } from './optional-cell';
import { PickBox } from './pick-box';
import { RankingCell } from './ranking-cell';
import type { RowFacts } from './row-facts';
import type { RowsFrame } from './rows-frame';
import { ScoreAfterErratum } from './score-after-erratum';
import { StruckScore } from './struck-score';
import { Whisker } from './whisker';

export function RankingRow({ row, frame }: { row: RowFacts; frame: RowsFrame }) {
  const { boxes, hasRank, isInvalidated } = frame;
  const secondaries = frame.shown.filter(({ column }) => column === 'secondary');
  return (
    <tr className={`${rowClasses} ${row.isTied ? tiedClasses : 'hover:bg-well'}`} data-testid="ranking-row">
      {frame.canPick && (
        <RankingCell column="pick" boxes={boxes}>
          {row.rank !== null && <PickBox row={row} isPicked={frame.picked.includes(row.slug)} />}
        </RankingCell>
      )}
      {hasRank && <RankCell row={row} frame={frame} />}
      <RankingCell column="model" boxes={boxes} tone={hasRank ? '' : 'pl-12'}>
        <ModelName row={row} benchmark={frame.benchmark} hasAll={boxes.areChosen} />
      </RankingCell>
      <ScoreCell row={row} frame={frame} />
      <RankingCell
        column="plot"
        boxes={boxes}
        tone={isInvalidated || row.evidence === null ? 'text-ink-3' : evidenceTones[row.evidence]}
      >
        <Whisker row={row} frame={frame} />
      </RankingCell>
      {frame.shown.map((shown) => (
        <OptionalCell
          key={shown.name}
          shown={shown}
          secondary={row.secondary[secondaries.indexOf(shown)] ?? null}
          row={row}
          frame={frame}
        />
      ))}
    </tr>
  );
}

const rowClasses =
  'max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-12 max-phone:border-b max-phone:border-rule max-phone:px-8 max-phone:pt-8 max-phone:pb-6 max-narrow:gap-x-8';

/** Rows tied with the leader stand in shallow water. */
const tiedClasses = 'bg-shallow-1 hover:bg-[color-mix(in_srgb,var(--shallow-1)_60%,var(--shallow-2))]';

function RankCell({ row, frame }: { row: RowFacts; frame: RowsFrame }) {
  return (
    <RankingCell
      column="rank"
      boxes={frame.boxes}
      tone={row.isTied ? 'forced-colors:border-l-4 forced-colors:border-l-[CanvasText]' : ''}
      testId="rank"
    >
      {row.rank ?? <NoRank />}
      {row.isTied && frame.hasComparison && <span className="sr-only">, tied with the leader</span>}
      {!frame.isInvalidated && <LastRank row={row} round={frame.lastRound} />}
    </RankingCell>
  );
}

function ScoreCell({ row, frame }: { row: RowFacts; frame: RowsFrame }) {
  const { boxes, isInvalidated } = frame;
  const interval = row.limits && { rests_on_few_items: row.isOnFewItems };
  const { score, limits } = formatRowScore(row, frame);
  // A third line stands closer, so that the row is as high as any other.
  const isTight = hasFewItemsNote(interval);
  return (
    <RankingCell
      column="score"
      boxes={boxes}
      tone={row.correctedScore !== null ? 'not-max-phone:py-4' : ''}
      testId="score"
    >
      <b className={`font-[640] ${isTight ? 'text-body/[15px]' : 'text-body/[1.25]'}`}>
        <StruckScore isStruck={isInvalidated}>{score}</StruckScore>
      </b>
      <span
        className={`block whitespace-nowrap text-ink-3 max-phone:order-3 ${isTight ? 'text-micro/[12px]' : 'text-micro/[1.2]'}`}
      >
        <StruckScore isStruck={isInvalidated}>{limits ?? 'no interval'}</StruckScore>
      </span>
      <FewItemsNote interval={interval} />
      <ScoreAfterErratum row={row} frame={frame} />
    </RankingCell>
  );
}

function NoRank() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not ranked</span>
    </span>
  );
}
