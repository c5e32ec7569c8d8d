/** A file that is served as a stream. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  /** Differs for different bytes. */
  etag: string;
  open: () => Promise<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>;
};
