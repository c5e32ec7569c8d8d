/**
 * States of a run. `leased`: a runner has it, and waits for model and inputs; `prepared`: the scorer has encrypted them to that
 * runner; `returned`: the runner has sent its result.
 */
export const runStates = ['waiting', 'leased', 'prepared', 'returned'] as const;

/** A runner that is silent for so long loses its run to another one. */
export const leaseMs = 60_000;

/** Maximum number of runners that may lose a run before it fails. */
export const leasesMax = 3;

/** A scorer that has not renewed its wait for so long is dead. */
export const awaitedMs = 30_000;

/** A runner asks for work at least every 10 s, so one that is silent for so long doesn't run. */
export const runnerSilentMs = 60_000;

/**
 * The text that a runner signs: it binds a result to its lease and to the work that it was made of. An attacker between runner and
 * scorer, who knows both public keys, can neither pass off one run's result as another's nor have other work done under a lease.
 * @param hashes SHA-256 in hex of work and result, before encryption
 */
export const composeResultText = (
  { runId, fence }: { runId: string; fence: number },
  { work, result }: { work: string; result: string },
): string => `tidemark-run:${runId}:${fence}:${work}:${result}`;

/** Maximum bytes of an encrypted result: the largest output of a model, and what surrounds it. */
export const resultBytesMax = 257 * 1024 ** 2;
