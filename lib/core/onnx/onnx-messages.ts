import type { ModelFaultCode } from './model-fault';

/** The rule for a field of a message: `integer` and `once` may occur once, `many` any number of times. */
export type FieldRule<Name extends string> =
  | { readonly kind: 'integer' | 'once' | 'many'; readonly name: Name }
  | { readonly kind: 'refused'; readonly field: string; readonly code: ModelFaultCode };

/**
 * The fields of a message by their numbers. Skipped fields carry no operator, no data outside the file and no part of the
 * signature: the runtime in the sandbox alone reads them. Other numbers are refused, because the runtime may know a field that
 * the check doesn't.
 */
export type MessageRules<Name extends string> = {
  readonly message: string;
  readonly fields: Readonly<Record<number, FieldRule<Name>>>;
  readonly skipped: readonly number[];
};

const integer = <const Name extends string>(name: Name) => ({ kind: 'integer', name }) as const;
const once = <const Name extends string>(name: Name) => ({ kind: 'once', name }) as const;
const many = <const Name extends string>(name: Name) => ({ kind: 'many', name }) as const;
const refused = (field: string, code: ModelFaultCode) => ({ kind: 'refused', field, code }) as const;

// The messages of ONNX 1.21 (IR 13), by the field numbers of `onnx.proto`. A comment names the skipped fields.

export const modelProto = {
  message: 'ModelProto',
  fields: {
    1: integer('ir_version'),
    2: once('producer_name'),
    3: once('producer_version'),
    7: once('graph'),
    8: many('opset_import'),
    20: refused('training_info', 'training_info'),
    25: refused('functions', 'local_functions'),
  },
  // domain, model_version, doc_string, metadata_props, configuration (of several devices)
  skipped: [4, 5, 6, 14, 26],
} as const;

export const operatorSetId = {
  message: 'OperatorSetIdProto',
  fields: { 1: once('domain'), 2: integer('version') },
  skipped: [],
} as const;

export const graphProto = {
  message: 'GraphProto',
  fields: {
    1: many('node'),
    5: many('initializer'),
    11: many('input'),
    12: many('output'),
    15: refused('sparse_initializer', 'sparse_tensor'),
  },
  // name, doc_string, value_info, quantization_annotation, metadata_props
  skipped: [2, 10, 13, 14, 16],
} as const;

export const nodeProto = {
  message: 'NodeProto',
  fields: {
    1: many('input'),
    2: many('output'),
    3: once('name'),
    4: once('op_type'),
    5: many('attribute'),
    7: once('domain'),
    8: once('overload'),
  },
  // doc_string, metadata_props, device_configurations
  skipped: [6, 9, 10],
} as const;

export const attributeProto = {
  message: 'AttributeProto',
  fields: {
    1: once('name'),
    3: integer('i'),
    5: once('t'),
    6: once('g'),
    10: many('tensors'),
    11: many('graphs'),
    21: refused('ref_attr_name', 'local_functions'),
    22: refused('sparse_tensor', 'sparse_tensor'),
    23: refused('sparse_tensors', 'sparse_tensor'),
  },
  // f, s, floats, ints, strings, doc_string, tp, type_protos, type
  skipped: [2, 4, 7, 8, 9, 13, 14, 15, 20],
} as const;

export const tensorProto = {
  message: 'TensorProto',
  fields: {
    5: many('int32_data'),
    8: once('name'),
    9: once('raw_data'),
    13: refused('external_data', 'external_data'),
    14: integer('data_location'),
  },
  // dims, data_type, segment, float_data, string_data, int64_data, double_data, uint64_data, doc_string, metadata_props
  skipped: [1, 2, 3, 4, 6, 7, 10, 11, 12, 16],
} as const;

export const valueInfoProto = {
  message: 'ValueInfoProto',
  fields: { 1: once('name'), 2: once('type') },
  skipped: [3, 4],
} as const;

export const typeProto = {
  message: 'TypeProto',
  fields: {
    1: once('tensor'),
    4: once('sequence'),
    5: once('map'),
    7: once('opaque'),
    8: once('sparse tensor'),
    9: once('optional'),
  },
  // denotation
  skipped: [6],
} as const;

export const tensorTypeProto = {
  message: 'TypeProto.Tensor',
  fields: { 1: integer('elem_type'), 2: once('shape') },
  skipped: [],
} as const;

export const shapeProto = { message: 'TensorShapeProto', fields: { 1: many('dim') }, skipped: [] } as const;

export const dimensionProto = {
  message: 'TensorShapeProto.Dimension',
  fields: { 1: integer('dim_value'), 2: once('dim_param') },
  skipped: [3],
} as const;
