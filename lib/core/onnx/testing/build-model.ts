import {
  bytesField,
  float,
  floatBytes,
  int64Bytes,
  integer,
  message,
  nested,
  text,
  type WireField,
} from './protobuf-writer';

/** Numbers of the element types in TensorProto.DataType. */
export const dataTypes = { float32: 1, int64: 7, string: 8, bool: 9, complex64: 14 } as const;

/** Numbers of the attribute types in AttributeProto.AttributeType. */
const attributeTypes = {
  float: 1,
  integer: 2,
  text: 3,
  tensor: 4,
  graph: 5,
  tensors: 9,
  graphs: 10,
} as const;

export type Shape = readonly (number | string)[];

/** Encodes a TensorProto. Dimensions and data needn't match, so that invalid tensors can be made. */
export const tensor = (
  name: string,
  dataType: number,
  dims: readonly number[],
  ...data: WireField[]
): Uint8Array => message(...dims.map((dim) => integer(1, dim)), integer(2, dataType), ...data, text(8, name));

export const raw = (payload: Uint8Array): WireField => bytesField(9, payload);

export const floatTensor = (name: string, dims: readonly number[], values: readonly number[]): Uint8Array =>
  tensor(name, dataTypes.float32, dims, raw(floatBytes(values)));

export const int64Tensor = (name: string, values: readonly number[]): Uint8Array =>
  tensor(name, dataTypes.int64, [values.length], raw(int64Bytes(values)));

export const attribute = {
  float: (name: string, value: number) =>
    message(text(1, name), float(2, value), integer(20, attributeTypes.float)),
  integer: (name: string, value: number) =>
    message(text(1, name), integer(3, value), integer(20, attributeTypes.integer)),
  text: (name: string, value: string) =>
    message(text(1, name), text(4, value), integer(20, attributeTypes.text)),
  tensor: (name: string, value: Uint8Array) =>
    message(text(1, name), bytesField(5, value), integer(20, attributeTypes.tensor)),
  graph: (name: string, value: Uint8Array) =>
    message(text(1, name), bytesField(6, value), integer(20, attributeTypes.graph)),
  tensors: (name: string, ...values: Uint8Array[]) =>
    message(
      text(1, name),
      ...values.map((value) => bytesField(10, value)),
      integer(20, attributeTypes.tensors),
    ),
  graphs: (name: string, ...values: Uint8Array[]) =>
    message(
      text(1, name),
      ...values.map((value) => bytesField(11, value)),
      integer(20, attributeTypes.graphs),
    ),
};

/** Encodes a node, by default with an operator of the domain ai.onnx. */
export const node = (
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Uint8Array[] = [],
  ...more: WireField[]
): Uint8Array =>
  message(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...attributes.map((one) => bytesField(5, one)),
    ...more,
  );

const dimension = (dim: number | string): WireField =>
  typeof dim === 'number' ? nested(1, integer(1, dim)) : nested(1, text(2, dim));

export const tensorType = (elementType: number, shape: Shape): Uint8Array =>
  message(nested(1, integer(1, elementType), nested(2, ...shape.map(dimension))));

export const valueInfo = (name: string, type: Uint8Array): Uint8Array =>
  message(text(1, name), bytesField(2, type));

export type GraphParts = {
  readonly nodes?: readonly Uint8Array[];
  readonly initializers?: readonly Uint8Array[];
  readonly inputs?: readonly Uint8Array[];
  readonly outputs?: readonly Uint8Array[];
  readonly more?: readonly WireField[];
};

const input = valueInfo('x', tensorType(dataTypes.float32, ['N', 4]));
const output = valueInfo('y', tensorType(dataTypes.float32, ['N', 4]));
const identity = node('Identity', ['x'], ['y']);

/** Encodes the graph of a model that by default computes `y` from `x`, both float32 [N, 4]. */
export const graph = ({
  nodes = [identity],
  initializers = [],
  inputs = [input],
  outputs = [output],
  more = [],
}: GraphParts = {}): Uint8Array =>
  message(
    ...nodes.map((one) => bytesField(1, one)),
    text(2, 'graph'),
    ...initializers.map((one) => bytesField(5, one)),
    ...inputs.map((one) => bytesField(11, one)),
    ...outputs.map((one) => bytesField(12, one)),
    ...more,
  );

export const opset = (domain: string, version: number): WireField =>
  nested(8, text(1, domain), integer(2, version));

/** Encodes a model with this graph: IR 8, opset 17 and ai.onnx.ml 3. */
export const modelOf = (graphBytes: Uint8Array, ...more: WireField[]): Uint8Array =>
  message(
    integer(1, 8),
    text(2, 'hand'),
    bytesField(7, graphBytes),
    opset('', 17),
    opset('ai.onnx.ml', 3),
    ...more,
  );

export const model = (parts: GraphParts = {}, ...more: WireField[]): Uint8Array =>
  modelOf(graph(parts), ...more);
