import { parseHashHex } from '../commitment/hasher';
import { formatCanonicalJson, parseJson } from '../files/canonical-json';

/**
 * A position in the audit log's chain. A copy of the newest head, stored elsewhere, makes every change of earlier events
 * detectable.
 */
export type AuditHead = {
  /** The first link is 1. */
  readonly position: number;
  /** Hex SHA-256. */
  readonly sha256: string;
};

/** `17:<64 hexadecimal digits>`, the argument of `verify-audit --expect`. */
export const formatAuditHead = ({ position, sha256 }: AuditHead): string => `${position}:${sha256}`;

/** Null when the text is no head. */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, sha256] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return position && sha256 ? { position: Number(position), sha256: sha256.toLowerCase() } : null;
}

/** Previous hash of the first link: 32 zero bytes, in hex. */
export const chainStart = '0'.repeat(64);

/**
 * The bytes whose SHA-256 is a link: the 32 bytes of the link before, then the UTF-8 of the event's text.
 * @param before hex
 * @throws when `before` is no SHA-256
 */
export function makeChainMessage(before: string, eventText: string): Uint8Array {
  const hash = parseHashHex(before);
  if (hash === null) throw new Error('the link before has no SHA-256');
  const text = new TextEncoder().encode(eventText);
  const message = new Uint8Array(hash.length + text.length);
  message.set(hash);
  message.set(text, hash.length);
  return message;
}

/** A fault in the audit log. */
export type AuditFinding =
  /** No link has this position, but a later one exists. */
  | { readonly kind: 'link_missing'; readonly position: number }
  /** The link's event was deleted, or the link refers to no event. */
  | { readonly kind: 'event_missing'; readonly position: number; readonly auditEventId: number }
  /** The event differs from the linked one: a column was changed, or the link refers to another event. */
  | { readonly kind: 'event_changed'; readonly position: number; readonly auditEventId: number }
  /** The event is unchanged, and the link's hash or position was altered. */
  | { readonly kind: 'link_changed'; readonly position: number; readonly auditEventId: number }
  /** Event or link was changed; no later link shows which of them. */
  | { readonly kind: 'event_or_link_changed'; readonly position: number; readonly auditEventId: number }
  /** The event has no link a minute after it was recorded. The id is text, since a forged one may be any value. */
  | { readonly kind: 'event_unlinked'; readonly auditEventId: string; readonly at: Date }
  /** The event was recorded, and deleted before it had a link. */
  | { readonly kind: 'event_gone'; readonly auditEventId: string }
  /** The chain lacks the expected head: its end was cut off (`found` is null), or it was rewritten. */
  | { readonly kind: 'head_differs'; readonly expected: AuditHead; readonly found: string | null };

/** One sentence for the operator. */
export function describeAuditFinding(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'link_missing':
      return `link ${finding.position} was deleted: the chain continues without it`;
    case 'event_missing':
      return `event ${finding.auditEventId}, linked at position ${finding.position}, was deleted`;
    case 'event_changed':
      return `event ${finding.auditEventId} was changed: it is not what was linked at position ${finding.position}`;
    case 'link_changed':
      return `link ${finding.position} was changed: event ${finding.auditEventId} is unchanged`;
    case 'event_or_link_changed':
      return `event ${finding.auditEventId}, or its link at position ${finding.position}, was changed`;
    case 'event_unlinked':
      return `event ${finding.auditEventId} of ${finding.at.toISOString()} is not linked: it was inserted without the usual function, or no scorer has run since`;
    case 'event_gone':
      return `event ${finding.auditEventId} was deleted before it was linked`;
    case 'head_differs':
      return finding.found === null
        ? `the chain ends before position ${finding.expected.position}, which was noted: its end was cut off`
        : `position ${finding.expected.position} has ${finding.found}, and ${finding.expected.sha256} was noted: the chain was made anew`;
  }
}

/** Scorers link events every few seconds. After this time without a link an event is reported to the operator. */
export const linkedWithinMs = 60_000;

/**
 * A row of audit_events, each column as its exact text: a Date would hide a change of microseconds, a number one of the
 * seventeenth digit.
 */
export type AuditEventRecord = {
  readonly auditEventId: string;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly atMicros: string;
  readonly act: string;
  readonly actorKind: string;
  readonly userId: string | null;
  readonly benchmarkId: string | null;
  readonly roundId: string | null;
  /** As PostgreSQL writes jsonb. */
  readonly detailJson: string;
  readonly isPublic: boolean;
};

/**
 * The text of an event that its link hashes: RFC 8785, an object with a member for each column, under the column's name.
 * Different rows have different texts (docs/audit.md).
 */
export function formatEventText(event: AuditEventRecord): string {
  const columns = {
    audit_event_id: readInteger(event.auditEventId),
    at: formatInstant(event.atMicros),
    act: event.act,
    actor_kind: event.actorKind,
    user_id: event.userId,
    benchmark_id: event.benchmarkId,
    round_id: event.roundId,
    is_public: event.isPublic,
  };
  if (isPlain(event.detailJson)) {
    const text = formatCanonicalJson({ ...columns, detail: parseJson(event.detailJson) });
    if (text.ok) return text.value;
  }
  const text = formatCanonicalJson({ ...columns, detail_text: event.detailJson });
  if (!text.ok) throw new Error(`an audit event without a text: ${text.error}`);
  return text.value;
}

function readInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** ISO 8601 in milliseconds, the only precision that is written; any other instant as its microseconds. */
function formatInstant(micros: string): string {
  const at = new Date(Number(micros) / 1000);
  return /^-?\d+$/.test(micros) && micros.endsWith('000') && !Number.isNaN(at.getTime())
    ? at.toISOString()
    : micros;
}

/** Checks that every number is written as ECMAScript formats it, so that parsing loses no digit. */
function isPlain(json: string): boolean {
  const numbers = json.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.]*/g) ?? [];
  return numbers.every((number) => String(Number(number)) === number);
}
