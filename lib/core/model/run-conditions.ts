/** By what, and within what, a model was run: kept with its evaluation, so that it can be run so again. */
export type RunConditions = {
  readonly runtime: string;
  readonly runtimeVersion: string;
  readonly node: string;
  readonly architecture: string;
  readonly limits: Readonly<Record<string, number>>;
  /** SHA-256 of the file, in hex. */
  readonly modelHash: string;
  readonly outputsHash: string;
};
