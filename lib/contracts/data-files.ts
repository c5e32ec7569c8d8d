type TrainingLink = {
  readonly number: number;
  readonly title: string;
  readonly byte_count: number;
  readonly href: string;
};

/** Download links to a benchmark's training data: one common file of all revealed rounds, and one file for each round. */
export type TrainingView = {
  readonly file_name: string;
  readonly href: string;
  /** Names of the input columns. In the file, `id` comes before them, and `label` and `round` come after. */
  readonly columns: readonly string[];
  /** Files of the rounds, oldest first. */
  readonly rounds: readonly TrainingLink[];
  /** Rounds that aren't in the common file, because they have other columns or exceed its size limit. */
  readonly left_out: readonly TrainingLink[];
};

/**
 * The common training file, whose labels include all published errata; the files of single rounds have the sealed labels.
 */
export type TrainingFileView = TrainingView & {
  readonly byte_count: number;
  /** Rounds whose labels were changed by errata, oldest first. */
  readonly corrected: readonly { readonly number: number; readonly title: string; readonly count: number }[];
};

/** A file that is served as a stream, with the data for its HTTP headers. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  /** Value of the HTTP header ETag: differs for different content. */
  etag: string;
  /**
   * Opens the file as a stream from a byte on, and returns the size of the whole file. The stream is empty if `firstByte` is
   * beyond the end.
   */
  open: (firstByte?: number) => Promise<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>;
};
