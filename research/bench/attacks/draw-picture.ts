import { type Mechanism, mechanisms, mechanismTitles } from './oracle';
import { climbs, paperCounts } from './plan';
import type { Results } from './results';

const width = 960;
const height = 430;
const colours: Readonly<Record<Mechanism, string>> = {
  exact: '#b3261e',
  'two-decimals': '#c77700',
  'ladder-1se': '#6b4fa0',
  'ladder-3se': '#3f6fb5',
  guarded: '#1b7f4b',
};

type Panel = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
const losses: Panel = { left: 60, right: 440, top: 70, bottom: 320 };
const gains: Panel = { left: 540, right: 940, top: 70, bottom: 320 };

/** Both tables as one SVG picture: loss of the paper's attack against k, and gains of hill-climbing. */
export function drawPicture(results: Results): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13" fill="#222">`,
    '<title id="title">Two attacks on the feedback of a round, by mechanism</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...drawLosses(results),
    ...drawGains(results),
    ...mechanisms.map(drawLegend),
    '</svg>',
    '',
  ].join('\n');
}

function drawLosses(results: Results): string[] {
  const x = (k: number) => place(k, [0, 700], losses.left, losses.right);
  const y = (loss: number) => place(loss, [0.4, 0.51], losses.bottom, losses.top);
  const polyline = (points: readonly (readonly [number, number])[], style: string) =>
    `<polyline fill="none" ${style} points="${points.map(([k, loss]) => `${at(x(k))},${at(y(loss))}`).join(' ')}"/>`;
  return [
    heading(losses, "Paper's attack: loss of the vote on 4,000 labels"),
    ...[0.4, 0.42, 0.44, 0.46, 0.48, 0.5].map((loss) => gridLine(losses, y(loss), loss.toFixed(2))),
    ...paperCounts.map((k) => tick(x(k), losses.bottom, String(k))),
    tick(
      (losses.left + losses.right) / 2,
      losses.bottom + 20,
      'random files submitted (k); the true loss is 0.50',
    ),
    polyline(
      results.closed_form.map((c) => [c.submissions, c.feedback_loss]),
      'stroke="#555" stroke-width="1" stroke-dasharray="3 3"',
    ),
    ...mechanisms.map((mechanism) =>
      polyline(
        results.paper
          .filter((c) => c.mechanism === mechanism)
          .map((c) => [c.submissions, c.feedback_loss.mean]),
        `stroke="${colours[mechanism]}" stroke-width="2.5"`,
      ),
    ),
  ];
}

function drawGains(results: Results): string[] {
  const y = (gain: number) => place(gain, [0, 35], gains.bottom, gains.top);
  const groupWidth = (gains.right - gains.left) / climbs.length;
  const barWidth = groupWidth / (mechanisms.length + 1.5);
  return [
    heading(gains, 'Hill-climbing: gain in standard errors'),
    ...[0, 10, 20, 30].map((gain) => gridLine(gains, y(gain), String(gain))),
    tick((gains.left + gains.right) / 2, gains.bottom + 20, 'items n and submissions k; the true gain is 0'),
    ...climbs.flatMap(({ itemCount, submissionCount }, group) => {
      const left = gains.left + group * groupWidth;
      return [
        tick(
          left + groupWidth / 2,
          gains.bottom,
          `n ${thousands(itemCount)}, k ${thousands(submissionCount)}`,
        ),
        ...mechanisms.flatMap((mechanism, i) => {
          const cell = results.hill_climbing.find(
            (c) => c.mechanism === mechanism && c.items === itemCount && c.submissions === submissionCount,
          )!;
          const gain = Math.max(0, cell.gain_in_standard_errors.mean);
          const barLeft = left + (i + 0.75) * barWidth;
          return [
            `<rect x="${at(barLeft)}" y="${at(y(gain))}" width="${at(barWidth - 3)}" height="${at(gains.bottom - y(gain))}" fill="${colours[mechanism]}"/>`,
            `<text x="${at(barLeft + (barWidth - 3) / 2)}" y="${at(y(gain) - 4)}" text-anchor="middle" font-size="10">${gain.toFixed(1)}</text>`,
          ];
        }),
      ];
    }),
  ];
}

function drawLegend(mechanism: Mechanism, i: number): string {
  const x = 60 + i * 178;
  return `<rect x="${x}" y="385" width="12" height="12" fill="${colours[mechanism]}"/><text x="${x + 18}" y="396">${mechanismTitles[mechanism]}</text>`;
}

const heading = (panel: Panel, text: string): string =>
  `<text x="${panel.left}" y="40" font-size="16" font-weight="600">${text}</text>`;

const gridLine = (panel: Panel, y: number, label: string): string =>
  `<line x1="${panel.left}" x2="${panel.right}" y1="${at(y)}" y2="${at(y)}" stroke="#ddd"/><text x="${panel.left - 8}" y="${at(y + 4)}" text-anchor="end">${label}</text>`;

const tick = (x: number, bottom: number, label: string): string =>
  `<text x="${at(x)}" y="${bottom + 18}" text-anchor="middle">${label}</text>`;

function place(value: number, [from, to]: readonly [number, number], start: number, end: number): number {
  return start + ((value - from) / (to - from)) * (end - start);
}

const at = (coordinate: number): string => coordinate.toFixed(1);
const thousands = (count: number): string => count.toLocaleString('en-US');
