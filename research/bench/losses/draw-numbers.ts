import { exp } from '@/lib/core/statistics/exact-math';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import { type FilesOfRound, fill, ofNumbers } from './judge-files';

type NumberMetric = 'rmse' | 'mape' | 'spearman' | 'kendall';

/** Log-normal labels: skewed, above 0, with a few far out. */
const drawSkewed = (rng: Rng, itemCount: number): Float64Array =>
  fill(itemCount, () => 10 * exp(0.7 * drawNormal(rng)));

/**
 * A twentieth of the items is changed without a gain in expectation: almost all of them gain a little, the few others lose as
 * much in sum. By rank, a tenth moves from the bottom to the top; its share of low labels is that of all items.
 */
export function drawRareLosses(metric: NumberMetric, rng: Rng, itemCount: number): FilesOfRound {
  const isChanged = (i: number) => i % (metric === 'rmse' || metric === 'mape' ? 20 : 10) === 0;
  const change = (
    labels: Float64Array,
    before: Float64Array,
    from: (x: number) => number,
    to: (x: number) => number,
  ) =>
    ofNumbers(
      labels,
      before.map((x, i) => (isChanged(i) ? from(x) : x)),
      before.map((x, i) => (isChanged(i) ? to(x) : x)),
    );
  switch (metric) {
    case 'rmse': {
      // A gain of .3² − .1² = .08 in 98 of a hundred items, a loss of 9.9² − 9.7² = 3.92 in two.
      const labels = fill(itemCount, () => (rng.nextUnit() < 0.02 ? 10 : 0));
      return change(
        labels,
        labels.map(() => 0.2 + 0.1 * drawNormal(rng)),
        () => 0.3,
        () => 0.1,
      );
    }
    case 'mape': {
      // A gain of 4/64 in 64 items of 65, a loss of 4/1 in one.
      const labels = fill(itemCount, () => (rng.nextUnit() < 1 / 65 ? 1 : 64));
      return change(
        labels,
        labels.map((label) => label * (1 + 0.1 * drawNormal(rng))),
        () => 60,
        () => 64,
      );
    }
    default: {
      const labels = fill(itemCount, () => (rng.nextUnit() < 0.02 ? 0 : 1));
      const others = labels.map((label) => 2 * label + drawNormal(rng));
      return change(
        labels,
        others,
        (x) => (x % 1) - 9,
        (x) => (x % 1) + 9,
      );
    }
  }
}

/** A moved block by rank without ties: its labels are a little above the middle, except a few at the bottom. */
export function drawUntiedBlock(rng: Rng, itemCount: number): FilesOfRound {
  const isChanged = (i: number) => i % 20 === 0;
  const labels = fill(itemCount, (i) => {
    if (!isChanged(i)) return rng.nextUnit() - 0.5;
    return rng.nextUnit() < 0.05 ? -0.5 + 0.05 * rng.nextUnit() : 0.05 * rng.nextUnit();
  });
  const others = labels.map((label) => label + 0.5 * drawNormal(rng));
  return ofNumbers(
    labels,
    others.map((x, i) => (isChanged(i) ? x - 9 : x)),
    others.map((x, i) => (isChanged(i) ? x + 9 : x)),
  );
}

/**
 * A file that is better on all items. Its improvement is R² .5 to .6, correlations .5 to .6, or relative errors of 30 % to 25 %
 * of labels between 10 and 40; by RMSE with skewed labels it has such an R² of their logarithm.
 */
export function drawImprovement(
  metric: NumberMetric,
  rng: Rng,
  itemCount: number,
  isSkewed: boolean,
): FilesOfRound {
  if (metric === 'mape') {
    const labels = isSkewed ? drawSkewed(rng, itemCount) : fill(itemCount, () => 10 + 30 * rng.nextUnit());
    const [before, after] = [0.3, 0.25].map((error) =>
      labels.map((label) => label * (1 + error * drawNormal(rng))),
    );
    return ofNumbers(labels, before!, after!);
  }
  // y = √a·x₁ + √b·x₂ + noise: the current best knows x₁, the other file both.
  const [known, both] = metric === 'rmse' ? [0.5, 0.6] : [0.25, 0.36];
  const [before, more] = [known!, both! - known!].map((share) =>
    fill(itemCount, () => Math.sqrt(share) * drawNormal(rng)),
  );
  const after = before!.map((x, i) => x + more![i]!);
  const labels = after.map((x) => x + Math.sqrt(1 - both!) * drawNormal(rng));
  if (!isSkewed) return ofNumbers(labels, before!, after);
  // The mean of e^y, where y has that much variance left.
  const expect = (x: Float64Array, share: number) => x.map((y) => exp(y + (1 - share) / 2));
  return ofNumbers(labels.map(exp), expect(before!, known!), expect(after, both!));
}

const ofTexts = (labels: string[], before: string[], after: string[]): FilesOfRound => ({
  task: 'text',
  classes: [],
  labels,
  groups: null,
  before: { kind: 'texts', predicted: before },
  after: { kind: 'texts', predicted: after },
});

const pick = (rng: Rng, words: readonly string[]): string =>
  words[Math.floor(rng.nextUnit() * words.length)]!;
const vocabulary = Array.from({ length: 400 }, (_, i) => `w${i}`);
const sentence = (rng: Rng, length: number): string[] => Array.from({ length }, () => pick(rng, vocabulary));

/** Replaces this share of a text's words. */
const spoil = (rng: Rng, words: readonly string[], share: number): string[] =>
  words.map((word) => (rng.nextUnit() < share ? pick(rng, vocabulary) : word));

/**
 * A fiftieth of the predictions has three words of a reference instead of two, among 30. One reference in twenty equals the
 * earlier prediction, where 28 words are lost.
 */
export function drawRareTexts(rng: Rng, itemCount: number): FilesOfRound {
  const list = (letter: string, count: number) => Array.from({ length: count }, (_, w) => `${letter}${w}`);
  const accepted = list('v', 30).join(' ');
  const right = [...list('v', 2), ...list('x', 28)].join(' ');
  const surer = [...list('v', 3), ...list('y', 27)].join(' ');
  const [labels, before, after]: [string[], string[], string[]] = [[], [], []];
  for (let i = 0; i < itemCount; i++) {
    if (i % 50 === 0) {
      labels.push(rng.nextUnit() < 0.05 ? right : accepted);
      before.push(right);
      after.push(surer);
    } else {
      const words = sentence(rng, 8);
      const text = spoil(rng, words, 0.4).join(' ');
      labels.push(words.join(' '));
      before.push(text);
      after.push(text);
    }
  }
  return ofTexts(labels, before, after);
}

/** Predictions of about eight words by two models of equal true value. */
export function drawEqualTexts(rng: Rng, itemCount: number): FilesOfRound {
  return drawPredictions(rng, itemCount, [0.4, 0.4]);
}

/** Predictions of about eight words, of which 35 % are wrong instead of 40 %, drawn independently. */
export function drawBetterTexts(rng: Rng, itemCount: number): FilesOfRound {
  return drawPredictions(rng, itemCount, [0.4, 0.35]);
}

function drawPredictions(rng: Rng, itemCount: number, [was, is]: readonly [number, number]): FilesOfRound {
  const accepted = Array.from({ length: itemCount }, () => sentence(rng, 4 + Math.floor(9 * rng.nextUnit())));
  const say = (share: number) => accepted.map((words) => spoil(rng, words, share).join(' '));
  return ofTexts(
    accepted.map((words) => words.join(' ')),
    say(was),
    say(is),
  );
}
