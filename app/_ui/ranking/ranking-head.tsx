import type { ReactNode } from 'react';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { PlotAxis } from './plot-axis';
import { columnBoxes, type RankingColumn, wideScoreBox } from './ranking-column';
import type { RankingFrame } from './ranking-row';

export function RankingHead({
  frame: { board, scale, columns, quotaPerRound, bandOf },
}: {
  frame: RankingFrame;
}) {
  const leader = board.entries[0]!;
  const hasDisclosures = board.entries.some(({ disclosure }) => disclosure !== null);
  return (
    // On a phone the shared axis alone stays on top.
    <thead className="max-phone:sticky max-phone:top-0 max-phone:z-3 max-phone:block max-phone:bg-paper">
      <tr className="max-phone:block">
        <Heading column="rank" note={leader.rank_lower !== null && '95 %'}>
          Rank
        </Heading>
        <Heading column="model" note="team, version">
          Model
        </Heading>
        <Heading column="score" isWide={columns.hasScoreAfter} note="interval">
          Score
        </Heading>
        <Heading column="plot">
          <span className="sr-only">Score and interval, drawn</span>
          <PlotAxis metric={board.metric} scale={scale} leader={bandOf} />
        </Heading>
        {hasDisclosures ? (
          <Heading column="evidence" note="code, weights, data">
            Evidence, open
          </Heading>
        ) : (
          <Heading column="evidence" note="frozen when?">
            Evidence
          </Heading>
        )}
        {columns.secondary.map((name) => (
          <Heading key={name} column="secondary" note={`${metricByName[name].direction} is better`}>
            {formatMetric(name)}
          </Heading>
        ))}
        <Heading column="used" note={`of ${quotaPerRound}`}>
          Used
        </Heading>
        {columns.hasGap && (
          <Heading column="gap" note="feedback − final">
            Gap
          </Heading>
        )}
        {columns.hasEquated && (
          <Heading column="equated" note={`to round ${board.equating?.base_round}`}>
            Equated
          </Heading>
        )}
        <Heading column="submitted" note="UTC">
          Submitted
        </Heading>
      </tr>
    </thead>
  );
}

const headingClasses =
  'sticky top-0 z-2 bg-paper align-bottom text-small/[1.25] text-ink-2 shadow-[inset_0_-1px_var(--ink)] max-phone:static max-phone:w-auto print:static';

function Heading({
  column,
  isWide = false,
  note,
  children,
}: {
  column: RankingColumn;
  isWide?: boolean;
  note?: string | false;
  children: ReactNode;
}) {
  const space =
    column === 'plot'
      ? 'forced-color-adjust-none max-phone:block max-phone:pt-6'
      : 'pt-8 pb-7 max-phone:hidden';
  return (
    <th scope="col" className={`${headingClasses} ${isWide ? wideScoreBox : columnBoxes[column]} ${space}`}>
      {children}
      {note && <small className="block text-micro text-ink-3">{note}</small>}
    </th>
  );
}
