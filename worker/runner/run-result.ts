import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import { encodeHeader } from './child/tensor-frames.mjs';
import { type RunFault, runFaultCodes } from './run-limits';
import { type RunOutput, runtimeFactsSchema } from './run-model';
import { decodeHeader } from './work-header';

/**
 * Encodes the outcome that a runner sends: the child's unparsed output, or the fault without its message,
 * which could quote inputs.
 */
export function encodeResult(result: Result<RunOutput, RunFault>): Uint8Array {
  if (!result.ok) return encodeHeader({ fault: result.error.code });
  const { runtime, bytes } = result.value;
  return Buffer.concat([encodeHeader({ runtime }), bytes]);
}

const headerSchema = z.union([
  z.strictObject({ fault: z.enum(runFaultCodes) }),
  z.strictObject({ runtime: runtimeFactsSchema }),
]);

/** Decodes the outcome that another machine sent. @throws where the bytes are no result */
export function decodeResult(bytes: Uint8Array): Result<RunOutput, RunFault> {
  const { header, length } = decodeHeader(bytes);
  const said = headerSchema.parse(header);
  if ('fault' in said) return refuse({ code: said.fault });
  return ok({ runtime: said.runtime, bytes: bytes.subarray(length) });
}
