import { metricByName } from '@/lib/core/metrics/metric-name';
import { mechanisms, mechanismTitles } from './oracle';
import { climbs, paperCounts } from './plan';
import type { Results } from './results';

/** The tables of docs/attacks.md, in Markdown. */
export function formatTables(results: Results): string {
  const paper = mechanisms.map((mechanism) => [
    mechanismTitles[mechanism],
    ...paperCounts.map((k) => {
      const cell = results.paper.find((c) => c.mechanism === mechanism && c.submissions === k)!;
      return `${toFour(cell.feedback_loss.mean)} (${toFour(cell.final_loss.mean)})`;
    }),
  ]);
  const closedForm = ['closed form for exact', ...results.closed_form.map((c) => toFour(c.feedback_loss))];
  const climbing = mechanisms.map((mechanism) => [
    mechanismTitles[mechanism],
    ...climbs.map(({ itemCount, submissionCount }) => {
      const cell = results.hill_climbing.find(
        (c) => c.mechanism === mechanism && c.items === itemCount && c.submissions === submissionCount,
      )!;
      return `${cell.gain_in_standard_errors.mean.toFixed(1)} (${cell.block_size})`;
    }),
  ]);
  return [
    formatTable(['mechanism', ...paperCounts.map((k) => `k = ${k}`)], [...paper, closedForm]),
    formatTable(
      ['mechanism', ...climbs.map((c) => `n = ${c.itemCount}, k = ${c.submissionCount}`)],
      climbing,
    ),
    formatGuarded(results),
  ].join('\n\n');
}

const formatGuarded = ({ guarded }: Results): string =>
  formatTable(
    [
      'attack',
      'metric',
      'n, K, unknown',
      'teams',
      'design',
      'improvements / feedback',
      'gain',
      'on final items',
      'exposure',
      'allows',
    ],
    guarded.map((cell) => [
      cell.attack,
      metricByName[cell.metric].title,
      `${cell.feedback_items}, ${cell.feedback_cap}, ${100 * cell.unknown_share} %`,
      String(cell.teams),
      cell.design,
      `${cell.improvements.toFixed(1)} / ${cell.decisions.toFixed(1)}`,
      `${cell.feedback_gain.mean.toFixed(2)} ± ${cell.feedback_gain.standard_error.toFixed(2)}`,
      `${cell.final_gain.mean.toFixed(2)} ± ${cell.final_gain.standard_error.toFixed(2)}`,
      `${Math.round(100 * cell.exposure)} %${cell.teams > 1 ? ' pooled' : ''}`,
      cell.gain_allowed.toFixed(2),
    ]),
  );

const toFour = (value: number): string => value.toFixed(4);

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
