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

/** The reason why an image has no predictions. */
export type ContainerFault = {
  readonly code: ContainerFaultCode;
  /** The finding, and the end of the program's stderr; only where the request allows it, since both can quote inputs. */
  readonly text?: string;
};

/** Ends the reading of an image with its fault. */
export class ImageRefused extends Error {
  readonly code: ContainerFaultCode;

  constructor(code: ContainerFaultCode, text: string) {
    super(text);
    this.name = 'ImageRefused';
    this.code = code;
  }
}

const textLengthMax = 4_000;

/** Removes characters that a terminal or a page might interpret; keeps the end, where programs say why they stopped. */
export const printable = (text: string, lengthMax = textLengthMax): string =>
  text
    .slice(-lengthMax)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** A name from an image as a quotation, of bounded length. */
export const quote = (name: string): string =>
  JSON.stringify(printable(name.length > 200 ? `${name.slice(0, 200)}…` : name));
