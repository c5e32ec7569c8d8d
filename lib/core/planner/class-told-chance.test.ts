import { describe, expect, it } from 'vitest';
import { judgeFiles } from '@/research/bench/losses/judge-files';
import { repetitions } from '@/testing/stress';
import type { MetricName } from '../metrics/metric-name';
import { createRng, type Rng } from '../statistics/rng';
import type { ClassShares } from './class-shares';
import { computeClassToldChance } from './class-told-chance';

const level = 0.025;
const draws = repetitions(80, 2000);

function drawClass(rng: Rng, shares: ClassShares): number {
  let left = rng.nextUnit();
  for (const [label, share] of shares.entries()) {
    left -= share;
    if (left < 0) return label;
  }
  return 0;
}

/** Two files as `computeClassToldChance` has them, drawn. */
function drawFiles(
  rng: Rng,
  itemCount: number,
  shares: ClassShares,
  { gain, discordantShare }: { gain: number; discordantShare: number },
) {
  const [won, lost] = [(discordantShare + gain) / 2, (discordantShare - gain) / 2];
  const [labels, before, after] = [0, 0, 0].map(() => new Int32Array(itemCount));
  for (let i = 0; i < itemCount; i++) {
    const label = drawClass(rng, shares);
    const other = (label + 1 + Math.floor(rng.nextUnit() * (shares.length - 1))) % shares.length;
    const luck = rng.nextUnit();
    const isBothRight = luck < 0.8 - lost;
    labels![i] = label;
    before![i] = isBothRight || luck < 0.8 ? label : other;
    after![i] = isBothRight || (luck >= 0.8 && luck < 0.8 + won) ? label : other;
  }
  const fileOf = (predicted: Int32Array) => ({ kind: 'classes', predicted, probabilities: null }) as const;
  return {
    task: shares.length === 2 ? ('binary' as const) : ('multiclass' as const),
    classes: shares.map((_, c) => String(c)),
    labels: labels!,
    groups: null,
    before: fileOf(before!),
    after: fileOf(after!),
  };
}

describe('the chance that a better model of several classes is told', () => {
  it.each([
    ['macro_f1', [0.6, 0.3, 0.1], 0.03, 0.06],
    ['macro_f1', [0.6, 0.3, 0.1], 0.05, 0.18],
    ['balanced_accuracy', new Array<number>(10).fill(0.1), 0.05, 0.06],
    ['cohen_kappa', [0.4, 0.3, 0.2, 0.1], 0.03, 0.18],
    ['quadratic_kappa', [0.3, 0.4, 0.3], 0.05, 0.18],
    ['mcc', [0.9, 0.1], 0.03, 0.06],
    ['weighted_f1', [0.7, 0.2, 0.1], 0.02, 0.06],
  ] as const satisfies readonly (readonly [MetricName, ClassShares, number, number])[])(
    'by %s of %j is about what a simulation finds',
    (metric, shares, gain, discordantShare) => {
      const itemCount = 1000;
      const computed = computeClassToldChance({ metric, shares, itemCount, gain, discordantShare, level })!;
      const rng = createRng(`told ${metric} ${shares} ${gain}`);
      let told = 0;
      for (let i = 0; i < draws; i++) {
        const files = drawFiles(rng, 2.5 * itemCount, shares, { gain, discordantShare });
        if (judgeFiles(metric, files, itemCount, [level])[0]!.guarded) told++;
      }
      const error = Math.sqrt((computed * (1 - computed) + 0.25 / draws) / draws);
      expect(Math.abs(told / draws - computed)).toBeLessThan(0.05 + 4 * error);
    },
  );

  it('rises with the gain and the items, and falls with how much files differ and how rare a class is', () => {
    const chanceOf = (wishes: Partial<Parameters<typeof computeClassToldChance>[0]>) =>
      computeClassToldChance({
        metric: 'macro_f1',
        shares: [0.6, 0.3, 0.1],
        itemCount: 1000,
        gain: 0.03,
        discordantShare: 0.06,
        level,
        ...wishes,
      })!;
    expect(chanceOf({ gain: 0.05 })).toBeGreaterThan(chanceOf({}));
    expect(chanceOf({ itemCount: 4000 })).toBeGreaterThan(chanceOf({}));
    expect(chanceOf({ discordantShare: 0.18 })).toBeLessThan(chanceOf({}));
    expect(chanceOf({ shares: [0.65, 0.33, 0.02] })).toBeLessThan(chanceOf({}));
    expect(chanceOf({ level: 0.001 })).toBeLessThan(chanceOf({}));
  });

  it('isn’t computed for areas, of more than fifty classes, or of a class alone', () => {
    const of = (metric: MetricName, shares: ClassShares) =>
      computeClassToldChance({ metric, shares, itemCount: 1000, gain: 0.03, discordantShare: 0.06, level });
    expect(of('roc_auc', [0.5, 0.3, 0.2])).toBeNull();
    expect(of('precision', [0.5, 0.3, 0.2])).toBeNull();
    expect(of('macro_f1', new Array<number>(51).fill(1 / 51))).toBeNull();
    expect(of('macro_f1', [1])).toBeNull();
    expect(() =>
      computeClassToldChance({
        metric: 'mcc',
        shares: [0.5, 0.5],
        itemCount: 9,
        gain: 0.1,
        discordantShare: 0.05,
        level,
      }),
    ).toThrow(RangeError);
  });
});
