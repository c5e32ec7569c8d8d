import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { fromWebStream } from './web-stream';

export type Multipart<T> = { fields: Record<string, string>; file: T | null };

const fieldBytesMax = 64 * 1024;
const fieldsMax = 10;

/**
 * Reads `multipart/form-data` without ever holding the file: `onFile` gets its bytes as they arrive, and everything waits
 * for it. Fields may come before or after the file, each once.
 * @param fileField the only file field; others are refused
 * @param bytesMax of the file; a longer one is refused as `too_large`, and `onFile` sees its stream end in an error
 */
export async function readMultipart<T>(
  request: Request,
  options: { fileField: string; bytesMax: number },
  onFile: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Result<Multipart<T>, Refusal>> {
  const parser = makeParser(request.headers.get('content-type') ?? '', options.bytesMax);
  if (!parser || !request.body)
    return refuse({
      kind: 'unsupported_media_type',
      detail: `Send multipart/form-data with a file field "${options.fileField}" and a field "metadata".`,
    });

  const fields: Record<string, string> = {};
  const taken: { file: Readable | null; handled: Promise<T> | null } = { file: null, handled: null };
  let refusal: Refusal | null = null;
  let endReading: (cause: Error) => void = () => {};
  const stop = (why: Refusal) => {
    refusal ??= why;
    endReading(new Stopped());
  };
  const body = fromWebStream(request.body);
  parser.on('field', (name: string | undefined, value) => {
    if (name === undefined || Object.hasOwn(fields, name)) {
      const what =
        name === undefined ? 'A field has no name.' : `The field "${name.slice(0, 40)}" is there twice.`;
      stop({ kind: 'unsupported_media_type', detail: what });
      return;
    }
    fields[name] = value;
  });
  parser.on('fieldsLimit', () =>
    stop({ kind: 'unsupported_media_type', detail: `The form has more than ${fieldsMax} fields.` }),
  );
  parser.on('filesLimit', () =>
    stop({ kind: 'unsupported_media_type', detail: `Send one file, in the field "${options.fileField}".` }),
  );
  parser.on('file', (name: string | undefined, stream) => {
    if (name !== options.fileField) {
      stream.resume();
      stop({
        kind: 'unsupported_media_type',
        detail: `The only file field is "${options.fileField}"; got "${(name ?? '').slice(0, 40)}".`,
      });
      return;
    }
    stream.on('limit', () => {
      stream.destroy(new Stopped());
      stop({ kind: 'too_large', bytesMax: options.bytesMax });
    });
    taken.file = stream;
    // Whoever iterates is told; before that, an error without a listener would end the process.
    stream.on('error', () => {});
    taken.handled = onFile(stream);
    // Seen below; without a listener now, a failure before the form's end would count as unhandled.
    taken.handled.catch(() => stream.resume());
  });

  try {
    await new Promise<void>((resolve, reject) => {
      endReading = reject;
      parser.on('finish', () => resolve());
      parser.on('error', reject);
      body.on('error', reject);
      body.pipe(parser);
    });
    const result = await taken.handled;
    return refusal ? refuse(refusal) : ok({ fields, file: result });
  } catch (cause) {
    body.destroy();
    // A connection that breaks off doesn't end the parser's file: its reader would wait for ever and keep what it has.
    taken.file?.destroy(new Stopped());
    await taken.handled?.catch(() => {});
    if (refusal) return refuse(refusal);
    if (isMalformed(cause))
      return refuse({ kind: 'unsupported_media_type', detail: 'The form ended too early or is malformed.' });
    throw cause;
  }
}

/** Undefined for a content type that is no form, or whose boundary the parser does not take. */
function makeParser(contentType: string, bytesMax: number): BusboyInstance | undefined {
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType)) return undefined;
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fileSize: bytesMax,
        files: 1,
        fields: fieldsMax,
        fieldSize: fieldBytesMax,
        fieldNameSize: 100,
      },
    });
  } catch {
    return undefined;
  }
}

/** Ends the reading of a form that is refused already. */
class Stopped extends Error {}

function isMalformed(cause: unknown): boolean {
  return (
    cause instanceof Error && /Unexpected end|Malformed|Multipart|aborted|premature/i.test(cause.message)
  );
}
