import { setTimeout as sleep } from 'node:timers/promises';

const stepsMs = [1_000, 4_000, 16_000, 64_000, 256_000];

/**
 * How long to wait until a run on hidden inputs has taken one of six times: a step, or all that it may. A model takes as long as it
 * likes, for whatever it sees: to the millisecond that would be twenty bits a run.
 */
export function computeRunPaceMs(tookMs: number, wallMsMax: number): number {
  const step = stepsMs.find((ms) => ms >= tookMs) ?? wallMsMax;
  return Math.max(step - tookMs, 0);
}

export async function paceRun(startedAtMs: number, wallMsMax: number): Promise<void> {
  await sleep(computeRunPaceMs(performance.now() - startedAtMs, wallMsMax));
}
