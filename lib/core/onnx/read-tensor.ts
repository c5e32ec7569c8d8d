import { quoteValue } from '../files/quote-value';
import { countRawBytes, type ElementType, findElementType } from './element-type';
import { modelLimits } from './model-limits';
import { type NumberKind, readNumbers } from './number-run';
import { readName } from './read-name';
import { fail, type Scan, type Span } from './scan';
import { cursorSpan, type Visit, type Visitors, walkMessage } from './walk-message';

/**
 * A tensor of the file without its data. `sizeBytes` is what its elements take as raw data, texts left out. `values` are its
 * numbers where there are so few that they may be a shape.
 */
export type Tensor = {
  readonly name: string;
  readonly elementType: ElementType;
  readonly elementCount: number;
  readonly sizeBytes: number;
  readonly values: readonly number[] | null;
};

type DataField =
  | 'raw_data'
  | 'float_data'
  | 'int32_data'
  | 'int64_data'
  | 'double_data'
  | 'uint64_data'
  | 'string_data';

/** Where TensorProto says that the elements of a type stand when they aren't raw. */
const dataFields: Record<ElementType, DataField> = {
  float32: 'float_data',
  uint8: 'int32_data',
  int8: 'int32_data',
  uint16: 'int32_data',
  int16: 'int32_data',
  int32: 'int32_data',
  int64: 'int64_data',
  string: 'string_data',
  bool: 'int32_data',
  float16: 'int32_data',
  float64: 'double_data',
  uint32: 'uint64_data',
  uint64: 'uint64_data',
  bfloat16: 'int32_data',
  uint4: 'int32_data',
  int4: 'int32_data',
};

/** A shape has a number for each dimension; pads have two. */
const valuesMax = 2 * modelLimits.tensorRankMax;

type Draft = {
  name: string;
  dataType: number;
  readonly dims: number[];
  readonly dataFields: Set<DataField>;
  /** Of data that isn't raw. */
  entryCount: number;
  values: number[] | null;
  rawSpan: Span | null;
};

const external = 1;

const addNumbers =
  (field: DataField, kind: NumberKind): Visit<Draft> =>
  (draft, cursor, count, scan) => {
    draft.dataFields.add(field);
    draft.entryCount += count;
    if (draft.entryCount > valuesMax) draft.values = null;
    else draft.values?.push(...readNumbers(scan, cursor, kind));
  };

const visitors: Visitors<'TensorProto', Draft> = {
  name: (draft, cursor, _, scan) => {
    draft.name = readName(scan, cursor);
  },
  data_type: (draft, { value }) => {
    draft.dataType = value;
  },
  dims: ({ dims }, cursor, count, scan) => {
    if (dims.length + count > modelLimits.tensorRankMax)
      fail(scan, 'bad_dimension', 'A tensor has too many dimensions.', cursor.start);
    else dims.push(...readNumbers(scan, cursor, 'integers'));
  },
  data_location: (_, { value, start }, __, scan) => {
    if (value === external) fail(scan, 'external_data', 'A tensor’s data_location is EXTERNAL.', start);
    else if (value !== 0) fail(scan, 'malformed', `A tensor’s data_location is ${value}.`, start);
  },
  raw_data: (draft, cursor) => {
    draft.dataFields.add('raw_data');
    draft.rawSpan = cursorSpan(cursor);
  },
  string_data: (draft, _, count) => {
    draft.dataFields.add('string_data');
    draft.entryCount += count;
  },
  float_data: addNumbers('float_data', 'floats'),
  int32_data: addNumbers('int32_data', 'integers'),
  int64_data: addNumbers('int64_data', 'integers'),
  double_data: addNumbers('double_data', 'doubles'),
  uint64_data: addNumbers('uint64_data', 'integers'),
};

