import { z } from 'zod';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { ExpectedOutput } from '@/lib/core/run/run';
import { encodeHeader } from '../child/tensor-frames.mjs';
import { decodeHeader } from '../work-header';
import { type ContainerFault, containerFaultCodes, printable } from './container-fault';
import type { ContainerRun } from './run-container';

/** The stored image isn't the one that was received, which is the platform's fault, never the team's. */
export type ArtefactChanged = { readonly code: 'artefact_changed' };

export type ContainerOutcome = Result<ContainerRun, ContainerFault | ArtefactChanged>;

/** Encodes the outcome of a container run for the scorer: unparsed predictions, or a fault. */
export function encodeContainerResult(outcome: ContainerOutcome): Uint8Array {
  if (!outcome.ok) return encodeHeader({ fault: outcome.error });
  const { output, record } = outcome.value;
  const { limits: _, ...machine } = record;
  return Buffer.concat([encodeHeader({ record: machine }), output.bytes]);
}

export const faultSchema = z.strictObject({
  code: z.enum([...containerFaultCodes, 'artefact_changed']),
  text: z.string().optional(),
});

/** The engine and the image of a run, as the runner reports them. */
export const machineSchema = z.strictObject({
  engine: z.enum(['runsc', 'runc']),
  engineVersion: z.string().max(100),
  imageDigest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  architecture: z.string().max(20),
});

export type Machine = z.output<typeof machineSchema>;

const headerSchema = z.union([
  z.strictObject({ fault: faultSchema }),
  z.strictObject({ record: machineSchema }),
]);

type Expected = Extract<ExpectedOutput, { kind: 'container' }>;

/**
 * Decodes the outcome that a runner sent. The runner is another machine and may send anything, so the result
 * is checked against the request. @throws where the bytes are no result of such a run
 */
export function decodeContainerResult(
  bytes: Uint8Array,
  { inputName, limits, faultsAs }: Pick<Expected, 'inputName' | 'limits' | 'faultsAs'>,
): ContainerOutcome {
  const { header, length } = decodeHeader(bytes);
  const said = headerSchema.parse(header);
  if ('fault' in said) {
    const { code, text } = said.fault;
    if (code === 'artefact_changed') return refuse({ code });
    return refuse(faultsAs === 'texts' && text ? { code, text: printable(text) } : { code });
  }
  const output = bytes.subarray(length);
  if (output.byteLength > limits.outputBytesMax) throw new RangeError('the predictions are too long');
  const name = inputName === 'inputs.csv' ? 'predictions.csv' : 'predictions.jsonl';
  return ok({ output: { name, bytes: output }, record: { ...said.record, limits } });
}
