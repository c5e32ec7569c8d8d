import { readName } from './read-name';
import { readValueType } from './read-value-type';
import type { Scan, Span } from './scan';
import type { ValueType } from './value-type';
import { cursorSpan, type Visitors, walkMessage } from './walk-message';

/** A value of a graph. Its type is null where the file leaves it open, as branches of an If do. */
export type ValueInfo = { readonly name: string; readonly type: ValueType | null };

type Draft = { -readonly [Key in keyof ValueInfo]: ValueInfo[Key] };

const visitors: Visitors<'ValueInfoProto', Draft> = {
  name: (draft, cursor, _, scan) => {
    draft.name = readName(scan, cursor);
  },
  type: (draft, cursor, _, scan) => {
    draft.type = readValueType(scan, cursorSpan(cursor));
  },
};

export function readValueInfo(scan: Scan, span: Span): ValueInfo {
  const draft: Draft = { name: '', type: null };
  walkMessage(scan, 'ValueInfoProto', span, visitors, draft);
  return draft;
}
