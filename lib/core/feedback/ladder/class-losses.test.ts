import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Predictions } from '../../submission/predictions';
import { boundClassLosses } from './class-losses';

const boundOf = (metric: MetricName) => metricByName[metric].ladder.losses;

const classesOf = (...predicted: number[]): Predictions => ({
  kind: 'classes',
  predicted: Int32Array.from(predicted),
  probabilities: null,
});
const grades = ['0', '1', '2', '3', '4'];

describe('the most that an item can lose by its predicted class', () => {
  it('by quadratic κ is the worst of all labels in squared steps', () => {
    const grade = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(grade, grade, (before, after) => {
        const worst = Math.max(0, ...grades.map((_, label) => (label - after) ** 2 - (label - before) ** 2));
        expect(
          boundClassLosses(boundOf('quadratic_kappa'), grades, classesOf(before), classesOf(after))![0],
        ).toBe(worst);
      }),
    );
  });

  it('by metrics of hits is 1 where the predictions differ', () => {
    const losses = boundClassLosses(boundOf('mcc'), grades, classesOf(0, 1, 2), classesOf(0, 2, 1));
    expect(losses).toEqual(Float64Array.of(0, 1, 1));
  });

  it('is left to Δ for means of hits, and is not to be had for files that do not match', () => {
    expect(boundClassLosses(boundOf('accuracy'), grades, classesOf(0), classesOf(1))).toBeNull();
    expect(boundClassLosses(boundOf('log_loss'), grades, classesOf(0), classesOf(1))).toBeNull();
    expect(() => boundClassLosses(boundOf('mcc'), grades, classesOf(0), classesOf(1, 1))).toThrow(RangeError);
  });
});
