type TrainingLink = {
  readonly number: number;
  readonly title: string;
  readonly byte_count: number;
  readonly href: string;
};

/** Download links to a benchmark's training data: one file with all revealed rounds, and one for each round. */
export type TrainingView = {
  readonly file_name: string;
  readonly href: string;
  /** Input columns; in the file `id` precedes them, and `label` and `round` follow. */
  readonly columns: readonly string[];
  /** Oldest first. */
  readonly rounds: readonly TrainingLink[];
  /** Rounds that are not part of the common file, since they have other columns or exceed its size limit. */
  readonly left_out: readonly TrainingLink[];
};

/** The common file, whose labels are those after all published errata; the files of the rounds have the sealed ones. */
export type TrainingFileView = TrainingView & {
  readonly byte_count: number;
  /** Rounds with labels that errata have changed, oldest first. */
  readonly corrected: readonly { readonly number: number; readonly title: string; readonly count: number }[];
};

/** A file that is served as a stream. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  /** Differs for different bytes. */
  etag: string;
  /** The stream from a byte on, and the size of the whole file. Behind the end the stream is empty. */
  open: (firstByte?: number) => Promise<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>;
};
