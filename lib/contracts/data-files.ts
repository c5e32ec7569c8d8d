type TrainingLink = {
  readonly number: number;
  readonly title: string;
  readonly byte_count: number;
  readonly href: string;
};

/** A benchmark's training data for links on pages: all revealed rounds in one file, and each by itself. */
export type TrainingView = {
  readonly file_name: string;
  readonly href: string;
  readonly byte_count: number;
  /** The input columns of its rounds; `id` stands before them, `label` and `round` behind. */
  readonly columns: readonly string[];
  /** Oldest first. */
  readonly rounds: readonly TrainingLink[];
  /** Rounds available only by themselves: with other columns, or beyond the size limit. */
  readonly left_out: readonly TrainingLink[];
};

/** A file that is served as a stream. */
export type ServedFile = {
  fileName: string;
  mediaType: string;
  /** Differs for different bytes. */
  etag: string;
  open: () => Promise<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>;
};
