import { modelLimits } from './model-limits';
import { countNumbers, gatherTexts, type NumberKind, numberWireTypes } from './number-run';
import {
  type FieldKind,
  type FieldName,
  type FieldRule,
  findFieldRules,
  type OnnxMessage,
  type TakenField,
} from './onnx-messages';
import { type Cursor, createCursor, nextField } from './read-wire';
import { fail, type Scan, type Span, spend } from './scan';

/**
 * What is done with a field of a message of which `draft` is made. `count` is how many numbers or texts it has, 1 for any other
 * kind. The cursor is only lent.
 */
export type Visit<Draft> = (draft: Draft, cursor: Cursor, count: number, scan: Scan) => void;

/** By name of the field. Made once for all messages of a kind: a model has a hundred thousand of them. */
export type Visitors<Message extends OnnxMessage, Draft> = {
  readonly [Name in FieldName<Message>]?: Visit<Draft>;
};

const singularKinds: ReadonlySet<FieldKind> = new Set([
  'integer',
  'float',
  'name',
  'comment',
  'bytes',
  'message',
]);

/**
 * Goes through one message: every field is one that ONNX has, of its wire type, singular ones once, within the file's
 * allowances. Descriptions and properties are counted and given to nobody; the other fields go to `visitors`, in the order of
 * the file.
 */
export function walkMessage<Message extends OnnxMessage, Draft>(
  scan: Scan,
  message: Message,
  span: Span,
  visitors: Visitors<Message, Draft>,
  draft: Draft,
): void {
  const rules = findFieldRules(message);
  const visits: { readonly [name: string]: Visit<Draft> | undefined } = visitors;
  const cursor = createCursor(span);
  let seen = 0;
  while (nextField(scan, cursor)) {
    const rule = rules[cursor.field];
    if (!isTaken(scan, message, rule, cursor, seen)) return;
    seen |= 1 << cursor.field;
    const count = measure(scan, cursor, rule.kind);
    if (scan.fault === null) visits[rule.name]?.(draft, cursor, count, scan);
  }
}

/** False once the field is refused. @param seen a bit for each field number before */
function isTaken(
  scan: Scan,
  message: OnnxMessage,
  rule: FieldRule | undefined,
  { field, wireType, start }: Cursor,
  seen: number,
): rule is TakenField {
  if (rule === undefined) {
    fail(scan, 'unknown_field', `${message} has a field ${field}.`, start);
    return false;
  }
  if ('refused' in rule) fail(scan, rule.refused, `The model has ${message}.${rule.name}.`, start);
  else if (!isWrittenAs(rule.kind, wireType))
    fail(scan, 'wrong_wire_type', `${message}.${rule.name} has wire type ${wireType}.`, start);
  else if ((seen & (1 << field)) !== 0 && singularKinds.has(rule.kind))
    fail(scan, 'duplicate_field', `${message}.${rule.name} stands there twice.`, start);
  return scan.fault === null;
}

function isWrittenAs(kind: FieldKind, wireType: number): boolean {
  if (isNumbers(kind)) return wireType === 2 || wireType === numberWireTypes[kind];
  if (kind === 'integer') return wireType === 0;
  return wireType === (kind === 'float' ? 5 : 2);
}

const isNumbers = (kind: FieldKind): kind is NumberKind => kind in numberWireTypes;

/** Takes the field from the file's allowances. @returns how many numbers or texts it has, 1 for any other kind */
function measure(scan: Scan, cursor: Cursor, kind: FieldKind): number {
  const { start, stop } = cursor;
  if (isNumbers(kind)) {
    const count = countNumbers(scan, cursor, kind);
    spend(scan, 'numbers', count, start);
    return count;
  }
  if (kind === 'blobs') {
    const count = gatherTexts(scan, cursor);
    spend(scan, 'texts', count, start);
    return count;
  }
  if (kind === 'names') spend(scan, 'names', 1, start);
  if (kind === 'comment') spend(scan, 'comments', stop - start, start);
  if (kind === 'message' || kind === 'messages' || kind === 'properties') spend(scan, 'parts', 1, start);
  if (kind === 'properties') walkMessage(scan, 'StringStringEntryProto', cursorSpan(cursor), {}, null);
  if ((kind === 'name' || kind === 'names') && stop - start > modelLimits.nameBytesMax)
    fail(scan, 'name_too_long', `A name has ${(stop - start).toLocaleString('en')} bytes.`, start);
  return 1;
}

/** The payload of the field that was read last, to keep. */
export const cursorSpan = ({ start, stop }: Cursor): Span => ({ start, end: stop });
