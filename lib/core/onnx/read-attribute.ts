import { quoteValue } from '../files/quote-value';
import { modelLimits } from './model-limits';
import { type NumberKind, readNumbers } from './number-run';
import type { FieldName } from './onnx-messages';
import { readName } from './read-name';
import { readTensor, type Tensor } from './read-tensor';
import { fail, type Scan, type Span } from './scan';
import { cursorSpan, type Visit, type Visitors, walkMessage } from './walk-message';

/**
 * An attribute of a node. `count` is how many numbers or texts it has; `values` are the numbers, where there are so few that they
 * may be a shape; a graph isn't read yet.
 */
export type Attribute = {
  readonly name: string;
  readonly count: number;
  readonly values: readonly number[] | null;
  readonly tensor: Tensor | null;
  readonly graph: Span | null;
};

/** AttributeProto.AttributeType of ONNX: the field that each type uses. */
const fieldOfType: readonly (Field | null)[] = [
  null,
  'f',
  'i',
  's',
  't',
  'g',
  'floats',
  'ints',
  'strings',
  'tensors',
  'graphs',
];

const valuesMax = 2 * modelLimits.tensorRankMax;

type Field = FieldName<'AttributeProto'>;
type Draft = { -readonly [Key in keyof Attribute]: Attribute[Key] } & {
  type: number;
  readonly used: Set<Field>;
};

const addNumbers =
  (field: Field, kind: NumberKind): Visit<Draft> =>
  (draft, cursor, count, scan) => {
    draft.used.add(field);
    draft.count += count;
    if (draft.count > valuesMax) draft.values = null;
    else if (draft.values !== null) draft.values = [...draft.values, ...readNumbers(scan, cursor, kind)];
  };

const visitors: Visitors<'AttributeProto', Draft> = {
  name: (draft, cursor, _, scan) => {
    draft.name = readName(scan, cursor);
  },
  type: (draft, { value }) => {
    draft.type = value;
  },
  f: (draft, { start }, _, scan) => {
    draft.used.add('f');
    draft.values = [readFloat(scan, start)];
  },
  i: (draft, { value }) => {
    draft.used.add('i');
    draft.values = [value];
  },
  s: ({ used }) => used.add('s'),
  t: (draft, cursor, _, scan) => {
    draft.used.add('t');
    draft.tensor = readTensor(scan, cursorSpan(cursor));
  },
  g: (draft, cursor) => {
    draft.used.add('g');
    draft.graph = cursorSpan(cursor);
  },
  floats: addNumbers('floats', 'floats'),
  ints: addNumbers('ints', 'integers'),
  strings: (draft, _, count) => {
    draft.used.add('strings');
    draft.count += count;
  },
  tensors: ({ used }, cursor, _, scan) => {
    used.add('tensors');
    readTensor(scan, cursorSpan(cursor));
  },
  graphs: (_, { start }, __, scan) => {
    fail(scan, 'unexpected_subgraph', 'An attribute holds a list of graphs.', start);
  },
};

/** Refuses a value of another type than the one that the attribute names: a reader may believe either. */
export function readAttribute(scan: Scan, span: Span): Attribute | null {
  const draft: Draft = {
    name: '',
    type: 0,
    count: 0,
    values: [],
    tensor: null,
    graph: null,
    used: new Set(),
  };
  walkMessage(scan, 'AttributeProto', span, visitors, draft);
  checkType(scan, draft, span.start);
  return scan.fault === null ? draft : null;
}

function readFloat({ bytes }: Scan, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(at, true);
}

/** A value may be missing: some writers leave out zeros and empty lists. */
function checkType(scan: Scan, { name, type, used }: Draft, offset: number): void {
  const field = fieldOfType[type] ?? null;
  const other = [...used].find((one) => one !== field);
  if (field !== null && other === undefined) return;
  const holds = other === undefined ? '' : ` and holds ${other}`;
  fail(scan, 'attribute_mismatch', `Attribute ${quoteValue(name)} has type ${type}${holds}.`, offset);
}
