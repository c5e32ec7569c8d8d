import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumberMatch, parseNumberLabel } from '../metrics/question-answering';
import type { Predictions } from '../submission/predictions';
import { countEdits } from './count-edits';

const n = 200;

const classes = { classes: ['no', 'yes'] };

const none = { classes: [] };

const numbers = (valueAt: (i: number) => number): Predictions => ({
  kind: 'numbers',
  predicted: Float64Array.from({ length: n }, (_, i) => valueAt(i)),
});

const probabilities = (valueAt: (i: number) => number): Predictions => ({
  kind: 'probabilities',
  predicted: Int32Array.from({ length: n }, (_, i) => (valueAt(i) > 0.5 ? 1 : 0)),
  probabilities: Float64Array.from({ length: 2 * n }, (_, at) =>
    at % 2 === 1 ? valueAt((at - 1) / 2) : 1 - valueAt(at / 2),
  ),
});

describe('number of edits between two files', () => {
  it('counts predicted classes that differ, and ignores changed probabilities', () => {
    const before = probabilities((i) => (i % 2 === 0 ? 0.2 : 0.8));
    const after = probabilities((i) => (i < 7 ? (i % 2 === 0 ? 0.9 : 0.1) : i % 2 === 0 ? 0.3 : 0.7));
    expect(countEdits('accuracy', classes, before, after)).toBe(7);
  });

  it('counts equal changes of m numbers as m', () => {
    fc.assert(
      fc.property(fc.nat(n), fc.double({ min: 0.1, max: 50, noNaN: true }), (count, size) => {
        const before = numbers((i) => i);
        const after = numbers((i) => (i < count ? i + size : i));
        for (const metric of ['mae', 'rmse'] as const) {
          const edits = countEdits(metric, none, before, after);
          expect(Math.abs(edits - count)).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(
      countEdits(
        'mae',
        none,
        numbers(() => 0),
        numbers((i) => (i < 10 ? 3 : 0)),
      ),
    ).toBe(10);
  });

  it('counts one large change as one, even where the last digits of all other items change', () => {
    const before = numbers((i) => i % 13);
    const oneChange = numbers((i) => (i % 13) + (i === 5 ? 4 : 1e-6));
    expect(countEdits('rmse', none, before, oneChange)).toBe(1);
    const file = (p: number, rest: number) => probabilities((i) => (i === 5 ? p : rest));
    expect(countEdits('log_loss', classes, file(0.3, 0.4), file(0.9, 0.4 + 1e-7))).toBe(1);
  });

  it('counts changes of rank for a rank metric: none if all predictions shift alike, few if one item moves', () => {
    const before = probabilities((i) => i / (2 * n));
    expect(
      countEdits(
        'roc_auc',
        classes,
        before,
        probabilities((i) => i / (2 * n) + 0.1),
      ),
    ).toBe(0);
    const moved = probabilities((i) => (i === 0 ? 0.9 : i / (2 * n)));
    expect(countEdits('roc_auc', classes, before, moved)).toBeLessThan(10);
    expect(
      countEdits(
        'roc_auc',
        classes,
        before,
        probabilities((i) => (n - i) / (2 * n)),
      ),
    ).toBeGreaterThan(100);
  });

  it('counts changed words of texts, and ignores case and spaces', () => {
    const texts = (textAt: (i: number) => string): Predictions => ({
      kind: 'texts',
      predicted: Array.from({ length: n }, (_, i) => textAt(i)),
    });
    const before = texts((i) => `word ${i}`);
    for (const metric of ['exact_match', 'token_f1', 'chrf'] as const) {
      expect(
        countEdits(
          metric,
          none,
          before,
          texts((i) => ` WORD  ${i}.`),
        ),
      ).toBe(0);
      expect(
        countEdits(
          metric,
          none,
          before,
          texts((i) => (i < 12 ? 'another' : `word ${i}`)),
        ),
      ).toBe(12);
    }
    const choices = texts(() => 'A');
    expect(
      countEdits(
        'choice_accuracy',
        none,
        choices,
        texts((i) => (i < 5 ? '(B)' : 'Answer: A')),
      ),
    ).toBe(5);
  });

  it('counts numeric texts only if their values differ, however they are written', () => {
    const texts = (predicted: readonly string[]): Predictions => ({ kind: 'texts', predicted });
    const count = (before: string, after: string) =>
      countEdits('numeric_accuracy', none, texts([before]), texts([after]));
    expect(count('7', '7.0')).toBe(0);
    expect(count('1.5', '15')).toBe(1);
    const spell = fc.constantFrom(
      (x: number) => `${x}`,
      (x: number) => x.toFixed(1),
      (x: number) => x.toExponential(),
      (x: number) => ` ${x}.`,
      (x: number) => `+${x}`.replace('+-', '\u2212'),
      (x: number) => x.toLocaleString('en-US', { maximumFractionDigits: 2 }),
      (x: number) => `${x} apples`,
      () => 'none',
    );
    const decision = fc
      .tuple(fc.constantFrom(0, -0, 7, 7.04, 7.05, 15, 1.5, -1.5, 1500, 0.1, 1e21), spell)
      .map(([x, spelled]) => spelled(x));
    const width = fc.constantFrom('± 0', '± 0.045', '± 1 %', '');
    fc.assert(
      fc.property(decision, decision, fc.array(fc.tuple(decision, width)), (before, after, tries) => {
        const labels = [...tries, [before, '± 0'] as const, [after, '± 0'] as const].flatMap(
          ([number, tolerance]) => parseNumberLabel(`${number} ${tolerance}`) ?? [],
        );
        const hasDiffered = labels.some(
          ({ value, tolerance }) =>
            isNumberMatch(before, value, tolerance) !== isNumberMatch(after, value, tolerance),
        );
        expect(count(before, after)).toBe(hasDiffered ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('returns 0 for two identical files', () => {
    const file = probabilities((i) => i / n);
    for (const metric of ['log_loss', 'brier_score', 'calibration_error', 'roc_auc', 'accuracy'] as const)
      expect(countEdits(metric, classes, file, file)).toBe(0);
  });
});
