import { type ElementType, findElementType } from './element-type';
import { modelLimits } from './model-limits';
import { readName } from './read-name';
import type { Cursor } from './read-wire';
import { fail, type Scan, type Span } from './scan';
import type { Dimension, ValueType } from './value-type';
import { cursorSpan, type Visitors, walkMessage } from './walk-message';

type TypeDraft = { readonly found: ValueType[]; readonly depth: number };
type TensorDraft = { elementType: ElementType | null; shape: readonly Dimension[] | null };
type HolderDraft = { key: ElementType | null; of: ValueType | null; readonly depth: number };

const typeVisitors: Visitors<'TypeProto', TypeDraft> = {
  tensor_type: ({ found }, cursor, _, scan) => keep(found, readTensorType(scan, cursorSpan(cursor))),
  sequence_type: ({ found, depth }, cursor, _, scan) =>
    keep(found, readSequenceType(scan, cursorSpan(cursor), depth)),
  map_type: ({ found, depth }, cursor, _, scan) => keep(found, readMapType(scan, cursorSpan(cursor), depth)),
};

function keep(found: ValueType[], type: ValueType | null): void {
  if (type !== null) found.push(type);
}

/** A TypeProto: a tensor, or the sequence of maps that a ZipMap gives. Null once there is a fault. */
export function readValueType(scan: Scan, span: Span, depth = 1): ValueType | null {
  if (depth > modelLimits.typeDepthMax) {
    fail(scan, 'too_deep', 'A type nests too deep.', span.start);
    return null;
  }
  const found: ValueType[] = [];
  walkMessage(scan, 'TypeProto', span, typeVisitors, { found, depth });
  const [type, second] = found;
  if (second !== undefined) fail(scan, 'duplicate_field', 'A value has two types.', span.start);
  else if (type === undefined) fail(scan, 'value_type', 'A value has no type.', span.start);
  return scan.fault === null && type !== undefined ? type : null;
}

const tensorVisitors: Visitors<'TypeProto.Tensor', TensorDraft> = {
  elem_type: (draft, cursor, _, scan) => {
    draft.elementType = requireElementType(scan, cursor);
  },
  shape: (draft, cursor, _, scan) => {
    draft.shape = readShape(scan, cursorSpan(cursor));
  },
};

function readTensorType(scan: Scan, span: Span): ValueType | null {
  const draft: TensorDraft = { elementType: null, shape: null };
  walkMessage(scan, 'TypeProto.Tensor', span, tensorVisitors, draft);
  const { elementType, shape } = draft;
  return elementType === null ? failUntyped(scan, span) : { kind: 'tensor', elementType, shape };
}

const sequenceVisitors: Visitors<'TypeProto.Sequence', HolderDraft> = {
  elem_type: (draft, cursor, _, scan) => {
    draft.of = readValueType(scan, cursorSpan(cursor), draft.depth + 1);
  },
};

function readSequenceType(scan: Scan, span: Span, depth: number): ValueType | null {
  const draft: HolderDraft = { key: null, of: null, depth };
  walkMessage(scan, 'TypeProto.Sequence', span, sequenceVisitors, draft);
  return draft.of === null ? failUntyped(scan, span) : { kind: 'sequence', of: draft.of };
}

const mapVisitors: Visitors<'TypeProto.Map', HolderDraft> = {
  key_type: (draft, cursor, _, scan) => {
    draft.key = requireElementType(scan, cursor);
  },
  value_type: (draft, cursor, _, scan) => {
    draft.of = readValueType(scan, cursorSpan(cursor), draft.depth + 1);
  },
};

function readMapType(scan: Scan, span: Span, depth: number): ValueType | null {
  const draft: HolderDraft = { key: null, of: null, depth };
  walkMessage(scan, 'TypeProto.Map', span, mapVisitors, draft);
  const { key, of } = draft;
  return key === null || of === null ? failUntyped(scan, span) : { kind: 'map', key, value: of };
}

function failUntyped(scan: Scan, span: Span): null {
  fail(scan, 'value_type', 'A value has no element type.', span.start);
  return null;
}

function requireElementType(scan: Scan, { value, start }: Cursor): ElementType | null {
  const type = findElementType(value);
  if (type === null) fail(scan, 'element_type', `A value has element type ${value}.`, start);
  return type;
}

const shapeVisitors: Visitors<'TensorShapeProto', Dimension[]> = {
  dim: (shape, cursor, _, scan) => {
    if (shape.length === modelLimits.tensorRankMax)
      fail(scan, 'bad_dimension', 'A value has too many dimensions.', cursor.start);
    else shape.push(readDimension(scan, cursorSpan(cursor)));
  },
};

function readShape(scan: Scan, span: Span): Dimension[] {
  const shape: Dimension[] = [];
  walkMessage(scan, 'TensorShapeProto', span, shapeVisitors, shape);
  return shape;
}

const dimensionVisitors: Visitors<'TensorShapeProto.Dimension', (number | string)[]> = {
  dim_value: (found, { value, start }, _, scan) => {
    if (value < 0) fail(scan, 'bad_dimension', `A value has a dimension of ${value}.`, start);
    found.push(value);
  },
  dim_param: (found, cursor, _, scan) => found.push(readName(scan, cursor)),
};

function readDimension(scan: Scan, span: Span): Dimension {
  const found: (number | string)[] = [];
  walkMessage(scan, 'TensorShapeProto.Dimension', span, dimensionVisitors, found);
  if (found.length > 1) fail(scan, 'duplicate_field', 'A dimension has a value and a name.', span.start);
  // An empty name is how some exporters leave a dimension open.
  return found[0] === '' ? null : (found[0] ?? null);
}
