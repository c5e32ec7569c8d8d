import { z } from 'zod';
import type { TrainingLimits } from '@/lib/core/run/run';
import { encodeHeader } from '../child/tensor-frames.mjs';
import { count, decodeHeader, runLimitFields } from '../work-header';
import type { ContainerLimits } from './container-limits';
import type { ContainerInput } from './run-container';

/**
 * The work of a container run. It doesn't contain the image, which is stored once, encrypted to the scorer:
 * the runner gets that ciphertext, and the key of this one file. So four gigabytes aren't encrypted again for
 * each run.
 */
export type ContainerWork = {
  readonly artefact: SealedImage;
  readonly input: ContainerInput;
  readonly limits: ContainerLimits;
  /**
   * `texts` reports details and the end of stderr, which can quote inputs: only where every input is public.
   * `codes` reports only the fault's code.
   */
  readonly faultsAs: 'codes' | 'texts';
  /**
   * True for inputs that aren't public yet. Such a run shares no unpacked files of the image with runs whose
   * outcome is reported, so that it can't leak inputs through them.
   */
  readonly isHidden: boolean;
  /** A tar archive of the trained model, which the program sees at `/model`. */
  readonly trained?: SealedImage;
};

/** The work of an image's training on revealed rounds. */
export type TrainWork = {
  readonly artefact: SealedImage;
  /** The model of the previous training, which the program sees at `/previous`. */
  readonly trained?: SealedImage;
  /** Content of the file `/input/rounds.json`. */
  readonly rounds: Uint8Array;
  /** Files below `/input/rounds/`; the site relays them in this order. */
  readonly data: readonly { readonly path: string; readonly sha256: string; readonly byteCount: number }[];
  readonly limits: TrainingLimits;
  /** Id of the version that the training makes; it is encrypted together with the version's model. */
  readonly versionId: string;
};

/** A stored image or trained model: an age file, and the key of that one file. */
export type SealedImage = {
  /** Id of the version or dry run that the image belongs to; it is encrypted together with the image. */
  readonly id: string;
  /** SHA-256 in hex of the unencrypted bytes. */
  readonly sha256: string;
  readonly byteCount: number;
  /** The file key inside the age format, which opens this file only. */
  readonly fileKey: Uint8Array;
};

/** Encodes a container run for its runner: a header, then the inputs. */
export function encodeContainerWork(work: ContainerWork): Uint8Array[] {
  const { artefact, trained, input, limits, faultsAs, isHidden } = work;
  const header = encodeHeader({
    ...composeFiles(artefact, trained),
    inputName: input.name,
    inputBytes: input.bytes.byteLength,
    limits,
    isTextWanted: faultsAs === 'texts',
    isHidden,
  });
  return [header, input.bytes];
}

/**
 * Encodes a training for its runner: a header, `rounds.json`, and the list of files, which is too long for a
 * header.
 */
export function encodeTrainWork({ artefact, trained, rounds, data, ...work }: TrainWork): Uint8Array[] {
  const list = Buffer.from(JSON.stringify(data));
  const lengths = { roundsBytes: rounds.byteLength, listBytes: list.byteLength };
  return [encodeHeader({ ...composeFiles(artefact, trained), ...lengths, ...work }), rounds, list];
}

const composeFiles = (artefact: SealedImage, trained: SealedImage | undefined) => ({
  artefact: encodeFile(artefact),
  ...(trained ? { trained: encodeFile(trained) } : {}),
});

const encodeFile = ({ fileKey, ...file }: SealedImage) => ({
  ...file,
  fileKey: Buffer.from(fileKey).toString('base64'),
});

const fileKeyBytes = 16;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const fileSchema = z.strictObject({
  id: z.uuid(),
  sha256,
  byteCount: count,
  fileKey: z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    .refine((key) => key.byteLength === fileKeyBytes),
});

const files = { artefact: fileSchema, trained: fileSchema.optional() };

export const containerLimitFields = {
  ...runLimitFields,
  cores: count,
  tmpBytesMax: count,
  unpackedBytesMax: count,
  layersMax: count,
} satisfies Record<keyof ContainerLimits, z.ZodType>;

export const trainingLimitFields = {
  ...containerLimitFields,
  trainedBytesMax: count,
} satisfies Record<keyof TrainingLimits, z.ZodType>;

const headerSchema = z.strictObject({
  ...files,
  inputName: z.enum(['inputs.csv', 'inputs.jsonl']),
  inputBytes: count,
  limits: z.strictObject(containerLimitFields),
  isTextWanted: z.boolean(),
  isHidden: z.boolean(),
});

/**
 * Decodes on a runner the work that `encodeContainerWork` encoded. @throws if the bytes have another format
 */
export function decodeContainerWork(bytes: Uint8Array): ContainerWork {
  const { header, length } = decodeHeader(bytes);
  const { artefact, trained, inputName, inputBytes, limits, isTextWanted, isHidden } =
    headerSchema.parse(header);
  return {
    ...{ artefact, ...(trained ? { trained } : {}) },
    input: { name: inputName, bytes: takeRest(bytes, length, inputBytes) },
    limits,
    faultsAs: isTextWanted ? 'texts' : 'codes',
    isHidden,
  };
}

const trainHeaderSchema = z.strictObject({
  ...files,
  roundsBytes: count,
  listBytes: count,
  limits: z.strictObject(trainingLimitFields),
  versionId: z.uuid(),
});

/** A file name must begin with a letter or digit, so that it is neither `.` nor `..`. */
const listSchema = z.array(
  z.strictObject({
    path: z.string().regex(/^\d{1,9}\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
    sha256,
    byteCount: count,
  }),
);

/** Decodes the work that `encodeTrainWork` encoded. @throws if the bytes have another format */
export function decodeTrainWork(bytes: Uint8Array): TrainWork {
  const { header, length } = decodeHeader(bytes);
  const { trained, roundsBytes, listBytes, ...work } = trainHeaderSchema.parse(header);
  const rest = takeRest(bytes, length, roundsBytes + listBytes);
  const data = listSchema.parse(JSON.parse(Buffer.from(rest.subarray(roundsBytes)).toString()));
  return { ...work, ...(trained ? { trained } : {}), data, rounds: rest.subarray(0, roundsBytes) };
}

function takeRest(bytes: Uint8Array, from: number, byteCount: number): Uint8Array {
  const rest = bytes.subarray(from);
  if (rest.byteLength !== byteCount) throw new RangeError('the inputs have another length than announced');
  return rest;
}
