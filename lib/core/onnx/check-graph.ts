import { quoteValue } from '../files/cell-text';
import { ModelRefused, modelLimits } from './model-fault';
import type { Dimension, ModelValue, ValueType } from './model-summary';
import {
  attributeProto,
  dimensionProto,
  graphProto,
  nodeProto,
  type Span,
  shapeProto,
  tensorProto,
  tensorTypeProto,
  typeProto,
  valueInfoProto,
  type WireReader,
} from './onnx-messages';
import { decideOperator, findDomain, type OnnxDomain } from './operators';

/** Names of the element types in TensorProto.DataType, at the index of their number. */
const elementTypes: readonly string[] =
  `undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128
  bfloat16`.split(/\s+/);

type Graph = { readonly inputs: readonly ModelValue[]; readonly outputs: readonly ModelValue[] };

/**
 * Checks the nodes of a model's graph and of the graphs in it: only allowed operators, no random numbers, no data outside
 * the file.
 *
 * @param imports the domains that the model imports
 * @returns the inputs without an initializer, the outputs, and the number of nodes in all graphs
 * @throws ModelRefused
 */
export function checkGraph(
  reader: WireReader,
  span: Span,
  imports: ReadonlySet<OnnxDomain>,
): Graph & { readonly nodeCount: number } {
  const scan: Scan = {
    reader,
    imports,
    nodeCount: 0,
    valueCounts: new Map(),
    falseConstants: new Set(),
    switches: [],
  };
  const graph = readGraph(scan, span, 1);
  refuseOpenSwitches(scan);
  return { ...graph, nodeCount: scan.nodeCount };
}

/** State of the check of a model, shared by all graphs of the model. */
type Scan = {
  readonly reader: WireReader;
  readonly imports: ReadonlySet<OnnxDomain>;
  nodeCount: number;
  /** How many values of each name the graphs define: both branches of an If may define the same name. */
  readonly valueCounts: Map<string, number>;
  readonly falseConstants: Set<string>;
  /** The inputs by which a Dropout is switched to training mode. */
  readonly switches: { readonly name: string; readonly offset: number }[];
};

function addValue({ valueCounts, falseConstants }: Scan, name: string, isFalse: boolean): void {
  valueCounts.set(name, (valueCounts.get(name) ?? 0) + 1);
  if (isFalse) falseConstants.add(name);
}

/** Refuses a Dropout whose third input (training mode) may be true, because it would draw random numbers. */
function refuseOpenSwitches({ switches, valueCounts, falseConstants }: Scan): void {
  const open = switches.find(({ name }) => !falseConstants.has(name) || valueCounts.get(name) !== 1);
  if (open === undefined) return;
  const found = `A Dropout is switched by ${quoteValue(open.name)}, which isn’t a constant false.`;
  throw new ModelRefused('random_operator', found, open.offset);
}

/**
 * Reads and checks one graph.
 * @param depth nesting depth, 1 for the model's main graph
 */
function readGraph(scan: Scan, span: Span, depth: number): Graph {
  const { reader } = scan;
  if (depth > modelLimits.graphDepthMax)
    throw new ModelRefused('too_deep', `Graphs are nested ${depth} deep.`, span.start);
  const initializers = new Set<string>();
  const inputs: ModelValue[] = [];
  const outputs: ModelValue[] = [];
  for (const field of reader.fields(graphProto, span))
    if (field.name === 'node') readNode(scan, field, depth);
    else if (field.name === 'input') inputs.push(readValueInfo(reader, field));
    else if (field.name === 'output') outputs.push(readValueInfo(reader, field));
    else {
      const { name, isFalse } = readTensor(reader, field);
      initializers.add(name);
      addValue(scan, name, isFalse);
    }
  const required = inputs.filter(({ name }) => !initializers.has(name));
  for (const { name } of required) addValue(scan, name, false);
  return { inputs: required, outputs };
}

type Node = {
  /** The node's name in the file, for messages. */
  name: string;
  operator: string;
  domainName: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: Attribute[];
  readonly offset: number;
};

function readNode(scan: Scan, span: Span, depth: number): void {
  scan.nodeCount += 1;
  if (scan.nodeCount > modelLimits.nodeCountMax)
    throw new ModelRefused('too_many_nodes', 'The model has more nodes.', span.start);
  const node = parseNode(scan.reader, span);
  const words = `Node ${node.name === '' ? scan.nodeCount : quoteValue(node.name)} is ${quoteValue(node.operator)}`;
  refuseOperator(scan, node, words);
  refuseTraining(scan, node, words);
  // ONNX Runtime uses the first attribute of a Constant, whatever its name.
  const [value] = node.attributes;
  const isAlone = node.attributes.length === 1 && value?.name === 'value';
  const isFalse = node.operator === 'Constant' && isAlone && value.isFalse;
  for (const name of node.outputs) if (name !== '') addValue(scan, name, isFalse);
  for (const { name, graph } of node.attributes) {
    if (graph === null) continue;
    if (node.operator !== 'If' || (name !== 'then_branch' && name !== 'else_branch'))
      throw new ModelRefused(
        'unexpected_subgraph',
        `${words} with a graph in ${quoteValue(name)}.`,
        graph.start,
      );
    readGraph(scan, graph, depth + 1);
  }
}

