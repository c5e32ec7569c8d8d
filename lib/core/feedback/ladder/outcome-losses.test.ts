import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../metrics/metric-name';
import { computeTokenF1 } from '../../metrics/question-answering';
import { computeRougeL } from '../../metrics/rouge-l';
import { createProbabilityScorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import type { Predictions } from '../../submission/predictions';
import { requireLadder } from './ladder-rules';
import { boundOutcomeLosses, boundTextLosses, listAssumedOutcomes } from './outcome-losses';

const classes = (predicted: number[]): Predictions => ({
  kind: 'classes',
  predicted: Int32Array.from(predicted),
  probabilities: null,
});

const probabilities = (rows: readonly number[]): Predictions => ({
  kind: 'probabilities',
  predicted: new Int32Array(rows.length / 2),
  probabilities: Float64Array.from(rows),
});

const numbers = (predicted: number[]): Predictions => ({
  kind: 'numbers',
  predicted: Float64Array.from(predicted),
});

const two = { classes: ['no', 'yes'] };

describe('largest loss of an item’s outcome', () => {
  it('equals 1 for accuracy if the two predicted classes differ', () => {
    const [before, after] = [classes([0, 1, 2, 0]), classes([0, 2, 2, 1])];
    const three = { classes: ['a', 'b', 'c'] };
    expect(boundOutcomeLosses('accuracy', three, before, after)).toEqual(Float64Array.of(0, 1, 0, 1));
  });

  it('equals the increase of log loss under the worse label, even if the gain under the other label is larger', () => {
    const [before, after] = [probabilities([0.5, 0.5, 0.9, 0.1]), probabilities([0.8, 0.2, 0.9, 0.1])];
    const losses = boundOutcomeLosses('log_loss', two, before, after)!;
    expect(losses[0]).toBeCloseTo(Math.log(0.5 / 0.2), 12);
    expect(losses[1]).toBe(0);
    expect(boundOutcomeLosses('log_loss', two, after, before)![0]).toBeCloseTo(Math.log(0.8 / 0.5), 12);
  });

  it('lists an outcome for each label, or the predicted numbers themselves for a distance', () => {
    const [no, yes] = listAssumedOutcomes('log_loss', two, probabilities([0.8, 0.2]))!;
    expect(no![0]).toBeCloseTo(-Math.log(0.8), 12);
    expect(yes![0]).toBeCloseTo(-Math.log(0.2), 12);
    expect(listAssumedOutcomes('mae', { classes: [] }, numbers([3, 4]))).toEqual([Float64Array.of(3, 4)]);
    expect(listAssumedOutcomes('rmse', { classes: [] }, numbers([3, 4]))).toBeNull();
  });

  it('depends on the benchmark’s clip of probabilities for log loss', () => {
    const [before, after] = [probabilities([0.5, 0.5]), probabilities([1, 0])];
    const lossAt = (logLossClip: number) =>
      boundOutcomeLosses('log_loss', { ...two, logLossClip }, before, after)![0];
    expect(lossAt(1e-4)).toBeCloseTo(Math.log(0.5 / 1e-4), 12);
    expect(lossAt(1e-2)).toBeCloseTo(Math.log(0.5 / 1e-2), 12);
  });

  it.each(['log_loss', 'brier_score'] as const)('bounds the loss in %s with any label', (metric) => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.constantFrom(0, 1), (p, q, label) => {
        const files = [p, q].map((x) => [1 - x, x]);
        const [was, is] = files.map((row) => {
          const outcomes = computeItemOutcomes(
            metric,
            createProbabilityScorable({
              ...{ task: 'binary', ...two, logLossClip: 1e-4 },
              labels: Int32Array.of(label),
              probabilities: Float64Array.from(row),
            }),
          );
          return outcomes.ok ? outcomes.value[0]! : Number.NaN;
        });
        const [before, after] = files.map(probabilities);
        const [bound] = boundOutcomeLosses(metric, { ...two, logLossClip: 1e-4 }, before!, after!)!;
        expect(is! - was!).toBeLessThanOrEqual(bound! + 1e-12);
      }),
    );
  });

  it('equals the change of the prediction for absolute errors, and is null for squared errors', () => {
    const [before, after] = [numbers([1, 2, 3]), numbers([1, 5, 1])];
    expect(boundOutcomeLosses('mae', { classes: [] }, before, after)).toEqual(Float64Array.of(0, 3, 2));
    expect(boundOutcomeLosses('rmse', { classes: [] }, before, after)).toBeNull();
    expect(() => boundOutcomeLosses('mae', { classes: [] }, before, classes([0, 0, 0]))).toThrow(RangeError);
    expect(() => boundOutcomeLosses('mae', { classes: [] }, before, numbers([1]))).toThrow(RangeError);
  });

  it('equals 1 if a metric of right and wrong texts distinguishes the two texts, and is null for metrics of partly right texts', () => {
    const texts = (predicted: readonly string[]) => ({ kind: 'texts', predicted }) as const;
    const [before, after] = [
      texts(['Paris', 'A', '7', '1.5', '']),
      texts(['paris', '(B)', '7.0', '15', 'Oslo']),
    ];
    for (const [metric, bounds] of [
      ['exact_match', [0, 1, 1, 0, 1]],
      ['choice_accuracy', [0, 1, 0, 0, 0]],
      ['numeric_accuracy', [0, 0, 0, 1, 0]],
    ] as const)
      expect(boundOutcomeLosses(metric, { classes: [] }, before, after), metric).toEqual(
        Float64Array.from(bounds),
      );
    for (const metric of ['token_f1', 'rouge_l', 'chrf', 'bleu'] as const)
      expect(boundOutcomeLosses(metric, { classes: [] }, before, after)).toBeNull();
    expect(() =>
      boundOutcomeLosses('exact_match', { classes: [] }, before, numbers([1, 2, 3, 4, 5])),
    ).toThrow(RangeError);
  });
});

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

