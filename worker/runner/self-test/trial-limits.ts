import { runLimitsDefault } from '../run-limits';

/** Small, so that bombs end soon; large enough for Node and the runtime on a busy machine. */
export const trialLimits = {
  ...runLimitsDefault,
  memoryBytesMax: 400 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 1024 ** 2,
  tasksMax: 40,
};
/** For trials that the clock ends: long enough to have begun. */
export const loopMsMax = 700;