function parseNode(reader: WireReader, span: Span): Node {
  const node: Node = {
    name: '',
    operator: '',
    domainName: '',
    inputs: [],
    outputs: [],
    attributes: [],
    offset: span.start,
  };
  for (const field of reader.fields(nodeProto, span))
    if (field.name === 'attribute') node.attributes.push(readAttribute(reader, field));
    else {
      const text = reader.readName(field);
      if (field.name === 'input') node.inputs.push(text);
      else if (field.name === 'output') node.outputs.push(text);
      else if (field.name === 'name') node.name = text;
      else if (field.name === 'op_type') node.operator = text;
      else if (field.name === 'domain') node.domainName = text;
      // The field `overload` selects one of several local functions with the same name, so it must be empty.
      else if (text !== '')
        throw new ModelRefused('local_functions', 'A node calls an overload.', field.start);
    }
  return node;
}

function refuseOperator({ imports }: Scan, { domainName, operator, offset }: Node, words: string): void {
  const domain = findDomain(domainName);
  const code = domain === null ? 'foreign_domain' : decideOperator(domain, operator);
  if (code !== null)
    throw new ModelRefused(code, `${words} of ${quoteValue(domainName || 'ai.onnx')}.`, offset);
  if (domain !== null && !imports.has(domain))
    throw new ModelRefused('opset_version', `${words} of ${domain}, which isn’t imported.`, offset);
}

/** BatchNormalization in training mode computes means over its batch, so that a prediction would depend on the other items. */
function refuseTraining(
  scan: Scan,
  { operator, inputs, outputs, attributes, offset }: Node,
  words: string,
): void {
  const [, , dropoutSwitch = ''] = inputs;
  if (operator === 'Dropout' && dropoutSwitch !== '') scan.switches.push({ name: dropoutSwitch, offset });
  if (operator !== 'BatchNormalization') return;
  const isTrained = attributes.some(({ name, integer }) => name === 'training_mode' && integer !== 0);
  if (isTrained || outputs.filter((name) => name !== '').length > 1)
    throw new ModelRefused('training_mode', `${words} in training mode.`, offset);
}

type Attribute = {
  readonly name: string;
  readonly integer: number;
  /** True if the attribute contains a tensor with the single element false. */
  readonly isFalse: boolean;
  readonly graph: Span | null;
};

function readAttribute(reader: WireReader, span: Span): Attribute {
  let name = '';
  let integer = 0;
  let isFalse = false;
  let graph: Span | null = null;
  for (const field of reader.fields(attributeProto, span))
    if (field.name === 'name') name = reader.readName(field);
    else if (field.name === 'i') integer = field.value;
    else if (field.name === 't') isFalse = readTensor(reader, field).isFalse;
    else if (field.name === 'tensors') readTensor(reader, field);
    else if (field.name === 'g') graph = field;
    else throw new ModelRefused('unexpected_subgraph', 'An attribute holds a list of graphs.', field.start);
  return { name, integer, isFalse, graph };
}

/** Maximum size in bytes of a constant that can switch a Dropout off: a single element. Weights are larger. */
const flagBytesMax = 8;

/**
 * Reads a tensor. Refuses data outside the file. The runtime checks the data inside, except for the constant that switches a
 * Dropout off, which is checked here.
 */
function readTensor(reader: WireReader, span: Span): { readonly name: string; readonly isFalse: boolean } {
  let name = '';
  const data: Span[] = [];
  for (const field of reader.fields(tensorProto, span))
    if (field.name === 'name') name = reader.readName(field);
    else if (field.name !== 'data_location') data.push(field);
    else if (field.value !== 0)
      throw new ModelRefused('external_data', 'A tensor’s data_location isn’t the file.', field.start);
  const isZero = ({ start, end }: Span) =>
    end > start &&
    end - start <= flagBytesMax &&
    reader.bytes.subarray(start, end).every((byte) => byte === 0);
  return { name, isFalse: data.length > 0 && data.every(isZero) };
}

/** Reads the declaration of an input or output of a graph. */
function readValueInfo(reader: WireReader, span: Span): ModelValue {
  let name = '';
  let type: ValueType = { kind: 'untyped' };
  for (const field of reader.fields(valueInfoProto, span))
    if (field.name === 'name') name = reader.readName(field);
    else type = readType(reader, field);
  return { name, type };
}

function readType(reader: WireReader, span: Span): ValueType {
  const types: ValueType[] = [];
  for (const field of reader.fields(typeProto, span))
    types.push(field.name === 'tensor' ? readTensorType(reader, field) : { kind: field.name });
  // The types are members of a protobuf oneof, of which the runtime uses the last.
  if (types.length > 1) throw new ModelRefused('duplicate_field', 'A value has two types.', span.start);
  return types[0] ?? { kind: 'untyped' };
}

function readTensorType(reader: WireReader, span: Span): ValueType {
  let elementType = 0;
  let shape: Dimension[] | null = null;
  for (const field of reader.fields(tensorTypeProto, span))
    if (field.name === 'elem_type') elementType = field.value;
    else shape = [...reader.fields(shapeProto, field)].map((dim) => readDimension(reader, dim));
  return { kind: 'tensor', elementType: elementTypes[elementType] ?? `type ${elementType}`, shape };
}

function readDimension(reader: WireReader, span: Span): Dimension {
  const [dim, second] = [...reader.fields(dimensionProto, span)];
  if (second) throw new ModelRefused('duplicate_field', 'A dimension has a value and a name.', span.start);
  if (dim?.name === 'dim_value') return dim.value;
  // Some exporters write an empty name for a dimension of unknown size.
  return (dim && reader.readName(dim)) || null;
}
