import type { FileFault } from '@/lib/core/refusal';
import type { ModelRefused } from '../models/model-refused';
import type { ContainerFault, ContainerFaultCode } from '../runner/container/container-fault';

/**
 * Messages to a team about a fault on hidden inputs, and how to fix it. They contain nothing of inputs or
 * outputs.
 */
const words: Readonly<Record<ContainerFaultCode, string>> = {
  image_format:
    'The file isn’t one container image, or is damaged. Save it again with docker save, and send it as it is or gzipped.',
  image_too_large:
    'The image is larger than one may be, or has too many files or layers. Use a smaller base image, and build in stages.',
  layer_path:
    'A layer has a path, link, device or whiteout that is refused. Build the image again from an ordinary base image; RUN rm -rf /dev/* removes devices.',
  no_entrypoint:
    'The image’s program or its working folder is missing, or can’t be executed. Check ENTRYPOINT and CMD, chmod +x, and the first line of a script.',
  architecture:
    'The image or its program is for another processor. Build it with docker build --platform linux/amd64.',
  exit_code:
    'The program ended with another code than 0. Try it on every value that the inputs may have: missing numbers, rare categories, long texts.',
  no_output:
    'The program wrote no predictions where they are expected: /output/predictions.csv, or .jsonl for inputs in JSON Lines. A link doesn’t count.',
  output_too_large: 'The program wrote more to /output than predictions can have. Write predictions only.',
  timeout: 'The program took longer than a run may. Make it faster, and let it end after writing.',
  memory:
    'The program used more memory than a run may, files in /tmp and /output included. Read the inputs in pieces, or use a smaller model.',
  no_model: 'The training wrote nothing to /model. Write at least one file there, and end with code 0.',
  model_too_large:
    'The training wrote more to /model than a trained model may have, or too many files. Keep only what predictions need.',
  model_path:
    'The training wrote something else to /model than files and folders with names in UTF-8. Links, pipes and sockets are refused.',
  disk: 'The program found no space left in /tmp, /dev/shm or /output. Write less.',
};

/**
 * Describes a fault of the image or of its run. @param faultsAs `texts` only for public inputs, since details
 * may quote inputs
 */
export const describeContainerFault = (
  { code, text }: ContainerFault,
  faultsAs: 'codes' | 'texts',
): ModelRefused => ({ code, message: faultsAs === 'texts' && text ? text : words[code] });

/**
 * Describes predictions that can't be used. For hidden inputs, the message has neither line number nor text:
 * the program chooses where its file is wrong and what it contains there, so either could reveal inputs.
 */
export function describePredictionsFault(
  fault: FileFault | undefined,
  faultsAs: 'codes' | 'texts',
): ModelRefused {
  const code = fault?.code ?? 'file_rejected';
  if (faultsAs === 'codes' || !fault)
    return {
      code,
      message: `The predictions that the program wrote can’t be used (${code}). Each item needs one row with its id and a usable prediction: the documentation of prediction files explains the code. Where, isn’t said, since it could reveal hidden inputs.`,
    };
  const place = fault.line ? ` in line ${fault.line}` : '';
  return {
    code,
    message: `The predictions that the program wrote are at fault${place}: ${fault.detail}. ${fault.hint}`,
  };
}
