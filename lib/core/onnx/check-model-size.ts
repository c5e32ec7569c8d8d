import { type ModelFault, makeModelFault } from './model-fault';
import { modelLimits } from './model-limits';

/** Before a byte of it is read: whether a file of this size may be a model. */
export const checkModelSize = (sizeBytes: number): ModelFault | null =>
  sizeBytes > modelLimits.sizeBytesMax
    ? makeModelFault(
        'too_large',
        `The file has ${(sizeBytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB.`,
        0,
      )
    : null;
