import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { ExpectedOutput } from '@/lib/core/run/run';
import { encodeHeader } from '../child/tensor-frames.mjs';
import { count, decodeHeader } from '../work-header';
import { type ContainerFault, printable } from './container-fault';
import { trainLogLengthMax } from './container-limits';
import { type ArtefactChanged, faultSchema, type Machine, machineSchema } from './container-result';

/** The outcome of a training as a runner sends it: hash and size of the model's tar archive, or a fault. */
export type TrainOutcome<Fault = ContainerFault | ArtefactChanged> = {
  readonly outcome: Result<
    { readonly trained: { readonly sha256: string; readonly byteCount: number }; readonly record: Machine },
    Fault
  >;
  /** Milliseconds for which the program ran. */
  readonly tookMs: number;
  /** The end of the program's output. */
  readonly log: string;
};

/** Encodes the outcome of a training: a header, and the log. */
export const encodeTrainResult = ({ outcome, tookMs, log }: TrainOutcome): Uint8Array =>
  Buffer.concat([
    encodeHeader({ tookMs, ...(outcome.ok ? outcome.value : { fault: outcome.error }) }),
    Buffer.from(log),
  ]);

const headerSchema = z.union([
  z.strictObject({ tookMs: count, fault: faultSchema }),
  z.strictObject({
    tookMs: count,
    trained: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), byteCount: count }),
    record: machineSchema,
  }),
]);

/**
 * Decodes the outcome of a training. It comes from another machine, so it may be forged. @throws where the
 * bytes are no result of such a training
 */
export function decodeTrainResult(
  bytes: Uint8Array,
  { limits }: Pick<Extract<ExpectedOutput, { kind: 'training' }>, 'limits'>,
): TrainOutcome {
  const { header, length } = decodeHeader(bytes);
  const said = headerSchema.parse(header);
  const log = printable(Buffer.from(bytes.subarray(length)).toString(), trainLogLengthMax);
  const rest = { tookMs: Math.min(said.tookMs, limits.wallMsMax), log };
  if ('fault' in said) {
    const { code, text } = said.fault;
    if (code === 'artefact_changed') return { ...rest, outcome: refuse({ code }) };
    return { ...rest, outcome: refuse(text ? { code, text: printable(text) } : { code }) };
  }
  const { trained, record } = said;
  if (trained.byteCount > limits.trainedBytesMax) throw new RangeError('what a training wrote is too long');
  return { ...rest, outcome: ok({ trained, record }) };
}
