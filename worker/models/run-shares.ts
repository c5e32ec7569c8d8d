import { roundRunMsMax } from '@/lib/core/run/pace';
import { type RunLimits, runLimitsDefault } from '../runner/run-limits';

/** A run's time and its share of a busy processor. */
type RunShare = Pick<RunLimits, 'wallMsMax' | 'processorWeight'>;

type RunShares = { readonly sample: RunShare; readonly round: RunShare };

/**
 * Each run of a submission begins as a short one, so that a person waits for about five seconds of each other person. It yields to
 * dry runs and, on the site's own machine, to the site; one that needs longer begins again as a long one.
 */
export const shortRun: RunShares = {
  sample: { wallMsMax: 5_000, processorWeight: 20 },
  round: { wallMsMax: 5_000, processorWeight: 20 },
};

/** Maximum time of a run on the public sample: one that fails takes no slot, so it must not hold others up. */
export const firstSampleMsMax = { onnx: 10_000, container: 60_000 } as const;

/** A long run doesn't yield on the sample: it is rejected there when it takes too long, and must not be because others run. */
export const longRun: RunShares = {
  sample: { wallMsMax: firstSampleMsMax.onnx, processorWeight: runLimitsDefault.processorWeight },
  round: { wallMsMax: roundRunMsMax, processorWeight: 20 },
};

export const limitsOf = (isLong: boolean, inputs: keyof RunShares): RunLimits => ({
  ...runLimitsDefault,
  ...(isLong ? longRun : shortRun)[inputs],
});
