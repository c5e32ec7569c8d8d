/** One file of a revealed round's public archive, as listed in its SHA256SUMS. */
export type ArchiveFile = { readonly name: string; readonly byteCount: number; readonly sha256: string };
