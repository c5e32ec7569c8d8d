import type { AttackExhibit, AttackRound } from '@/lib/contracts/attack-exhibit';
import type { CardNode } from '@/lib/contracts/card';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { computeWilsonInterval } from '@/lib/core/statistics/wilson';
import { box, frameCard, ink, line, margin, right, shapes } from '../_ui/card/card-frame';
import { type AttackSeries, traceAttack } from './attack-series';

/** Position and size of the plot in pixels of the card. */
const plot = { left: 640, top: 158, width: 472, height: 266 };

const gainGround = '#fae7f0';

const strokeWidth = 5;

/**
 * The preview picture of the home page: the site’s purpose, and the gain of the demo's attack on exact scores.
 * @param exhibit the attack; null on a site without the demo, whose picture has only text
 */
export function composeHomeCard(exhibit: AttackExhibit | null): CardNode {
  const attacked = exhibit?.rounds.find(({ policy }) => policy === 'exact');
  const title = (text: string) =>
    box({ height: 78, alignItems: 'center' }, line(text, { face: 'serif', size: 76, color: ink.ink }));
  const lede = (text: string) =>
    box({ height: 40, alignItems: 'center' }, line(text, { face: 'serif', size: 29, color: ink.second }));
  return frameCard(
    null,
    box(
      { flexDirection: 'column', padding: `22px ${margin}px 0` },
      ...['The test set', 'is replaced', 'every round.'].map(title),
      box({ height: 22 }),
      ...['A leaderboard where a high score means', 'the task was learnt, not the test.'].map(lede),
    ),
    ...(exhibit && attacked ? drawAttack(exhibit.metric, attacked) : []),
  );
}

function drawAttack(metric: MetricName, round: AttackRound): CardNode[] {
  const series = traceAttack(round);
  const [feedback, final] = [series.feedback.at(-1)!, series.final.at(-1)!];
  const interval = computeWilsonInterval(Math.round(final * round.final_count), round.final_count);
  const feedbackLabel = { text: `${formatScore(metric, feedback)} reported`, color: ink.over };
  const finalLabel = {
    text: `${formatScore(metric, final)} (${formatInterval(metric, interval)}) on new items`,
    color: ink.sea,
  };
  const [above, below] = feedback >= final ? [feedbackLabel, finalLabel] : [finalLabel, feedbackLabel];
  const label = ({ text, color }: typeof above, top: number) =>
    box(
      { position: 'absolute', left: plot.left, width: plot.width, top, justifyContent: 'flex-end' },
      line(text, { face: 'bold', size: 24, sizeMin: 15, color, widthMax: plot.width }),
    );
  return [
    shapes(drawSeries(series), {
      ...{ position: 'absolute', left: plot.left, top: plot.top - strokeWidth },
      ...{ width: plot.width, height: plot.height + 2 * strokeWidth },
    }),
    label(above, plot.top - 42),
    label(below, plot.top + plot.height + 10),
    box(
      { position: 'absolute', left: plot.left, top: 486 },
      line(`${formatMetric(metric)}: ${round.submissions.length} blind submissions, exact scores reported`, {
        ...{ face: 'sans', size: 20, sizeMin: 12, color: ink.third, widthMax: right - plot.left },
      }),
    ),
  ];
}

/** Draws the two scores as lines, and the gain as the area between them. */
function drawSeries({ feedback, final }: AttackSeries): string {
  const all = [...feedback, ...final];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const yOf = (score: number) => rounded(strokeWidth + plot.height * (1 - (score - low) / (high - low || 1)));
  const gained = feedback.map((score, i) => Math.max(score, final[i]!));
  const area = `M${stepsOf(gained, yOf).join('L')}L${stepsOf(final, yOf).reverse().join('L')}z`;
  const path = (scores: readonly number[], stroke: string) =>
    `<path d="M${stepsOf(scores, yOf).join('L')}" fill="none" stroke="${stroke}" stroke-width="${strokeWidth}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${plot.width} ${plot.height + 2 * strokeWidth}"><path d="${area}" fill="${gainGround}"/>${path(feedback, ink.over)}${path(final, ink.sea)}</svg>`;
}

/** Points of a step line: each score lasts until the next submission. */
function stepsOf(scores: readonly number[], yOf: (score: number) => number): string[] {
  const xOf = (i: number) => rounded((plot.width * i) / scores.length);
  return scores.flatMap((score, i) => [`${xOf(i)} ${yOf(score)}`, `${xOf(i + 1)} ${yOf(score)}`]);
}

const rounded = (value: number): number => Number(value.toFixed(1));
