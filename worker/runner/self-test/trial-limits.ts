import { runLimitsDefault } from '../run-limits';

/** Small, so that bombs go off soon; large enough for Node and the runtime on a machine that has much else to do. */
export const trialLimits = {
  ...runLimitsDefault,
  memoryBytesMax: 400 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 1024 ** 2,
  tasksMax: 40,
};
/** For what is to be ended by the clock: long enough to have begun. */
export const loopMsMax = 700;
