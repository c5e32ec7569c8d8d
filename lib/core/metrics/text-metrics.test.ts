import { describe, expect, it } from 'vitest';
import { computeItemOutcomes } from '../scoring/item-outcomes';
import { scoreMetric } from '../scoring/score';
import { resampleMeans } from '../statistics/bootstrap-means';
import { createRng } from '../statistics/rng';
import { addBleu, bleuStatistic, computeBleu, countBleu, estimateCorpusBleu } from './bleu';
import { addChrf, chrfStatistic, computeChrf, countChrf, estimateCorpusChrf } from './chrf';
import { type MetricName, metricByName, metricNames } from './metric-name';
import { createTextScorable, type TextScorable } from './scorable/scorable';

const textMetrics = metricNames.filter((name) => metricByName[name].tasks.includes('text'));

const letterWords = ['a', 'b', 'c', 'd', 'é', 'f', 'g', 'h', 'i', 'j'];

const vocabulary = ['the', 'dog', 'bit', 'man', 'was', 'not', 'surprised', 'first', 'été', '🙂'];

/** Draws texts that share most words with one of two references; each text has between `least` and `least` + 5 words. */
function drawTexts(
  count: number,
  seed: string,
  { words, least }: { words: readonly string[]; least: number } = { words: vocabulary, least: 5 },
): TextScorable {
  const rng = createRng(seed);
  const draw = (choices: readonly string[]) => choices[Math.floor(rng.nextUnit() * choices.length)]!;
  const sentence = () =>
    Array.from({ length: least + Math.floor(6 * rng.nextUnit()) }, () => draw(words)).join(' ');
  const labels = Array.from({ length: count }, () => [sentence(), sentence()]);
  const predicted = labels.map(([first]) =>
    first!
      .split(' ')
      .map((word) => (rng.nextUnit() < 0.2 ? draw(words) : word))
      .join(' '),
  );
  return createTextScorable({ labels, predicted });
}

const select = ({ labels, predicted }: TextScorable, items: readonly number[]): TextScorable =>
  createTextScorable({ labels: items.map((i) => labels[i]!), predicted: items.map((i) => predicted[i]!) });

const scoreOf = (name: MetricName, s: TextScorable): number => {
  const score = metricByName[name].compute(s);
  if (!score.ok) throw new Error(score.error.reason);
  return score.value;
};

/** Texts that contain choices, numbers and words, so that all metrics can score them. */
const letters = createTextScorable({
  labels: [['B'], ['A', 'C'], ['D']],
  predicted: ['(b)', 'Answer: C', ''],
});

const numbers = createTextScorable({ labels: [['1'], ['2'], ['3']], predicted: ['1.', '5', ''] });

const setOf = (name: MetricName): TextScorable =>
  name === 'choice_accuracy' ? letters : name === 'numeric_accuracy' ? numbers : drawTexts(40, 'set');

describe.each(textMetrics)('%s', (name) => {
  it('has a reproducible interval around a score between 0 and 1', () => {
    const score = scoreMetric(name, setOf(name), 'a seed');
    if (!score.ok) throw new Error(score.error.reason);
    const { lower, upper, method } = score.value.interval!;
    expect(score.value.score).toBeGreaterThan(0);
    expect(score.value.score).toBeLessThan(1);
    expect(lower).toBeLessThan(score.value.score);
    expect(upper).toBeGreaterThan(score.value.score);
    expect(method.replace('bca', 'percentile')).toBe(metricByName[name].interval.method);
    expect(scoreMetric(name, setOf(name), 'a seed')).toEqual(score);
  });

  it('has item outcomes whose mean is the score', () => {
    const s = setOf(name);
    const outcomes = computeItemOutcomes(name, s);
    if (!outcomes.ok) throw new Error(outcomes.error.reason);
    const mean = outcomes.value.reduce((sum, value) => sum + value, 0) / outcomes.value.length;
    expect(Math.abs(mean - scoreOf(name, s))).toBeLessThan(1e-12);
  });

  it('scores no empty set, and no set of another task', () => {
    const none = createTextScorable({ labels: [], predicted: [] });
    expect(metricByName[name].compute(none)).toMatchObject({ ok: false, error: { reason: 'no-items' } });
    expect(scoreMetric(name, none, '')).toMatchObject({ ok: false });
    expect(metricByName.accuracy.compute(setOf(name))).toMatchObject({ error: { reason: 'wrong-task' } });
    expect(computeItemOutcomes('mae', setOf(name))).toMatchObject({ error: { reason: 'wrong-task' } });
  });

  it('scores empty predictions 0, with an interval that includes 0', () => {
    const s = setOf(name);
    const empty = createTextScorable({ labels: s.labels, predicted: s.labels.map(() => '') });
    const score = scoreMetric(name, empty, 'empty');
    expect(score).toMatchObject({ ok: true, value: { score: 0, interval: { lower: 0 } } });
  });
});

