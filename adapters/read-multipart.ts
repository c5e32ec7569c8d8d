import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { fromWebStream } from './spool-file';
import type { UploadSlot } from './upload-slots';

export type Multipart<T> = { fields: Record<string, string>; file: T | null };

const fieldBytesMax = 64 * 1024;

const fieldsMax = 10;

/** Bytes of a form besides its file: fields and multipart boundaries. */
const aroundBytesMax = 1024 * 1024;

/**
 * An upload must be faster than this: a slower one would occupy a slot that another person could use.
 * Measured every 15 s.
 */
const [bytesPerSecondMin, looksEveryMs] = [8 * 1024, 15_000];

type Options = {
  fileField: string;
  bytesMax: number;
  /**
   * Returns a lower size limit, which depends on the fields before the file; without this function `bytesMax`
   * applies to every file.
   */
  bytesMaxAfter?: (fields: Fields) => number;
  timeMsMax: number;
  slot?: UploadSlot;
};

type Fields = Readonly<Record<string, string>>;

/**
 * Reads `multipart/form-data` without holding the file in memory: `onFile` gets its bytes as they arrive, and
 * reading waits for it. Fields may come before or after the file, each once. @param fileField the only file
 * field; others are refused @param timeMsMax time limit of the whole form, so that it can't trickle in @param
 * bytesMax size limit of the file, which `bytesMaxAfter` may lower; a longer file is refused as `too_large`,
 * and `onFile` sees its stream end in an error @param slot counts the bytes that arrive; it may stop the
 * upload, which is then refused as `busy`
 */
export async function readMultipart<T>(
  request: Request,
  options: Options,
  onFile: (bytes: AsyncIterable<Uint8Array>, fieldsBefore: Fields) => Promise<T>,
): Promise<Result<Multipart<T>>> {
  const parser = makeParser(request.headers.get('content-type') ?? '', options.bytesMax);
  if (!parser || !request.body)
    return refuse({
      kind: 'unsupported_media_type',
      detail: `Send multipart/form-data with a file field "${options.fileField}" and a field "metadata".`,
    });

  const reading: Reading<T> = {
    fields: Object.create(null),
    file: null,
    handled: null,
    refusal: null,
    end: () => {},
  };
  listen(parser, reading, options, onFile);
  const body = fromWebStream(request.body);
  const stopWatching = watchArrival(body, reading, options);
  const makeRoom = () => stop(reading, { kind: 'busy', retryAfterSeconds: 20 });
  options.slot?.signal.addEventListener('abort', makeRoom);
  try {
    await new Promise<void>((resolve, reject) => {
      reading.end = reject;
      parser.on('finish', () => resolve());
      parser.on('error', reject);
      body.on('error', reject);
      body.pipe(parser);
    });
    const file = await reading.handled;
    return reading.refusal ? refuse(reading.refusal) : ok({ fields: reading.fields, file });
  } catch (cause) {
    body.destroy();
    // When the connection breaks, busboy doesn't end the file's stream: its reader would wait for ever and
    // keep its resources.
    reading.file?.destroy(new Stopped());
    await reading.handled?.catch(() => {});
    if (reading.refusal) return refuse(reading.refusal);
    if (isMalformed(cause))
      return refuse({ kind: 'unsupported_media_type', detail: 'The form ended too early or is malformed.' });
    throw cause;
  } finally {
    options.slot?.signal.removeEventListener('abort', makeRoom);
    options.slot?.finish();
    stopWatching();
  }
}

/** Progress of reading a form. */
type Reading<T> = {
  /** An object without a prototype, so that a field may have any name. */
  readonly fields: Record<string, string>;
  file: Readable | null;
  handled: Promise<T> | null;
  /** The first refusal; later ones are ignored. */
  refusal: Refusal | null;
  end: (cause: Error) => void;
};

function stop<T>(reading: Reading<T>, why: Refusal): void {
  reading.refusal ??= why;
  reading.end(new Stopped());
}

/**
 * Refuses a body with more than `bytesMax + aroundBytesMax` bytes, one that is slower than `bytesPerSecondMin`, and one that is
 * incomplete after `timeMsMax`.
 * @returns a function that ends the watch
 */
function watchArrival<T>(
  body: Readable,
  reading: Reading<T>,
  { bytesMax, timeMsMax, slot }: Options,
): () => void {
  let byteCount = 0;
  const count = (chunk: Uint8Array) => {
    byteCount += chunk.length;
    slot?.arrive(chunk.length);
    if (byteCount > bytesMax + aroundBytesMax) stop(reading, { kind: 'too_large', bytesMax });
  };
  const stopSlow = () => stop(reading, { kind: 'upload_too_slow', secondsMax: timeMsMax / 1000 });
  let leastBytes = 0;
  const looking = setInterval(() => {
    leastBytes += (bytesPerSecondMin * looksEveryMs) / 1000;
    if (byteCount < leastBytes) stopSlow();
  }, looksEveryMs);
  const timer = setTimeout(stopSlow, timeMsMax);
  body.on('data', count);
  return () => {
    clearInterval(looking);
    clearTimeout(timer);
    body.off('data', count);
  };
}

function listen<T>(
  parser: BusboyInstance,
  reading: Reading<T>,
  { fileField, bytesMax, bytesMaxAfter }: Options,
  onFile: (bytes: AsyncIterable<Uint8Array>, fieldsBefore: Fields) => Promise<T>,
): void {
  const stopForm = (detail: string) => stop(reading, { kind: 'unsupported_media_type', detail });
  parser.on('field', (name: string | undefined, value) => {
    if (name === undefined) stopForm('A field has no name.');
    else if (Object.hasOwn(reading.fields, name))
      stopForm(`The field "${name.slice(0, 40)}" is there twice.`);
    else reading.fields[name] = value;
  });
  parser.on('fieldsLimit', () => stopForm(`The form has more than ${fieldsMax} fields.`));
  parser.on('filesLimit', () => stopForm(`Send one file, in the field "${fileField}".`));
  parser.on('file', (name: string | undefined, stream) => {
    if (name !== fileField) {
      stream.resume();
      stopForm(`The only file field is "${fileField}"; got "${(name ?? '').slice(0, 40)}".`);
      return;
    }
    stream.on('limit', () => {
      stream.destroy(new Stopped());
      stop(reading, { kind: 'too_large', bytesMax });
    });
    reading.file = stream;
    // The file's reader gets the error; without this listener, an error before reading begins would end the
    // process.
    stream.on('error', () => {});
    const lowered = bytesMaxAfter?.(reading.fields) ?? bytesMax;
    reading.handled = onFile(lowered < bytesMax ? limit(stream, reading, lowered) : stream, {
      ...reading.fields,
    });
    // A reader that failed stops consuming the stream, so the rest of the form would never arrive.
    reading.handled.catch((cause: Error) => reading.end(cause));
  });
}

async function* limit<T>(
  stream: Readable,
  reading: Reading<T>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of stream) {
    byteCount += chunk.length;
    if (byteCount > bytesMax) {
      stop(reading, { kind: 'too_large', bytesMax });
      throw new Stopped();
    }
    yield chunk;
  }
}

/** Undefined for a content type that is no form, or whose boundary the parser rejects. */
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

/** Error that ends the reading of a refused form. */
class Stopped extends Error {}

function isMalformed(cause: unknown): boolean {
  return (
    cause instanceof Error && /Unexpected end|Malformed|Multipart|aborted|premature/i.test(cause.message)
  );
}
