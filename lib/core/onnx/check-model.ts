import { quoteValue } from '../files/quote-value';
import { ok, type Result, refuse } from '../result';
import { checkModelSize } from './check-model-size';
import { findForeignFormat } from './foreign-format';
import { type ModelFault, makeModelFault } from './model-fault';
import { modelLimits } from './model-limits';
import type { ModelSummary } from './model-summary';
import { type Graph, readGraph, type Tally } from './read-graph';
import { readName } from './read-name';
import { type Opset, readOpset } from './read-opset';
import { createScan, fail, type Scan, type Span } from './scan';
import type { ModelValue } from './value-type';
import { cursorSpan, type Visitors, walkMessage } from './walk-message';

/** The verdict, and how many fields and bytes were looked at one by one to reach it: at most twice as many as the file has. */
export type Inspection = { readonly verdict: Result<ModelSummary, ModelFault>; readonly steps: number };

/**
 * Whether a file is an ONNX model that may be run, from its bytes alone (decision 0048). Nothing of it is decoded but names and the
 * numbers of shapes; weights are skipped. Never throws, whatever the bytes are, and changes and keeps none of them.
 */
export const checkModel = (bytes: Uint8Array): Result<ModelSummary, ModelFault> =>
  inspectModel(bytes).verdict;

/** {@link checkModel}, with the work it took. */
export function inspectModel(bytes: Uint8Array): Inspection {
  const unread = refuseUnread(bytes);
  if (unread !== null) return { verdict: refuse(unread), steps: 0 };
  const scan = createScan(bytes);
  const summary = readModel(scan);
  const verdict = scan.fault !== null ? refuse(scan.fault) : ok(summary);
  return { verdict, steps: scan.steps };
}

function refuseUnread(bytes: Uint8Array): ModelFault | null {
  if (bytes.length === 0) return makeModelFault('empty_file', 'The file is empty.', 0);
  const foreign = findForeignFormat(bytes);
  if (foreign !== null) return makeModelFault('foreign_format', `This is ${foreign.name}.`, 0, foreign.fix);
  return checkModelSize(bytes.length);
}

type Header = {
  irVersion: number;
  producerName: string;
  producerVersion: string;
  readonly opsets: Opset[];
  graphSpan: Span | null;
};

function readModel(scan: Scan): ModelSummary {
  const header = readHeader(scan);
  const tally: Tally = {
    operators: new Map(),
    initializers: { count: 0, elementCount: 0, sizeBytes: 0 },
  };
  const imports = new Set(header.opsets.map(({ domain }) => domain));
  const graph: Graph =
    header.graphSpan === null || scan.fault !== null
      ? { inputs: [], outputs: [] }
      : readGraph(scan, header.graphSpan, { imports, tally, outer: null, depth: 1 });
  const operators = [...tally.operators.values()].sort((a, b) =>
    `${a.domain} ${a.operator}` < `${b.domain} ${b.operator}` ? -1 : 1,
  );
  return {
    sizeBytes: scan.bytes.length,
    irVersion: header.irVersion,
    producer: { name: header.producerName, version: header.producerVersion },
    opsets: header.opsets,
    inputs: requireTypes(scan, graph.inputs),
    outputs: requireTypes(scan, graph.outputs),
    nodeCount: scan.spent.nodes,
    operators,
    initializers: tally.initializers,
  };
}

const visitors: Visitors<'ModelProto', Header> = {
  ir_version: (header, { value }) => {
    header.irVersion = value;
  },
  producer_name: (header, cursor, _, scan) => {
    header.producerName = readName(scan, cursor);
  },
  producer_version: (header, cursor, _, scan) => {
    header.producerVersion = readName(scan, cursor);
  },
  opset_import: ({ opsets }, cursor, _, scan) => readOpset(scan, cursorSpan(cursor), opsets),
  graph: (header, cursor) => {
    header.graphSpan = cursorSpan(cursor);
  },
};

function readHeader(scan: Scan): Header {
  const header: Header = { irVersion: 0, producerName: '', producerVersion: '', opsets: [], graphSpan: null };
  walkMessage(scan, 'ModelProto', { start: 0, end: scan.bytes.length }, visitors, header);
  const { min, max } = modelLimits.irVersion;
  if (header.graphSpan === null) fail(scan, 'no_graph', 'The model has no graph.', 0);
  if (header.irVersion < min || header.irVersion > max)
    fail(scan, 'ir_version', `The IR version is ${header.irVersion}.`, 0);
  if (header.opsets.length === 0) fail(scan, 'opset_version', 'The model imports no operators.', 0);
  return header;
}

function requireTypes(scan: Scan, values: Graph['inputs']): ModelValue[] {
  return values.flatMap(({ name, type }) => {
    if (type === null) fail(scan, 'value_type', `${quoteValue(name)} has no type.`, 0);
    return type === null ? [] : [{ name, type }];
  });
}
