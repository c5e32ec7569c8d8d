import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarios } from '@/bench/losses/scenarios';
import type { MetricName } from '../metrics/metric-name';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { listSimulatedPowers, simulatedPowers } from './simulated-powers';

const paper = readFileSync(new URL('../../../docs/papers/possible-losses.md', import.meta.url), 'utf8');
const namesOfPaper: Partial<Record<MetricName, string>> = {
  balanced_accuracy: 'balanced accuracy',
  macro_f1: 'macro F1',
  roc_auc: 'ROC AUC',
  average_precision: 'average precision',
  quadratic_kappa: 'quadratic κ',
  rmse: 'RMSE',
  mape: 'MAPE',
  spearman: 'Spearman',
  kendall: 'Kendall',
  token_f1: 'token F1',
  rouge_l: 'ROUGE-L',
};

/** By the test that a row names, of the figures z / guarded z / bet. */
function pickFigure(test: string, cell: string): number {
  const figures = cell.split('/').map((figure) => Number(figure) / 100);
  return figures[test === 'bet' ? 2 : 1]!;
}

describe('the simulated chances that a better model is told', () => {
  it.each(simulatedPowers)('of $metric, $scenario, are those of the paper', (power) => {
    const row = paper
      .split('\n')
      .find((line) => line.startsWith(`| ${power.scenario} | ${namesOfPaper[power.metric]} |`));
    const [, , , test, first, fifth] = row!.split('|').map((cell) => cell.trim());
    expect([pickFigure(test!, first!), pickFigure(test!, fifth!)]).toEqual([
      expect.closeTo(power.first, 9),
      expect.closeTo(power.fifth, 9),
    ]);
  });

  it('are of scenarios that the bench draws', () => {
    for (const { scenario, metric } of simulatedPowers)
      expect(
        scenarios.some((one) => one.kind === 'better' && one.title === scenario && one.metric === metric),
        scenario,
      ).toBe(true);
  });

  it('call areas what they are: Φ(d′/√2)', () => {
    expect([1.2, 1.6].map((d) => Math.round(100 * computeNormalCdf(d / Math.SQRT2)))).toEqual([80, 87]);
  });

  it('of R² are those of RMSE, by which it is decided', () => {
    const of = (metric: MetricName) => listSimulatedPowers({ metric, shares: [], feedbackCount: 1000 });
    expect(of('r2')).toEqual(of('rmse'));
    expect(of('r2')).toHaveLength(1);
  });
});
