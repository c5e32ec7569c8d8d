import { z } from 'zod';
import { encodeHeader } from '../child/tensor-frames.mjs';
import { count, decodeHeader, runLimitFields } from '../work-header';
import type { ContainerLimits } from './container-limits';
import type { ContainerInput } from './run-container';

/**
 * A container's run. The image isn't in it: it is stored once, encrypted to the scorer, and who runs it gets that ciphertext and
 * the key of this one file. So four gigabytes are not encrypted again for each run.
 */
export type ContainerWork = {
  readonly artefact: SealedImage;
  readonly input: ContainerInput;
  readonly limits: ContainerLimits;
  /**
   * `texts` passes on findings and the end of stderr, which can quote inputs: only where every input is public. `codes` reports
   * only the fault.
   */
  readonly faultsAs: 'codes' | 'texts';
};

/** An image in the object store. */
export type SealedImage = {
  /** The id of its version or dry run, which is sealed with it. */
  readonly id: string;
  /** SHA-256 in hex of the image as its team has it. */
  readonly sha256: string;
  readonly byteCount: number;
  /** The key of the age file. */
  readonly fileKey: Uint8Array;
};

/** A request as bytes: a header, and the inputs. */
export function encodeContainerWork({ artefact, input, limits, faultsAs }: ContainerWork): Uint8Array[] {
  const { fileKey, ...image } = artefact;
  const header = encodeHeader({
    artefact: { ...image, fileKey: Buffer.from(fileKey).toString('base64') },
    inputName: input.name,
    inputBytes: input.bytes.byteLength,
    limits,
    isTextWanted: faultsAs === 'texts',
  });
  return [header, input.bytes];
}

const fileKeyBytes = 16;

const headerSchema = z.strictObject({
  artefact: z.strictObject({
    id: z.uuid(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    byteCount: count,
    fileKey: z
      .base64()
      .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
      .refine((key) => key.byteLength === fileKeyBytes),
  }),
  inputName: z.enum(['inputs.csv', 'inputs.jsonl']),
  inputBytes: count,
  limits: z.strictObject({
    ...runLimitFields,
    cores: count,
    tmpBytesMax: count,
    unpackedBytesMax: count,
    layersMax: count,
  } satisfies Record<keyof ContainerLimits, z.ZodType>),
  isTextWanted: z.boolean(),
});

/** The inverse, on a runner. @throws where the bytes are no such request */
export function decodeContainerWork(bytes: Uint8Array): ContainerWork {
  const { header, length } = decodeHeader(bytes);
  const { artefact, inputName, inputBytes, limits, isTextWanted } = headerSchema.parse(header);
  const input = bytes.subarray(length);
  if (input.byteLength !== inputBytes) throw new RangeError('the inputs have another length than announced');
  return {
    artefact,
    input: { name: inputName, bytes: input },
    limits,
    faultsAs: isTextWanted ? 'texts' : 'codes',
  };
}
