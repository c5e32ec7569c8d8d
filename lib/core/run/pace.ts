/** Maximum time of a run on a round's inputs, in milliseconds. */
export const roundRunMsMax = 10 * 60_000;

/** Maximum time until the output of a run that was stopped at its time limit is read and stored. */
const settledMsMax = roundRunMsMax + 30_000;

const reportDelaysMs = [1_000, 4_000, 16_000, 64_000, 256_000, settledMsMax];

/**
 * Time from the beginning of a run on hidden inputs until its outcome is reported. It is one of six fixed times, or 2, 4, 8
 * … times the last of them if the run had to wait for a runner again. A model can let its duration depend on its inputs;
 * reported to the millisecond, that would leak twenty bits per run.
 */
export const computeReportDelayMs = (tookMs: number, isLong: boolean): number =>
  findStep(reportDelaysMs, tookMs, isLong);

/**
 * Durations for which a slot can be held: from a quarter of a second on, each √2 times the one before. They include each
 * reporting time.
 */
const holdStepsMs = [...Array.from({ length: 23 }, (_, i) => 250 * 2 ** (i / 2)), settledMsMax];

/**
 * Time for which a run on hidden inputs holds its slot of a runner. The owner of the next run can observe when the slot
 * becomes free, so that the time is rounded up to one of 24 durations: at most 1.42 times the run's own duration, or a
 * quarter of a second; for long runs, more than 16 seconds.
 */
export const computeSlotHeldMs = (tookMs: number, isLong: boolean): number =>
  findStep(holdStepsMs, tookMs, isLong);

/**
 * Minimum duration that is reported for a long run, longer than any step of a short run: a long run that ends sooner at its
 * second attempt must not have an additional possible duration.
 */
const longMsMin = 16_001;

function findStep(stepsMs: readonly number[], tookMs: number, isLong: boolean): number {
  const step = stepsMs.find((ms) => ms >= tookMs && (!isLong || ms >= longMsMin));
  return step ?? settledMsMax * 2 ** Math.ceil(Math.log2(tookMs / settledMsMax));
}
