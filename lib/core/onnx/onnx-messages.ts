import { keysOf } from '../keys-of';
import type { ModelFaultCode } from './model-fault';

/**
 * What a field may be on the wire. `name`, `comment`, `bytes`, `message`, `integer` and `float` stand once, the others any number
 * of times; numbers that repeat may be packed or not, as writers of both generations do.
 */
export type FieldKind =
  | 'integer'
  | 'float'
  | 'name'
  | 'comment'
  | 'bytes'
  | 'message'
  | 'names'
  | 'blobs'
  | 'messages'
  | 'properties'
  | 'integers'
  | 'floats'
  | 'doubles';

/** A field that is read, or one that ONNX has and Tidemark refuses, with the code of why. */
export type TakenField = { readonly name: string; readonly kind: FieldKind };
export type FieldRule = TakenField | { readonly name: string; readonly refused: ModelFaultCode };

type MessageRules = Readonly<Record<number, FieldRule>>;

/**
 * The messages of ONNX 1.21 (IR 13) that a model is made of, by field number, after `onnx.proto`. A field that isn't here is
 * refused, in every message: it could mean something to the runtime of tomorrow that nobody checked today.
 */
export const onnxMessages = {
  ModelProto: {
    1: { name: 'ir_version', kind: 'integer' },
    2: { name: 'producer_name', kind: 'name' },
    3: { name: 'producer_version', kind: 'name' },
    4: { name: 'domain', kind: 'name' },
    5: { name: 'model_version', kind: 'integer' },
    6: { name: 'doc_string', kind: 'comment' },
    7: { name: 'graph', kind: 'message' },
    8: { name: 'opset_import', kind: 'messages' },
    14: { name: 'metadata_props', kind: 'properties' },
    20: { name: 'training_info', refused: 'training_info' },
    25: { name: 'functions', refused: 'local_functions' },
    26: { name: 'configuration', refused: 'device_configuration' },
  },
  OperatorSetIdProto: { 1: { name: 'domain', kind: 'name' }, 2: { name: 'version', kind: 'integer' } },
  StringStringEntryProto: { 1: { name: 'key', kind: 'comment' }, 2: { name: 'value', kind: 'comment' } },
  GraphProto: {
    1: { name: 'node', kind: 'messages' },
    2: { name: 'name', kind: 'name' },
    5: { name: 'initializer', kind: 'messages' },
    10: { name: 'doc_string', kind: 'comment' },
    11: { name: 'input', kind: 'messages' },
    12: { name: 'output', kind: 'messages' },
    13: { name: 'value_info', kind: 'messages' },
    14: { name: 'quantization_annotation', refused: 'quantization_annotation' },
    15: { name: 'sparse_initializer', refused: 'sparse_tensor' },
    16: { name: 'metadata_props', kind: 'properties' },
  },
  NodeProto: {
    1: { name: 'input', kind: 'names' },
    2: { name: 'output', kind: 'names' },
    3: { name: 'name', kind: 'name' },
    4: { name: 'op_type', kind: 'name' },
    5: { name: 'attribute', kind: 'messages' },
    6: { name: 'doc_string', kind: 'comment' },
    7: { name: 'domain', kind: 'name' },
    8: { name: 'overload', kind: 'name' },
    9: { name: 'metadata_props', kind: 'properties' },
    10: { name: 'device_configurations', refused: 'device_configuration' },
  },
  AttributeProto: {
    1: { name: 'name', kind: 'name' },
    2: { name: 'f', kind: 'float' },
    3: { name: 'i', kind: 'integer' },
    4: { name: 's', kind: 'bytes' },
    5: { name: 't', kind: 'message' },
    6: { name: 'g', kind: 'message' },
    7: { name: 'floats', kind: 'floats' },
    8: { name: 'ints', kind: 'integers' },
    9: { name: 'strings', kind: 'blobs' },
    10: { name: 'tensors', kind: 'messages' },
    11: { name: 'graphs', kind: 'messages' },
    13: { name: 'doc_string', kind: 'comment' },
    14: { name: 'tp', refused: 'type_attribute' },
    15: { name: 'type_protos', refused: 'type_attribute' },
    20: { name: 'type', kind: 'integer' },
    21: { name: 'ref_attr_name', refused: 'local_functions' },
    22: { name: 'sparse_tensor', refused: 'sparse_tensor' },
    23: { name: 'sparse_tensors', refused: 'sparse_tensor' },
  },
  TensorProto: {
    1: { name: 'dims', kind: 'integers' },
    2: { name: 'data_type', kind: 'integer' },
    3: { name: 'segment', refused: 'tensor_segment' },
    4: { name: 'float_data', kind: 'floats' },
    5: { name: 'int32_data', kind: 'integers' },
    6: { name: 'string_data', kind: 'blobs' },
    7: { name: 'int64_data', kind: 'integers' },
    8: { name: 'name', kind: 'name' },
    9: { name: 'raw_data', kind: 'bytes' },
    10: { name: 'double_data', kind: 'doubles' },
    11: { name: 'uint64_data', kind: 'integers' },
    12: { name: 'doc_string', kind: 'comment' },
    13: { name: 'external_data', refused: 'external_data' },
    14: { name: 'data_location', kind: 'integer' },
    16: { name: 'metadata_props', kind: 'properties' },
  },
  ValueInfoProto: {
    1: { name: 'name', kind: 'name' },
    2: { name: 'type', kind: 'message' },
    3: { name: 'doc_string', kind: 'comment' },
    4: { name: 'metadata_props', kind: 'properties' },
  },
  TypeProto: {
    1: { name: 'tensor_type', kind: 'message' },
    4: { name: 'sequence_type', kind: 'message' },
    5: { name: 'map_type', kind: 'message' },
    6: { name: 'denotation', kind: 'comment' },
    7: { name: 'opaque_type', refused: 'value_type' },
    8: { name: 'sparse_tensor_type', refused: 'sparse_tensor' },
    9: { name: 'optional_type', refused: 'value_type' },
  },
  'TypeProto.Tensor': { 1: { name: 'elem_type', kind: 'integer' }, 2: { name: 'shape', kind: 'message' } },
  'TypeProto.Sequence': { 1: { name: 'elem_type', kind: 'message' } },
  'TypeProto.Map': { 1: { name: 'key_type', kind: 'integer' }, 2: { name: 'value_type', kind: 'message' } },
  TensorShapeProto: { 1: { name: 'dim', kind: 'messages' } },
  'TensorShapeProto.Dimension': {
    1: { name: 'dim_value', kind: 'integer' },
    2: { name: 'dim_param', kind: 'name' },
    3: { name: 'denotation', kind: 'comment' },
  },
} as const satisfies Record<string, MessageRules>;

export type OnnxMessage = keyof typeof onnxMessages;

type Named<Rule> = Rule extends { name: infer Name extends string; kind: FieldKind } ? Name : never;

/** The fields of a message that are read. */
export type FieldName<Message extends OnnxMessage> = {
  [Number in keyof (typeof onnxMessages)[Message]]: Named<(typeof onnxMessages)[Message][Number]>;
}[keyof (typeof onnxMessages)[Message]];

const fieldNumberMax = 31;

/** By field number: looking one up is what is done most. */
const rulesOf = new Map<OnnxMessage, readonly (FieldRule | undefined)[]>();
for (const message of keysOf(onnxMessages)) {
  const rules: MessageRules = onnxMessages[message];
  rulesOf.set(
    message,
    Array.from({ length: fieldNumberMax + 1 }, (_, field) => rules[field]),
  );
}

/** Undefined where the message has no such field. */
export const findFieldRules = (message: OnnxMessage): readonly (FieldRule | undefined)[] =>
  rulesOf.get(message)!;
