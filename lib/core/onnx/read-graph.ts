import { quoteValue } from '../files/quote-value';
import { checkInference } from './check-inference';
import { estimateOutput } from './estimate-output';
import { defineValue, type GraphScope, requireValue } from './graph-scope';
import { modelLimits } from './model-limits';
import type { OnnxDomain } from './operators';
import { type Node, readNode } from './read-node';
import { readTensor } from './read-tensor';
import { readValueInfo, type ValueInfo } from './read-value-info';
import { fail, type Scan, type Span, spend } from './scan';
import { nothingKnown } from './value-facts';
import type { ValueType } from './value-type';
import { cursorSpan, type Visitors, walkMessage } from './walk-message';

/** What is counted over all graphs of a model; operators by domain and name. */
export type Tally = {
  readonly operators: Map<string, { readonly domain: OnnxDomain; readonly operator: string; count: number }>;
  readonly initializers: { count: number; elementCount: number; sizeBytes: number };
};

/** What a graph says of its values: inputs without an initializer, and outputs. */
export type Graph = { readonly inputs: readonly ValueInfo[]; readonly outputs: readonly ValueInfo[] };

export type Surroundings = {
  readonly imports: ReadonlySet<OnnxDomain>;
  readonly tally: Tally;
  readonly outer: GraphScope | null;
  /** 1 for the model's own graph. */
  readonly depth: number;
};

type Draft = {
  readonly scope: GraphScope;
  readonly tally: Tally;
  readonly nodeSpans: Span[];
  readonly inputs: ValueInfo[];
  readonly outputs: ValueInfo[];
};

const visitors: Visitors<'GraphProto', Draft> = {
  node: ({ nodeSpans }, cursor, _, scan) => {
    spend(scan, 'nodes', 1, cursor.start);
    nodeSpans.push(cursorSpan(cursor));
  },
  initializer: ({ scope, tally }, cursor, _, scan) => readInitializer(scan, cursorSpan(cursor), scope, tally),
  input: ({ inputs }, cursor, _, scan) => inputs.push(readValueInfo(scan, cursorSpan(cursor))),
  output: ({ outputs }, cursor, _, scan) => outputs.push(readValueInfo(scan, cursorSpan(cursor))),
  value_info: (_, cursor, __, scan) => readValueInfo(scan, cursorSpan(cursor)),
};

/**
 * Checks a graph and those in its nodes. Nodes stand before initializers on the wire, so they are read in a second pass, in their
 * order: each may use only what is known by then, which leaves no place for a circle.
 */
export function readGraph(scan: Scan, span: Span, surroundings: Surroundings): Graph {
  const { tally, outer, depth } = surroundings;
  const scope: GraphScope = { values: new Map(), outer };
  const nodeSpans: Span[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  if (depth > modelLimits.graphDepthMax) fail(scan, 'too_deep', `Graphs nest ${depth} deep.`, span.start);
  walkMessage(scan, 'GraphProto', span, visitors, { scope, tally, nodeSpans, inputs, outputs });
  for (const values of [inputs, outputs]) requireOwnNames(scan, values, span.start);
  const required = inputs.filter(({ name }) => !scope.values.has(name));
  for (const { name, type } of required)
    defineValue(scan, scope, name, { elementCountMin: countRow(type), values: null }, span.start);
  for (const nodeSpan of nodeSpans) {
    if (scan.fault !== null) break;
    const node = readNode(scan, nodeSpan, surroundings.imports);
    if (node !== null) followNode(scan, node, scope, surroundings);
  }
  for (const { name } of outputs) requireValue(scan, scope, name, span.start);
  return { inputs: required, outputs };
}

function readInitializer(scan: Scan, span: Span, scope: GraphScope, { initializers }: Tally): void {
  const tensor = readTensor(scan, span);
  if (tensor === null) return;
  const { name, elementCount, sizeBytes, values } = tensor;
  defineValue(scan, scope, name, { elementCountMin: elementCount, values }, span.start);
  initializers.count += 1;
  initializers.elementCount += elementCount;
  initializers.sizeBytes += sizeBytes;
}

function requireOwnNames(scan: Scan, values: readonly ValueInfo[], offset: number): void {
  const names = new Set<string>();
  for (const { name } of values) {
    if (names.has(name)) fail(scan, 'duplicate_name', `The graph lists ${quoteValue(name)} twice.`, offset);
    names.add(name);
  }
}

/** Of an input, with one row: dimensions that are open count as 1. */
function countRow(type: ValueType | null): number {
  if (type?.kind !== 'tensor' || type.shape === null) return 0;
  return type.shape.reduce<number>((product, dim) => product * (typeof dim === 'number' ? dim : 1), 1);
}

function followNode(scan: Scan, node: Node, scope: GraphScope, surroundings: Surroundings): void {
  const { domain, operator, offset } = node;
  const inputs = node.inputs.map((name) =>
    name === '' ? nothingKnown : requireValue(scan, scope, name, offset),
  );
  checkInference(scan, node, inputs);
  for (const { graph } of node.attributes.values())
    if (graph !== null && scan.fault === null)
      readGraph(scan, graph, { ...surroundings, outer: scope, depth: surroundings.depth + 1 });
  const { facts, madeElementCount } = estimateOutput(node, inputs);
  spend(scan, 'made', madeElementCount, offset);
  node.outputs.forEach((name, i) => {
    if (name !== '') defineValue(scan, scope, name, i === 0 ? facts : nothingKnown, offset);
  });
  const key = `${domain} ${operator}`;
  const counted = surroundings.tally.operators.get(key) ?? { domain, operator, count: 0 };
  counted.count += 1;
  surroundings.tally.operators.set(key, counted);
}
