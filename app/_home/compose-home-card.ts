import type { AttackExhibit, AttackRound } from '@/lib/contracts/attack-exhibit';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Picture } from '@/lib/core/picture/picture';
import { computeWilsonLimits } from '@/lib/core/statistics/wilson';
import { frameCard, ink, lineOf, margin, right } from '../_ui/card/card-frame';
import { type AttackSeries, traceAttack } from './attack-series';

/** The plot's edges, in pixels of the card. */
const plot = { left: 640, right: 1112, top: 158, floor: 424 };
const gainGround = '#fae7f0';

/**
 * The card of the home page: what the site is for, and beside it what a hundred exact answers were worth.
 * @param exhibit null where no demo has played an attack; then the words stand alone
 */
export function composeHomeCard(exhibit: AttackExhibit | null): Picture {
  const attacked = exhibit?.rounds.find(({ policy }) => policy === 'exact');
  const widthMax = attacked ? 540 : right - margin;
  const title = (text: string, y: number) =>
    lineOf(text, [margin, y], { size: 76, face: 'serif', widthMax, shrinkMin: 0.6 });
  const lede = (text: string, y: number) =>
    lineOf(text, [margin, y], { size: 29, face: 'serif', fill: ink.second, widthMax, shrinkMin: 0.6 });
  return frameCard(
    [
      ...[title('The test set', 200), title('is replaced', 278), title('every round.', 356)],
      ...[
        lede('A leaderboard where a high score means', 422),
        lede('the task was learnt, not the test.', 462),
      ],
      ...(exhibit && attacked ? drawAttack(exhibit.metric, attacked) : []),
    ],
    null,
  );
}

function drawAttack(metric: MetricName, round: AttackRound): Picture['parts'] {
  const series = traceAttack(round);
  const [told, final] = [series.feedback.at(-1)!, series.final.at(-1)!];
  const limits = computeWilsonLimits(Math.round(final * round.final_count), round.final_count);
  const { yOf, shapes } = drawSeries(series);
  const [above, below] = told >= final ? [told, final] : [final, told];
  const label = (text: string, y: number, fill: string) =>
    lineOf(text, [plot.right, y], {
      size: 24,
      face: 'bold',
      fill,
      anchor: 'end',
      widthMax: 480,
      shrinkMin: 0.6,
    });
  const words = (score: number) =>
    score === told
      ? { text: `${formatScore(metric, told)} told`, fill: ink.over }
      : {
          text: `${formatScore(metric, final)} (${formatInterval(metric, limits)}) on new items`,
          fill: ink.sea,
        };
  return [
    { kind: 'shapes', svg: shapes },
    label(words(above).text, yOf(Math.max(...series.feedback, ...series.final)) - 18, words(above).fill),
    label(words(below).text, yOf(Math.min(...series.feedback, ...series.final)) + 36, words(below).fill),
    lineOf(
      `${formatMetric(metric)}: ${round.answers.length} blind submissions, told exact scores`,
      [plot.left, 506],
      { size: 20, fill: ink.third, widthMax: right - plot.left, shrinkMin: 0.6 },
    ),
  ];
}

function drawSeries({ feedback, final }: AttackSeries): { yOf: (score: number) => number; shapes: string } {
  const all = [...feedback, ...final];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const yOf = (score: number) =>
    round(plot.floor - ((score - low) / (high - low || 1)) * (plot.floor - plot.top));
  const gained = feedback.map((score, i) => Math.max(score, final[i]!));
  const area = `M${stepsOf(gained, yOf).join('L')}L${stepsOf(final, yOf).reverse().join('L')}z`;
  const line = (scores: readonly number[], stroke: string) =>
    `<path d="M${stepsOf(scores, yOf).join('L')}" fill="none" stroke="${stroke}" stroke-width="5"/>`;
  return {
    yOf,
    shapes: `<path d="${area}" fill="${gainGround}"/>${line(feedback, ink.over)}${line(final, ink.sea)}`,
  };
}

/** Corners of a line that holds after each submission until the next. */
function stepsOf(scores: readonly number[], yOf: (score: number) => number): string[] {
  const xOf = (i: number) => round(plot.left + ((plot.right - plot.left) * i) / scores.length);
  return scores.flatMap((score, i) => [`${xOf(i)} ${yOf(score)}`, `${xOf(i + 1)} ${yOf(score)}`]);
}

const round = (value: number): number => Number(value.toFixed(1));
