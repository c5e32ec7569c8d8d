import { Readable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';

/** Bytes as the web's stream. Node and the DOM declare the one class of it each for itself, hence the cast. */
export const toWebStream = (bytes: Readable): ReadableStream<Uint8Array<ArrayBuffer>> =>
  Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;

/** And back. */
export const fromWebStream = (stream: ReadableStream<Uint8Array>): Readable =>
  Readable.fromWeb(stream as NodeWebStream<Uint8Array>);
