import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../metrics/metric-name';
import { computeTokenF1 } from '../../metrics/question-answering';
import { computeRougeL } from '../../metrics/rouge-l';
import type { Predictions } from '../../submission/predictions';
import { requireLadder } from './find-ladder-test';
import { boundTextLosses } from './text-losses';

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

const texts = (...predicted: string[]): Predictions => ({ kind: 'texts', predicted });

const boundOne = (metric: 'token_f1' | 'rouge_l', before: string, after: string) =>
  boundTextLosses(boundOf(metric), texts(before), texts(after))![0]!;

/** Few words, some of which token F1 leaves out. */
const text = fc
  .array(fc.constantFrom('red', 'green', 'blue', 'black', 'the'), { maxLength: 6 })
  .map((words) => words.join(' '));

const accepted = fc.array(text, { minLength: 1, maxLength: 3 });

const rouge = (decision: string, references: readonly string[]) =>
  Math.max(...references.map((reference) => computeRougeL(decision, reference).f1));

describe('largest loss of a text prediction', () => {
  it.each([
    ['token_f1', computeTokenF1],
    ['rouge_l', rouge],
  ] as const)('by %s bounds every set of accepted answers', (metric, score) => {
    let lost = 0;
    fc.assert(
      fc.property(text, text, accepted, (before, after, references) => {
        const loss = score(before, references) - score(after, references);
        expect(loss).toBeLessThanOrEqual(boundOne(metric, before, after) + 1e-12);
        if (loss > 0) lost++;
      }),
      { numRuns: 2000 },
    );
    expect(lost).toBeGreaterThan(300);
  });

  it.each(['token_f1', 'rouge_l'] as const)(
    'by %s is 1 where no word stays, and small where one is added',
    (metric) => {
      expect(boundOne(metric, 'red green', 'blue')).toBe(1);
      expect(boundOne(metric, 'red green', 'red green')).toBe(0);
      // The accepted text “red … black”: 1 against 8/9.
      expect(boundOne(metric, 'red green blue black', 'red green blue black white')).toBeCloseTo(1 / 9, 12);
      // “black” alone: 2/5 against nothing.
      expect(boundOne(metric, 'red green blue black', 'red green blue')).toBeCloseTo(2 / 5, 12);
    },
  );

  it('counts the right answer without any words, as each metric does', () => {
    expect(boundOne('token_f1', 'the', 'red')).toBe(1);
    expect(boundOne('rouge_l', '', 'red')).toBe(0);
    expect(boundOne('token_f1', 'red', '')).toBe(1);
    expect(boundOne('token_f1', '', 'the')).toBe(0);
  });

  it('returns null for other metrics, and throws for files that do not match', () => {
    expect(boundTextLosses(boundOf('mae'), texts('red'), texts('blue'))).toBeNull();
    expect(() => boundTextLosses(boundOf('rouge_l'), texts('red'), texts('red', 'blue'))).toThrow(RangeError);
  });
});
