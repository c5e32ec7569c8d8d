import { parseHashHex } from '../commitment/hasher';
import { formatCanonicalJson, parseJson } from '../files/canonical-json';

/**
 * A position in the audit log's chain. A copy of the newest head, stored elsewhere, makes every change of earlier events
 * detectable.
 */
export type AuditHead = {
  /** Positions in the chain count from 1. */
  readonly position: number;
  /** SHA-256 of the link at this position, in hex. */
  readonly sha256: string;
};

/** Writes a head as `17:<64 hexadecimal digits>`, the format of the argument `verify-audit --expect`. */
export const formatAuditHead = ({ position, sha256 }: AuditHead): string => `${position}:${sha256}`;

/** Parses `<position>:<64 hexadecimal digits>`; null for any other text. */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, sha256] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return position && sha256 ? { position: Number(position), sha256: sha256.toLowerCase() } : null;
}

/** Value used as the previous hash of the first link: 32 zero bytes, in hex. */
export const chainStart = '0'.repeat(64);

/**
 * The message whose SHA-256 is the hash of a chain link: the 32 bytes of the previous link's hash, then the event's text in
 * UTF-8.
 * @param before the previous link's hash in hex
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

/** A fault that a verification of the audit log has found. */
export type AuditFinding =
  /** No link has this position, but a link with a later position exists. */
  | { readonly kind: 'link_missing'; readonly position: number }
  /** The event of the link was deleted, or the link refers to no event. */
  | { readonly kind: 'event_missing'; readonly position: number; readonly auditEventId: number }
  /** The event differs from the event that was linked: a column was changed, or the link refers to another event. */
  | { readonly kind: 'event_changed'; readonly position: number; readonly auditEventId: number }
  /** The event is unchanged, but the hash or the position of its link was altered. */
  | { readonly kind: 'link_changed'; readonly position: number; readonly auditEventId: number }
  /** Either the event or its link was changed; there is no later link that would show which of the two. */
  | { readonly kind: 'event_or_link_changed'; readonly position: number; readonly auditEventId: number }
  /**
   * A minute after it was recorded, the event still has no link in the chain. The id is text, since a forged id may be any
   * value.
   */
  | { readonly kind: 'event_unlinked'; readonly auditEventId: string; readonly at: Date }
  /** The event was recorded, and deleted before the scorer linked it. */
  | { readonly kind: 'event_gone'; readonly auditEventId: string }
  /**
   * The chain doesn't contain the head that the operator expects: the end of the chain was cut off (`found` is null), or the
   * chain was rewritten.
   */
  | { readonly kind: 'head_differs'; readonly expected: AuditHead; readonly found: string | null };

/** Describes a fault of the audit log in one sentence for the operator. */
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
 * A row of the table audit_events, each column as its exact text: a Date would hide a change of microseconds, a number would
 * hide a change of the seventeenth digit.
 */
export type AuditEventRecord = {
  readonly auditEventId: string;
  /** Instant of the event in microseconds since 1970-01-01T00:00:00Z, as decimal digits. */
  readonly atMicros: string;
  readonly act: string;
  readonly actorKind: string;
  readonly userId: string | null;
  readonly benchmarkId: string | null;
  readonly roundId: string | null;
  /** The event's details, in the text form in which PostgreSQL writes jsonb. */
  readonly detailJson: string;
  readonly isPublic: boolean;
};

/**
 * Writes an event as the text that its chain link hashes: an RFC 8785 JSON object with one member per column, under the
 * column's name. Different rows have different texts (docs/audit.md).
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

/**
 * Writes an instant in ISO 8601 with milliseconds, the precision of all honest events; an instant with more digits, which
 * can only be forged, as its microseconds.
 */
function formatInstant(micros: string): string {
  const at = new Date(Number(micros) / 1000);
  return /^-?\d+$/.test(micros) && micros.endsWith('000') && !Number.isNaN(at.getTime())
    ? at.toISOString()
    : micros;
}

/** Checks that every number in the JSON is written as ECMAScript writes it, so that parsing loses no digit. */
function isPlain(json: string): boolean {
  const numbers = json.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.]*/g) ?? [];
  return numbers.every((number) => String(Number(number)) === number);
}
