import { roundRunMsMax } from '@/lib/core/run/pace';
import { type RunLimits, runLimitsDefault, yieldingWeight } from '../runner/run-limits';

/** The time limit of a run, and its share of a busy processor. */
type RunShare = Pick<RunLimits, 'wallMsMax' | 'processorWeight'>;

type RunShares = { readonly sample: RunShare; readonly round: RunShare };

/**
 * Shares of a short run. Each run of a submission begins as a short run, so that a person waits about five
 * seconds for each other person. It yields the processor, and a run that needs longer begins again as a long
 * run.
 */
export const shortRun: RunShares = {
  sample: { wallMsMax: 5_000, processorWeight: yieldingWeight },
  round: { wallMsMax: 5_000, processorWeight: yieldingWeight },
};

/**
 * Maximum time in milliseconds of a run on the public sample: a submission that fails there uses no quota
 * slot, so its run must not delay other people.
 */
const firstSampleMsMax = { onnx: 10_000, container: 60_000 } as const;

/**
 * A long run of an ONNX file doesn't yield the processor on the public sample: the sample rejects models that
 * take too long, and a model must not be rejected because other runs slow it down.
 */
export const longRun: RunShares = {
  sample: { wallMsMax: firstSampleMsMax.onnx, processorWeight: runLimitsDefault.processorWeight },
  round: { wallMsMax: roundRunMsMax, processorWeight: yieldingWeight },
};

/** An image has a minute for the public sample, so it yields the processor there too. */
export const imageShares = {
  sample: { wallMsMax: firstSampleMsMax.container, processorWeight: yieldingWeight },
  round: { processorWeight: yieldingWeight },
} as const;

export const limitsOf = (isLong: boolean, inputs: keyof RunShares): RunLimits => ({
  ...runLimitsDefault,
  ...(isLong ? longRun : shortRun)[inputs],
});
