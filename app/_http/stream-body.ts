import { Readable } from 'node:stream';

/** Bytes as the body of a response. Node and the DOM declare the one class of stream each for itself, hence the cast. */
export const streamBody = (bytes: AsyncIterable<Uint8Array>): ReadableStream =>
  Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream;
