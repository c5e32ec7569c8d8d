import type { OutputFault } from '@/lib/core/model/read-model-output';
import type { RunFaultCode } from '../runner/run-fault';

/** What a team is told of a run that gave no predictions: what was found, and the fix. Nothing of inputs or outputs. */
const words: Readonly<Record<RunFaultCode | OutputFault, string>> = {
  model_rejected:
    'The runtime can’t load this model. Check it with onnx.checker.check_model(path, full_check=True), try it with onnxruntime 1.30 on your own machine, and export it again.',
  model_failed:
    'The model stopped with an error. Try it on every value that the inputs may have: missing numbers, categories that are rare.',
  model_out_of_memory: 'The model took more memory than a run may. Use a smaller one, or smaller steps.',
  model_timed_out: 'The model took longer than a run may. Use a faster one.',
  output_missing: 'The output that was declared never came. Export the model with its outputs.',
  output_type: 'The output has another type than the file declares. Export the model again.',
  output_shape:
    'The output doesn’t have a row for each item, or has rows of another width than it should. Keep the first dimension open, and reduce over no rows.',
  output_too_large:
    'The output is larger than predictions can be. Export only the output with the predictions.',
  output_malformed: 'The output was no predictions.',
  output_not_finite:
    'Some outputs are NaN or infinite. Fill in missing numbers inside the model, and guard its divisions.',
  output_unknown_class:
    'Some outputs are no class of this benchmark. Map them to its classes inside the model.',
  output_no_probabilities:
    'Some rows are no probabilities: each must be between 0 and 1, and a row must add up to 1. End the model with a softmax.',
};

export const describeRunFault = (code: RunFaultCode | OutputFault): string => words[code];
