/** The files beside `archive.json`: of a folder, a zip, or a site. */
export type ArchiveFiles = {
  /** The bytes of a file by its path in the archive; null where it isn't there. */
  read(path: string): Promise<Uint8Array | null>;
  /** SHA-256 in lower-case hex by path, as SHA256SUMS or the site lists them; null where there is no list. */
  readonly listed: ReadonlyMap<string, string> | null;
};
