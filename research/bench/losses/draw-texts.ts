import type { Rng } from '@/lib/core/statistics/rng';
import type { FilesOfRound } from './files-of-round';

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

/** One word in so many of a text is another one. */
const spoil = (rng: Rng, words: readonly string[], share: number): string[] =>
  words.map((word) => (rng.nextUnit() < share ? pick(rng, vocabulary) : word));

/**
 * A fiftieth of the answers has three words of an accepted one instead of two, among 30, and one accepted answer in twenty is the one
 * that was given before, where 28 words are lost.
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
      const answer = spoil(rng, words, 0.4).join(' ');
      labels.push(words.join(' '));
      before.push(answer);
      after.push(answer);
    }
  }
  return ofTexts(labels, before, after);
}

/** Answers of about eight words by two models of one worth. */
export function drawEqualTexts(rng: Rng, itemCount: number): FilesOfRound {
  return drawPredictions(rng, itemCount, [0.4, 0.4]);
}

/** Answers of about eight words, of which 35 % are wrong instead of 40 %, drawn anew. */
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