describe.each([
  ['chrf', chrfStatistic],
  ['bleu', bleuStatistic],
] as const)('confidence interval of %s', (name, findStatistic) => {
  it('equals that of resamples whose drawn texts are tokenised again', () => {
    const s = drawTexts(6, 'resampled');
    const n = s.labels.length;
    const rng = createRng('drawn');
    const { columns, computeStatistic } = findStatistic(s);
    const { replicates } = resampleMeans(columns, computeStatistic, 'drawn');
    // The score depends only on how often each text is drawn, so scores of equal sets are stored: 2,000 resamples of six
    // texts draw each of 462 sets often.
    const known = new Map<string, number>();
    const errors = Array.from(replicates, (replicate) => {
      const drawn = Array.from({ length: n }, () => Math.floor((rng.nextUint32() * n) / 2 ** 32)).sort();
      const key = drawn.join();
      const anew = known.get(key) ?? scoreOf(name, select(s, drawn));
      known.set(key, anew);
      return Math.abs(replicate - anew);
    });
    expect(errors).toHaveLength(2_000);
    expect(Math.max(...errors)).toBeLessThan(1e-12);
  });

  it('contains the score even for so many items that resampling uses a normal approximation', () => {
    // Short texts with words of one letter, since a great number of them is divided into n-grams.
    const small = drawTexts(2_010, 'many', { words: letterWords, least: 2 });
    const many = select(
      small,
      Array.from({ length: 20_100 }, (_, i) => i % 2_010),
    );
    const [narrow, wide] = [many, small].map((s) => {
      const interval = metricByName[name].interval.compute(s, { groups: null, seed: 'many' });
      if (!interval.ok || !interval.value) throw new Error('no limits');
      return interval.value.upper - interval.value.lower;
    });
    expect(wide! / narrow!).toBeGreaterThan(0.9 * Math.sqrt(10));
    expect(wide! / narrow!).toBeLessThan(1.1 * Math.sqrt(10));
  });
});

/** Scores the items of `s`, the item at each index repeated `times[index]` times. */
type ScoreRepeated = (s: TextScorable, times: readonly number[]) => number;

const repeatChrf: ScoreRepeated = ({ labels, predicted }, times) => {
  const items = predicted.map((answer, i) => countChrf(answer, labels[i]!));
  return computeChrf(addChrf(times.flatMap((count, i) => new Array(count).fill(items[i]))));
};

const repeatBleu: ScoreRepeated = ({ labels, predicted }, times) => {
  const items = predicted.map((answer, i) => countBleu(answer, labels[i]!));
  return computeBleu(addBleu(times.flatMap((count, i) => new Array(count).fill(items[i]))));
};

describe.each([
  ['chrf', estimateCorpusChrf, repeatChrf],
  ['bleu', estimateCorpusBleu, repeatBleu],
] as const)('influences on %s', (_name, estimate, scoreRepeated) => {
  it.each([
    ['answers as long as the references', drawTexts(30, 'influence')],
    [
      'shorter answers',
      createTextScorable({
        labels: drawTexts(30, 'short').labels,
        predicted: drawTexts(30, 'short').predicted.map((text) => text.split(' ').slice(0, 5).join(' ')),
      }),
    ],
  ])('equal the change by one more such item, times n: %s', (_, s) => {
    const { value, influences } = estimate(s);
    const n = s.labels.length;
    const copies = 1000;
    expect(Math.abs(influences.reduce((sum, influence) => sum + influence, 0))).toBeLessThan(1e-10);
    for (const item of [0, 7, 29]) {
      const times = Array.from({ length: n }, (_, i) => copies + (i === item ? 1 : 0));
      // One item added to copies·n items has the weight 1/(copies·n + 1).
      expect((scoreRepeated(s, times) - value) * (copies * n + 1)).toBeCloseTo(influences[item]!, 3);
    }
  });
});
