import type { CardNode } from '@/lib/contracts/card';
import type { OfficialResult } from '@/lib/contracts/exports/official-result';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { box, frameCard, ink, line, margin, right, shapes } from './card-frame';
import { evidenceInks, evidenceShape } from './plot-rows';

const widthMax = right - margin;

const secondary = { face: 'sans', size: 26, color: ink.second } as const;

/** The preview picture of a model: rank range, score, interval and metric in the newest official ranking that has the model. */
export function composeModelCard(
  benchmark: { readonly slug: string; readonly title: string },
  result: OfficialResult,
): CardNode {
  const { entry, ranked, metric } = result;
  return frameCard(
    result.freshness,
    box(
      { flexDirection: 'column', padding: `24px ${margin}px 0` },
      line(`${benchmark.title}, ${result.roundTitle}`, {
        ...{ ...secondary, widthMax, sizeMin: 20, instead: `${benchmark.slug}, round ${result.round}` },
      }),
      box(
        { height: 98, alignItems: 'center', marginBottom: 20 },
        line(entry.model, {
          ...{ face: 'serif', size: 70, sizeMin: 35, color: ink.ink, widthMax, instead: entry.model_slug },
        }),
      ),
      box(
        {},
        box(
          { width: 280 },
          entry.rank === null
            ? figureOf('Not ranked', entry.kind, '', 60)
            : figureOf('Rank, 95 %', formatRank(entry), `of ${ranked}`, 92),
        ),
        figureOf(
          formatMetric(metric),
          formatScore(metric, entry.score),
          describeInterval(metric, entry.interval),
          92,
        ),
      ),
      box(
        { alignItems: 'center', marginTop: 24 },
        shapes(evidenceShape(entry.evidence), { width: 28, height: 28, marginRight: 14 }),
        line(entry.evidence, { ...secondary, face: 'bold', color: evidenceInks[entry.evidence] }),
        box(
          { marginLeft: 12 },
          line(`${entry.team}, version ${entry.version}`, {
            ...{ ...secondary, widthMax: 860, sizeMin: 20, instead: entry.team_slug },
          }),
        ),
      ),
    ),
  );
}

/** A name, below it a large figure, and beside the figure its interval or the number of ranked models. */
function figureOf(name: string, figure: string, beside: string, size: number): CardNode {
  return box(
    { flexDirection: 'column' },
    line(name, secondary),
    box(
      { alignItems: 'flex-end', height: 106 },
      // A font's descenders take a quarter of its size, so this padding puts figures of all sizes on one baseline.
      box({ paddingBottom: 23 - size / 4 }, line(figure, { face: 'serif', size, color: ink.ink })),
      box(
        { paddingLeft: 16, paddingBottom: 14 },
        line(beside, { face: 'sans', size: 34, color: ink.second }),
      ),
    ),
  );
}
