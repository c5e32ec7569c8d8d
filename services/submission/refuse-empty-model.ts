import type { SpooledFile } from '@/adapters/spool-file';
import { makeModelFault } from '@/lib/core/onnx/model-fault';
import type { Refusal } from '@/lib/core/refusal';

/** A model is checked in its turn, but for this: of an empty file there is nothing to keep until then. */
export function refuseEmptyModel({ byteCount }: Pick<SpooledFile, 'byteCount'>): Refusal | null {
  if (byteCount > 0) return null;
  const { code, found, fix } = makeModelFault('empty_file', 'The file is empty.', 0);
  const fault = { code: `model_${code}`, line: null, column: null, detail: found, hint: fix };
  return { kind: 'file_rejected', faults: [fault], faultCount: 1 };
}
