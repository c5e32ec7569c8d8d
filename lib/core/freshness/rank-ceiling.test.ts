import { expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { computeSampleMoments } from '../equating/sample-moments';
import { drawNormal } from '../statistics/draw-normal';
import { computeNormalQuantile } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import { compareRounds, type PublishedRound } from './compare-rounds';

// Why no ceiling stands beside τ: from published scores it can only be made as if models erred each by itself.

const [modelCount, itemCount] = [12, 1000];
/** The share of an item's luck that all models have in common. */
const shared = 0.6;

/** Twelve models whose true shares lie from .70 to .80, on items that are hard for all of them alike. */
function drawRound(rng: Rng): number[] {
  const bounds = Array.from({ length: modelCount }, (_, i) => computeNormalQuantile(0.7 + (0.1 * i) / 11));
  const hits = bounds.map(() => 0);
  for (let item = 0; item < itemCount; item++) {
    const hardness = Math.sqrt(shared) * drawNormal(rng);
    bounds.forEach((bound, i) => {
      if (hardness + Math.sqrt(1 - shared) * drawNormal(rng) < bound) hits[i]!++;
    });
  }
  return hits.map((count) => count / itemCount);
}

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
