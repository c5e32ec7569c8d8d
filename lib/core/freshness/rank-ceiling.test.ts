import { expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { computeSampleMoments } from '../equating/sample-moments';
import { drawNormal } from '../statistics/draw-normal';
import { computeNormalQuantile } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import { compareRounds, type PublishedRound } from './compare-rounds';

// Why no ceiling stands beside τ: from published scores it can only be made as if models erred each by itself. And by what it could be had:
// two halves of a round are two draws in which nothing changed.

const [modelCount, itemCount] = [12, 1000];
/** The share of an item's luck that all models have in common. */
const shared = 0.6;

/** Right and wrong answers of twelve models whose true shares lie from .70 to .80, item by item, on items that are hard for all alike. */
function drawItems(rng: Rng): boolean[][] {
  const bounds = Array.from({ length: modelCount }, (_, i) => computeNormalQuantile(0.7 + (0.1 * i) / 11));
  return Array.from({ length: itemCount }, () => {
    const hardness = Math.sqrt(shared) * drawNormal(rng);
    return bounds.map((bound) => hardness + Math.sqrt(1 - shared) * drawNormal(rng) < bound);
  });
}

const scoreItems = (items: readonly boolean[][]): number[] =>
  Array.from({ length: modelCount }, (_, i) => items.filter((isRight) => isRight[i]).length / items.length);

const drawRound = (rng: Rng): number[] => scoreItems(drawItems(rng));

const roundOf = (round: number, scores: readonly number[]): PublishedRound => ({
  round,
  itemCount,
  versions: scores.map((score, i) => ({
    model: `m${i}`,
    name: `Model ${i}`,
    team: 'A team',
    version: '1',
    score,
    limits: null,
    ranks: null,
    evidence: 'prospective' as const,
  })),
});
const agreementOf = (earlier: readonly number[], later: readonly number[]): number =>
  compareRounds(roundOf(1, earlier), roundOf(2, later), 'accuracy').rankAgreement!;

/** τ of two rounds in which scores err by their standard errors, each by itself, about their own spread without that. */
function findCeiling(rng: Rng, scores: readonly number[], draws: number): number {
  const { mean, variance } = computeSampleMoments(scores);
  const errors = scores.map((score) => Math.sqrt((score * (1 - score)) / itemCount));
  const noise = errors.reduce((sum, error) => sum + error * error, 0) / modelCount;
  const shrink = Math.sqrt(Math.max(0, 1 - noise / variance));
  const redraw = () =>
    scores.map((score, i) => mean + shrink * (score - mean) + errors[i]! * drawNormal(rng));
  return computeSampleMoments(Array.from({ length: draws }, () => agreementOf(redraw(), redraw()))).mean;
}

it('rounds in which nothing changed agree better than the ceiling that published scores give', () => {
  const rng = createRng('rank ceiling');
  const rounds = repetitions(40, 400);
  const excess = Array.from({ length: rounds }, () => {
    const [earlier, later] = [drawRound(rng), drawRound(rng)];
    return agreementOf(earlier, later) - findCeiling(rng, earlier, 20);
  });
  const { mean, variance } = computeSampleMoments(excess);
  // By five standard errors and more: about .1 of τ.
  expect(mean).toBeGreaterThan(5 * Math.sqrt(variance / rounds));
  expect(mean).toBeGreaterThan(0.05);
});

it('two halves of a round agree as often as halves of two rounds in which nothing changed, and less often where one changed', () => {
  const rng = createRng('halves');
  const rounds = repetitions(60, 600);
  const half = (items: readonly boolean[][], which: 0 | 1) =>
    scoreItems(items.slice((which * itemCount) / 2, ((which + 1) * itemCount) / 2));
  const [same, changed] = [0, 3].map((shift) => {
    const lost = Array.from({ length: rounds }, () => {
      const [earlier, later] = [drawItems(rng), drawItems(rng)];
      // The first models of the later round are others of the earlier one.
      const after = half(later, 0).map((_, i, scores) => scores[(i + shift) % modelCount]!);
      return agreementOf(half(earlier, 0), half(earlier, 1)) - agreementOf(half(earlier, 0), after);
    });
    const { mean, variance } = computeSampleMoments(lost);
    return { mean, error: Math.sqrt(variance / rounds) };
  });
  expect(Math.abs(same!.mean)).toBeLessThan(4 * same!.error);
  expect(same!.error).toBeLessThan(0.04);
  expect(changed!.mean).toBeGreaterThan(5 * changed!.error);
});
