import { type ModelFaultCode, ModelRefused, modelLimits } from './model-fault';

/** Rule for a field of a protobuf message: `integer` and `once` may occur once, `many` any number of times. */
export type FieldRule<Name extends string> =
  | { readonly kind: 'integer' | 'once' | 'many'; readonly name: Name }
  | { readonly kind: 'refused'; readonly field: string; readonly code: ModelFaultCode };

/**
 * Rules for the fields of a protobuf message by their numbers. Skipped fields contain no operator, no data outside the file
 * and no part of the signature: only the runtime in the sandbox reads them. Other numbers are refused, because the runtime
 * may know a field that the check doesn't know.
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

// The message types of ONNX 1.21 (IR 13), with the field numbers of `onnx.proto`. A comment names the skipped fields.

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
  // Skipped: domain, model_version, doc_string, metadata_props, configuration (of several devices)
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
  // Skipped: name, doc_string, value_info, quantization_annotation, metadata_props
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
  // Skipped: doc_string, metadata_props, device_configurations
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
  // Skipped: f, s, floats, ints, strings, doc_string, tp, type_protos, type
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
  // Skipped: dims, data_type, segment, float_data, string_data, int64_data, double_data, uint64_data, doc_string,
  // metadata_props
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
  // Skipped: denotation
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

/** A part of the file: the bytes from `start` up to, but not including, `end`. */
export type Span = { readonly start: number; readonly end: number };

/** A field that the check reads: the bytes of its payload, and its value if it is an integer. */
export type Field<Name extends string> = Span & { readonly name: Name; readonly value: number };

const varintBytesMax = 10;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads Protocol Buffers from the wire (https://protobuf.dev/programming-guides/encoding/) without building messages: a library's
 * objects for a hostile file of 200 MB take 20 GB. Payloads are skipped by arithmetic, and the fields that are read are counted.
 *
 * Its methods throw {@link ModelRefused} at the first fault.
 */
export class WireReader {
  readonly bytes: Uint8Array;
  /** Number of fields read or skipped so far: a measure of the work done. */
  steps = 0;
  private partCount = 0;
  /** Position after the varint that was read last. */
  private next = 0;
  /** Start of the payload of the field that was read last. */
  private start = 0;
  private value = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads the fields of one message that the check needs, in the order of the file. */
  *fields<Name extends string>(rules: MessageRules<Name>, { start, end }: Span): Generator<Field<Name>> {
    let seen = 0;
    for (let at = start; at < end; ) {
      this.steps += 1;
      const tagAt = at;
      const tag = this.readVarint(at, end);
      const number = Math.floor(tag / 8);
      const wireType = tag & 7;
      at = this.findPayload(wireType, this.next, end);
      if (rules.skipped.includes(number)) continue;
      const rule = rules.fields[number];
      const name = this.requireRead(rules, rule, number, wireType, tagAt);
      if (rule?.kind !== 'many' && (seen & (1 << number)) !== 0)
        throw new ModelRefused('duplicate_field', `${rules.message}.${name} occurs twice.`, tagAt);
      seen |= 1 << number;
      this.partCount += 1;
      if (this.partCount > modelLimits.partCountMax)
        throw new ModelRefused('too_many_parts', 'The model has more parts.', tagAt);
      yield { name, start: this.start, end: at, value: this.value };
    }
  }

  /** Decodes a name as strict UTF-8, so that two names that differ in bytes never become equal. */
  readName({ start, end }: Span): string {
    if (end - start > modelLimits.nameBytesMax)
      throw new ModelRefused('bad_name', `A name has ${(end - start).toLocaleString('en')} bytes.`, start);
    const bytes = this.bytes.subarray(start, end);
    // Nearly all names are ASCII, for which the UTF-8 decoder takes ten times as long as this conversion.
    if (bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
    try {
      return decoder.decode(bytes);
    } catch {
      throw new ModelRefused('bad_name', 'A name is not UTF-8.', start);
    }
  }

  private requireRead<Name extends string>(
    { message }: MessageRules<Name>,
    rule: FieldRule<Name> | undefined,
    number: number,
    wireType: number,
    offset: number,
  ): Name {
    if (number < 1) throw new ModelRefused('malformed', 'There are bytes that begin no field.', offset);
    if (rule === undefined)
      throw new ModelRefused('unknown_field', `${message} has a field ${number}.`, offset);
    if (rule.kind === 'refused')
      throw new ModelRefused(rule.code, `The model has ${message}.${rule.field}.`, offset);
    // The runtime ignores a field that has another wire type than expected. It would then read another model than the check,
    // so such a field is refused.
    if (wireType !== (rule.kind === 'integer' ? 0 : 2))
      throw new ModelRefused('malformed', `${message}.${rule.name} has wire type ${wireType}.`, offset);
    return rule.name;
  }

  /**
   * Finds the end of a field's payload, and sets `start` and `value` to those of the payload. Allocates no object: a
   * tree-ensemble model has a hundred million skipped fields.
   */
  private findPayload(wireType: number, at: number, end: number): number {
    this.start = at;
    this.value = 0;
    if (wireType === 0) {
      this.value = this.readVarint(at, end);
      return this.next;
    }
    if (wireType !== 1 && wireType !== 2 && wireType !== 5)
      throw new ModelRefused('malformed', `There is a field of wire type ${wireType}.`, at);
    const length = wireType === 2 ? this.readVarint(at, end) : wireType === 1 ? 8 : 4;
    if (wireType === 2) this.start = this.next;
    if (length < 0) throw new ModelRefused('malformed', 'A length is negative.', at);
    if (length > end - this.start) this.refuseBeyond(end, length - (end - this.start), at);
    return this.start + length;
  }

  /**
   * Reads a base-128 varint as a signed 64-bit integer; beyond ±2⁵³ as the nearest double, which exceeds every limit too.
   * Refuses more than ten bytes, bits beyond the 64th and more bytes than needed, so that each integer has only one
   * encoding.
   */
  private readVarint(start: number, end: number): number {
    if (start < end && this.bytes[start]! < 0x80) {
      this.next = start + 1;
      return this.bytes[start]!;
    }
    let low = 0;
    let high = 0;
    for (let i = 0; i < varintBytesMax; i += 1) {
      const at = start + i;
      if (at >= end) this.refuseBeyond(end, 1, start);
      const byte = this.bytes[at]!;
      const bits = byte & 0x7f;
      if (i < 5) low |= bits << (7 * i);
      if (i === 4) high = bits >>> 4;
      if (i > 4) high |= bits << (7 * i - 32);
      if (byte >= 0x80) continue;
      if ((byte === 0 && i > 0) || (i === varintBytesMax - 1 && byte > 1)) break;
      this.next = at + 1;
      return high * 0x1_0000_0000 + (low >>> 0);
    }
    throw new ModelRefused('malformed', 'An integer has more bytes than it needs.', start);
  }

  /** Refuses a file that is too short, or in which a part claims to be longer than the part around it. */
  private refuseBeyond(end: number, missing: number, offset: number): never {
    if (end < this.bytes.length)
      throw new ModelRefused('malformed', 'A part is longer than the part that holds it.', offset);
    const found = `The file ends ${missing.toLocaleString('en')} or more bytes too early.`;
    throw new ModelRefused('truncated', found, offset);
  }
}