/** Refuses what points outside the file, what isn't numbers or names of classes, and dimensions that the data belies. */
export function readTensor(scan: Scan, span: Span): Tensor | null {
  const draft: Draft = {
    name: '',
    dataType: 0,
    dims: [],
    dataFields: new Set(),
    entryCount: 0,
    values: [],
    rawSpan: null,
  };
  walkMessage(scan, 'TensorProto', span, visitors, draft);
  if (scan.fault !== null) return null;
  const { name, dataType, dims, rawSpan } = draft;
  const elementType = findElementType(dataType);
  if (elementType === null) {
    fail(scan, 'element_type', `Tensor ${quoteValue(name)} has data type ${dataType}.`, span.start);
    return null;
  }
  const elementCount = countElements(scan, name, dims, span.start);
  checkData(scan, { name, elementType, elementCount }, draft, span.start);
  if (scan.fault !== null) return null;
  const values = rawSpan === null ? draft.values : readRawValues(scan, elementType, rawSpan);
  return {
    name,
    elementType,
    elementCount,
    sizeBytes: countRawBytes(elementType, elementCount) ?? 0,
    values,
  };
}

function countElements(scan: Scan, name: string, dims: readonly number[], offset: number): number {
  const negative = dims.find((dim) => dim < 0);
  if (negative !== undefined)
    fail(scan, 'bad_dimension', `Tensor ${quoteValue(name)} has a dimension of ${negative}.`, offset);
  // A zero beside a huge dimension would hide it.
  const largest = dims.reduce((product, dim) => product * Math.max(dim, 1), 1);
  if (largest > modelLimits.tensorElementCountMax)
    fail(scan, 'tensor_too_large', `Tensor ${quoteValue(name)} has dimensions ${dims.join(' × ')}.`, offset);
  return dims.reduce((product, dim) => product * dim, 1);
}

function checkData(
  scan: Scan,
  { name, elementType, elementCount }: Pick<Tensor, 'name' | 'elementType' | 'elementCount'>,
  draft: Draft,
  offset: number,
): void {
  if (scan.fault !== null) return;
  if (elementType === 'string' && elementCount > modelLimits.stringTensorElementCountMax) {
    const found = `Tensor ${quoteValue(name)} has ${elementCount.toLocaleString('en')} texts.`;
    fail(scan, 'string_tensor_too_large', found, offset);
  }
  const found = describeMismatch(elementType, elementCount, draft);
  if (found !== null) fail(scan, 'tensor_data_mismatch', `Tensor ${quoteValue(name)} ${found}.`, offset);
}

function describeMismatch(elementType: ElementType, elementCount: number, draft: Draft): string | null {
  const [field, second] = draft.dataFields;
  if (second !== undefined) return `has ${field} and ${second}`;
  const rawBytes = countRawBytes(elementType, elementCount);
  if (draft.rawSpan !== null && rawBytes !== null) {
    const sizeBytes = draft.rawSpan.end - draft.rawSpan.start;
    return sizeBytes === rawBytes
      ? null
      : `has ${sizeBytes} bytes of raw data, and its dimensions ask for ${rawBytes}`;
  }
  if (field !== undefined && field !== dataFields[elementType]) return `of ${elementType} has ${field}`;
  // Two elements of four bits share an entry.
  const entries = elementType.endsWith('int4') ? Math.ceil(elementCount / 2) : elementCount;
  return draft.entryCount === entries
    ? null
    : `has ${draft.entryCount} entries of data, and its dimensions ask for ${entries}`;
}

type RawReader = { readonly width: number; readonly read: (view: DataView, at: number) => number };

/** Only types that shapes, sizes and switches are made of. */
const rawReaders: Partial<Record<ElementType, RawReader>> = {
  int64: { width: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  int32: { width: 4, read: (view, at) => view.getInt32(at, true) },
  float32: { width: 4, read: (view, at) => view.getFloat32(at, true) },
  float64: { width: 8, read: (view, at) => view.getFloat64(at, true) },
  bool: { width: 1, read: (view, at) => view.getUint8(at) },
};

function readRawValues({ bytes }: Scan, elementType: ElementType, { start, end }: Span): number[] | null {
  const reader = rawReaders[elementType];
  if (reader === undefined || (end - start) / reader.width > valuesMax) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  return Array.from({ length: (end - start) / reader.width }, (_, i) => reader.read(view, i * reader.width));
}
