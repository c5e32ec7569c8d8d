import { describe, expect, it } from 'vitest';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { createTextScorable } from '../../metrics/scorable/scorable';
import { listReferences, readTextLabel } from '../../metrics/text/text-label';
import { createRng } from '../../statistics/rng';
import { computeBaseline } from './check-baseline';
import { checkClassBalance } from './check-class-balance';
import { checkDuplicates } from './check-duplicates';
import { checkLabelSchema } from './check-label-schema';
import { checkOrder } from './check-order';
import { createOverlapSearch } from './overlap-search';
import { startChecks } from './start-checks';
import { collectItems, labelled, text } from './testing/synthetic-set';

const collect = (labels: readonly (string | readonly string[])[]) =>
  collectItems(
    labelled(
      labels.map((label) => {
        const kept = readTextLabel(label);
        if (!kept.ok) throw new Error(kept.error.detail);
        return kept.value;
      }),
    ),
    text,
  );

const schema = (
  labels: readonly (string | readonly string[])[],
  metric: MetricName,
  secondary: readonly MetricName[] = [],
) => checkLabelSchema(collect(labels).labels, metric, secondary);

const capitals = ['Paris', 'Rome', ['Bern', 'Berne'], 'Oslo', 'Prague', 'Lima'];

describe('checks of a test set of texts', () => {
  it('block labels that the ranking metric can’t use, and warn of labels that a secondary metric can’t use', () => {
    expect(schema(['A', '(b)', 'C'], 'choice_accuracy').outcome).toBe('pass');
    expect(schema(['A', 'B', 'Paris'], 'choice_accuracy')).toMatchObject({
      outcome: 'block',
      numbers: { unfit_percent: 34 },
    });
    expect(schema(['1', '2 ± 1 %', '3'], 'numeric_accuracy').outcome).toBe('pass');
    expect(schema(['1', '2', ['3', 'three']], 'numeric_accuracy').outcome).toBe('block');
    expect(schema(capitals, 'exact_match', ['numeric_accuracy']).outcome).toBe('warn');
    expect(schema(capitals, 'exact_match', ['token_f1', 'rouge_l', 'chrf', 'bleu']).outcome).toBe('pass');
  });

  it('warn of labels that are empty after normalisation, and of a text that most items accept', () => {
    expect(schema([...capitals, 'The'], 'exact_match')).toMatchObject({
      outcome: 'warn',
      numbers: { unfit_percent: 15 },
    });
    expect(schema([...capitals, '東京'], 'rouge_l').outcome).toBe('warn');
    expect(schema(['yes', 'Yes.', ['no', 'YES'], 'maybe', 'perhaps'], 'exact_match')).toMatchObject({
      outcome: 'warn',
      numbers: { repeated_percent: 60 },
    });
  });

  it('quote no label', () => {
    const labels = [...capitals, 'The', 'The'];
    const checks = JSON.stringify([
      schema(labels, 'exact_match', ['choice_accuracy']),
      checkClassBalance(collect(labels).labels, null),
      checkOrder(collect(labels)),
    ]);
    for (const label of capitals.flat()) expect(checks).not.toContain(label);
  });

  it('skip class balance, but block a set in which all items have the same text', () => {
    expect(checkClassBalance(collect(capitals).labels, null)).toMatchObject({ outcome: 'pass', numbers: {} });
    expect(checkClassBalance(collect(['yes', 'Yes!', 'the yes']).labels, null).outcome).toBe('block');
  });

  it('use the most frequently accepted text as the baseline, with the same score as by the scorer', () => {
    const labels = ['yes', 'no', ['no', 'Yes'], 'maybe', 'No.'];
    const s = createTextScorable({
      labels: labels.map((label) => (typeof label === 'string' ? listReferences(label) : label)),
      predicted: labels.map(() => 'no'),
    });
    for (const metric of ['exact_match', 'bleu'] as const)
      expect(computeBaseline(metric, collect(labels).labels).value).toBe(3 / 5);
    expect(metricByName.exact_match.compute(s)).toEqual({ ok: true, value: 3 / 5 });
    expect(() => computeBaseline('accuracy', collect(labels).labels)).toThrow('not for these labels');
  });

  it('detect an order that reveals the label: by the texts if there are few different ones, else by their lengths', () => {
    const rng = createRng('order');
    const few = Array.from({ length: 300 }, () => 'ABCD'[Math.floor(4 * rng.nextUnit())]!);
    expect(checkOrder(collect(few)).order.outcome).toBe('pass');
    expect(checkOrder(collect([...few].sort())).order.outcome).toBe('block');
    const many = Array.from(
      { length: 300 },
      (_, i) => `w${i} ${'x'.repeat(Math.floor(90 * rng.nextUnit()))}`,
    );
    expect(checkOrder(collect(many)).order.outcome).toBe('pass');
    expect(checkOrder(collect([...many].sort((a, b) => a.length - b.length))).order.outcome).toBe('block');
  });

  it('report one input with two labels, ignoring upper and lower case', () => {
    const twins = (labels: readonly string[]) => {
      const set = collectItems(
        labels.map((label) => ({ input: 'What is it?', label })),
        text,
      );
      return checkDuplicates(createOverlapSearch(set.records), set.labels).numbers.contradicted_percent;
    };
    expect(twins(['yes', 'Yes.'])).toBe(0);
    expect(twins(['yes', 'no'])).toBe(100);
  });

  it('compare with an earlier round of texts', () => {
    const rules = { metric: 'token_f1', secondaryMetrics: [], feedbackShare: 0.3, features: [] } as const;
    const earlier = startChecks(collect(capitals), rules).finish().fingerprints;
    const run = startChecks(collect(capitals), rules);
    run.addRound(1, earlier);
    const outcomes = Object.fromEntries(run.finish().checks.map(({ name, outcome }) => [name, outcome]));
    expect(outcomes).toMatchObject({ label_schema: 'pass', class_balance: 'pass', baseline: 'pass' });
    expect(outcomes.overlap).not.toBe('pass');
  });
});
