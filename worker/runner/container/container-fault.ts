export const containerFaultCodes = [
  'image_format',
  'image_too_large',
  'layer_path',
  'no_entrypoint',
  'architecture',
  'exit_code',
  'no_output',
  'output_too_large',
  'timeout',
  'memory',
  'disk',
  'no_model',
  'model_too_large',
  'model_path',
] as const;
export type ContainerFaultCode = (typeof containerFaultCodes)[number];

/** The reason why a container run gave no predictions. */
export type ContainerFault = {
  readonly code: ContainerFaultCode;
  /**
   * Details of the fault, and the end of the program's stderr. Present only if the request allows texts,
   * since both can quote inputs.
   */
  readonly text?: string;
};

/** Error that ends the reading of an image, with the image's fault. */
export class ImageRefused extends Error {
  readonly code: ContainerFaultCode;

  constructor(code: ContainerFaultCode, text: string) {
    super(text);
    this.name = 'ImageRefused';
    this.code = code;
  }
}

const textLengthMax = 4_000;

/**
 * Removes characters that a terminal or a page might interpret. Truncates from the front, because programs
 * say at the end why they stopped.
 */
export const printable = (text: string, lengthMax = textLengthMax): string =>
  text
    .slice(-lengthMax)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** Quotes a name from an image, with bounded length. */
export const quote = (name: string): string =>
  JSON.stringify(printable(name.length > 200 ? `${name.slice(0, 200)}…` : name));
