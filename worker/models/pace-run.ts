import { setTimeout as sleep } from 'node:timers/promises';

const toldStepsMs = [1_000, 4_000, 16_000, 64_000, 256_000];
/** A run that takes all its time is stopped, read and kept a little later. */
const settledWithinMs = 30_000;

/** Steps of √2 from a quarter of a second on, so that each told one is among them. */
const laneStepsMs = Array.from({ length: 23 }, (_, i) => 250 * 2 ** (i / 2));

/**
 * How long after the beginning of a run on hidden inputs its outcome is told: one of six times. A model takes as long as it likes, for
 * whatever it sees: to the millisecond that would be twenty bits a run.
 */
export const computeToldAfterMs = (tookMs: number, wallMsMax: number): number =>
  findStep(toldStepsMs, tookMs, wallMsMax);

/**
 * How long such a run holds its lane: what waits there is begun as soon as it goes on, so whoever has something there sees when. One of
 * 24 times, each at most 1.42 times what the run took, or a quarter of a second.
 */
export const computeLaneHeldMs = (tookMs: number, wallMsMax: number): number =>
  findStep(laneStepsMs, tookMs, wallMsMax);

const findStep = (stepsMs: readonly number[], tookMs: number, wallMsMax: number): number =>
  stepsMs.find((ms) => ms >= tookMs) ?? Math.max(wallMsMax + settledWithinMs, tookMs);

export async function holdLane(startedAtMs: number, wallMsMax: number): Promise<void> {
  const tookMs = performance.now() - startedAtMs;
  await sleep(computeLaneHeldMs(tookMs, wallMsMax) - tookMs);
}
