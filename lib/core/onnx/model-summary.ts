import type { OnnxDomain } from './operators';
import type { Opset } from './read-opset';
import type { ModelValue } from './value-type';

/** What is told of a model that was accepted, read off its file and not computed by running it. */
export type ModelSummary = {
  readonly sizeBytes: number;
  readonly irVersion: number;
  /** As the exporter calls itself; empty where it doesn't. */
  readonly producer: { readonly name: string; readonly version: string };
  readonly opsets: readonly Opset[];
  /** What has to be fed: inputs that have no initializer. In the order of the file. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** Of all graphs together. */
  readonly nodeCount: number;
  /** How often each operator occurs, by name. */
  readonly operators: readonly {
    readonly domain: OnnxDomain;
    readonly operator: string;
    readonly count: number;
  }[];
  readonly initializers: {
    readonly count: number;
    readonly elementCount: number;
    readonly sizeBytes: number;
  };
};
