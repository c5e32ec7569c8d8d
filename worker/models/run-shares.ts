import { roundRunMsMax } from '@/lib/core/run/pace';
import { type RunLimits, runLimitsDefault, yieldingWeight } from '../runner/run-limits';

/** A run's time and its share of a busy processor. */
type RunShare = Pick<RunLimits, 'wallMsMax' | 'processorWeight'>;

type RunShares = { readonly sample: RunShare; readonly round: RunShare };

/**
 * Each run of a submission begins as a short one, so that a person waits for about five seconds of each other person. It yields,
 * and one that needs longer begins again as a long one.
 */
export const shortRun: RunShares = {
  sample: { wallMsMax: 5_000, processorWeight: yieldingWeight },
  round: { wallMsMax: 5_000, processorWeight: yieldingWeight },
};

/** Maximum time of a run on the public sample: one that fails takes no slot, so it must not hold others up. */
const firstSampleMsMax = { onnx: 10_000, container: 60_000 } as const;

/** A long run of an ONNX file doesn't yield on the sample: it is rejected there when it takes too long, and must not be because others run. */
export const longRun: RunShares = {
  sample: { wallMsMax: firstSampleMsMax.onnx, processorWeight: runLimitsDefault.processorWeight },
  round: { wallMsMax: roundRunMsMax, processorWeight: yieldingWeight },
};

/** An image has a minute for its sample, so it yields there too. */
export const imageShares = {
  sample: { wallMsMax: firstSampleMsMax.container, processorWeight: yieldingWeight },
  round: { processorWeight: yieldingWeight },
} as const;

export const limitsOf = (isLong: boolean, inputs: keyof RunShares): RunLimits => ({
  ...runLimitsDefault,
  ...(isLong ? longRun : shortRun)[inputs],
});