const texts = (...predicted: string[]): Predictions => ({ kind: 'texts', predicted });

const boundOne = (metric: 'token_f1' | 'rouge_l', before: string, after: string) =>
  boundTextLosses(boundOf(metric), texts(before), texts(after))![0]!;

/** Draws texts of a few different words, some of which token F1 ignores. */
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
  ] as const)('by %s is not exceeded with any set of accepted texts', (metric, score) => {
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
    'finds a loss of 1 in %s if all words are replaced, and a small one if one word is added',
    (metric) => {
      expect(boundOne(metric, 'red green', 'blue')).toBe(1);
      expect(boundOne(metric, 'red green', 'red green')).toBe(0);
      // The loss is largest for the accepted text “red … black”: the F1 falls from 1 to 8/9.
      expect(boundOne(metric, 'red green blue black', 'red green blue black white')).toBeCloseTo(1 / 9, 12);
      // The loss is largest for the accepted text “black”: the F1 falls from 2/5 to 0.
      expect(boundOne(metric, 'red green blue black', 'red green blue')).toBeCloseTo(2 / 5, 12);
    },
  );

  it('treats an empty accepted text as the metric does', () => {
    expect(boundOne('token_f1', 'the', 'red')).toBe(1);
    expect(boundOne('rouge_l', '', 'red')).toBe(0);
    expect(boundOne('token_f1', 'red', '')).toBe(1);
    expect(boundOne('token_f1', '', 'the')).toBe(0);
  });

  it('returns null for other metrics, and throws for files that don’t match', () => {
    expect(boundTextLosses(boundOf('mae'), texts('red'), texts('blue'))).toBeNull();
    expect(() => boundTextLosses(boundOf('rouge_l'), texts('red'), texts('red', 'blue'))).toThrow(RangeError);
  });
});
