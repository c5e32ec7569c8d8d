/** A file that is served as it lies and never changes. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  byteCount: number;
  sha256: string;
  open: () => Promise<AsyncIterable<Uint8Array>>;
};
