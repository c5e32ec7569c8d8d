/** A file that is served as a stream. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  /** Another one for other bytes. */
  etag: string;
  open: () => Promise<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>;
};
