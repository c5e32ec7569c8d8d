import type { OfficialResult } from '@/lib/contracts/exports/official-result';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { Picture } from '@/lib/core/picture/picture';
import { frameCard, ink, lineOf, margin } from './card-frame';
import { evidenceInks, markAt } from './plot-rows';

/** The card of a model: where it stands in its newest official ranking, with metric, limits and rank interval. */
export function composeModelCard(
  benchmark: { readonly slug: string; readonly title: string },
  result: OfficialResult,
): Picture {
  const { entry } = result;
  const scoreX = 344;
  return frameCard(
    [
      {
        ...{ kind: 'line', x: margin, y: 164, widthMax: 1072, shrinkMin: 0.8, anchor: 'start' },
        texts: [
          { text: benchmark.title, instead: benchmark.slug, face: 'sans', size: 26, fill: ink.second },
          { text: `, ${result.roundTitle}`, instead: `, round ${result.round}`, ...secondary },
        ],
      },
      lineOf(entry.model, [margin, 236], {
        ...{ size: 70, face: 'serif', shrinkMin: 0.5, instead: entry.model_slug },
      }),
      ...writePlace(result),
      ...writeFigure(scoreX, formatMetric(result.metric), {
        figure: formatScore(result.metric, entry.score),
        beside: describeInterval(result.metric, entry.interval),
      }),
      ...writeOrigin(result),
    ],
    result.freshness,
  );
}

const secondary = { face: 'sans', size: 26, fill: ink.second } as const;

function writePlace({ entry, ranked }: OfficialResult): Picture['parts'] {
  if (entry.rank === null)
    return writeFigure(margin, 'Not ranked', { figure: entry.kind, beside: '' }, { size: 60, widthMax: 250 });
  return writeFigure(
    margin,
    'Rank, 95 %',
    { figure: formatRank(entry), beside: `of ${ranked}` },
    { size: 92, widthMax: 250 },
  );
}

/** A large figure below what it is, with what must not be missing beside it. */
function writeFigure(
  x: number,
  title: string,
  { figure, beside }: { figure: string; beside: string },
  { size, widthMax }: { size: number; widthMax: number } = { size: 92, widthMax: 792 },
): Picture['parts'] {
  return [
    lineOf(title, [x, 314], { ...secondary, widthMax }),
    {
      ...{ kind: 'line', x, y: 396, widthMax, shrinkMin: 0.4, anchor: 'start' },
      texts: [
        { text: figure, face: 'serif', size, fill: ink.ink },
        { text: beside === '' ? '' : `  ${beside}`, face: 'sans', size: 34, fill: ink.second },
      ],
    },
  ];
}

function writeOrigin({ entry }: OfficialResult): Picture['parts'] {
  return [
    { kind: 'shapes', svg: markAt(entry.evidence, [78, 455], 2) },
    {
      ...{ kind: 'line', x: 107, y: 464, widthMax: 1029, shrinkMin: 0.6, anchor: 'start' },
      texts: [
        { text: entry.evidence, face: 'bold', size: 26, fill: evidenceInks[entry.evidence] },
        { text: `  ${entry.team}`, instead: `  ${entry.team_slug}`, ...secondary },
        { text: `, version ${entry.version}`, instead: '', ...secondary },
      ],
    },
  ];
}
