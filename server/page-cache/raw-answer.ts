import type { IncomingHttpHeaders } from 'node:http';

/** What a visitor was answered, before it is packed. */
export type RawAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** By which the page's own scripts are known; nobody who wrote something on it could know it. */
  nonce: string;
  /** Of a page below a benchmark: whether that is listed. Null where nobody said. */
  isListed: boolean | null;
};
