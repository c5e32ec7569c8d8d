import { parseHashHex } from '../commitment/hasher';

/** A place in the audit log's chain. The newest one, noted by anybody, pins everything before it. */
export type AuditHead = {
  /** The first link is 1. */
  readonly position: number;
  /** Hex SHA-256. */
  readonly sha256: string;
};

/** `17:<64 hexadecimal digits>`, as it is noted and as `verify-audit --expect` takes it. */
export const formatAuditHead = ({ position, sha256 }: AuditHead): string => `${position}:${sha256}`;

/** Null when the text is no noted head. */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, sha256] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return position && sha256 ? { position: Number(position), sha256: sha256.toLowerCase() } : null;
}

/** What stands before the first link, where a later one has the hash of the link before: 32 zero bytes, in hex. */
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

/** What was found wrong with the audit log. Events and positions are named by their numbers. */
export type AuditFinding =
  /** No link has the position, though a later one has. */
  | { readonly kind: 'link_missing'; readonly position: number }
  /** The link's event is not there any more, or the link was led to none. */
  | { readonly kind: 'event_missing'; readonly position: number; readonly auditEventId: number }
  /** The event isn't the one that was linked: a column was changed, or the link was led to another event. */
  | { readonly kind: 'event_changed'; readonly position: number; readonly auditEventId: number }
  /** The event is whole, and the link's hash or position isn't what was written. */
  | { readonly kind: 'link_changed'; readonly position: number; readonly auditEventId: number }
  /** One of the two was changed; no later link tells which. */
  | { readonly kind: 'event_or_link_changed'; readonly position: number; readonly auditEventId: number }
  /** Nothing has linked the event, a minute after it was recorded or later; the id is a text, since it may be any. */
  | { readonly kind: 'event_unlinked'; readonly auditEventId: string; readonly at: Date }
  /** The event was recorded, and is gone without ever having been linked. */
  | { readonly kind: 'event_gone'; readonly auditEventId: string }
  /** The chain is not the one of which a head was noted: its end was cut off (`found` is null), or it was made anew. */
  | { readonly kind: 'head_differs'; readonly expected: AuditHead; readonly found: string | null };

/** One sentence for the operator. */
export function describeAuditFinding(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'link_missing':
      return `link ${finding.position} was deleted: the chain goes on without it`;
    case 'event_missing':
      return `event ${finding.auditEventId}, linked at position ${finding.position}, was deleted`;
    case 'event_changed':
      return `event ${finding.auditEventId} was changed: it is not what was linked at position ${finding.position}`;
    case 'link_changed':
      return `link ${finding.position} was changed: event ${finding.auditEventId} is whole`;
    case 'event_or_link_changed':
      return `event ${finding.auditEventId}, or its link at position ${finding.position}, was changed`;
    case 'event_unlinked':
      return `event ${finding.auditEventId} of ${finding.at.toISOString()} is not linked: it was put in by a way of its own, or no scorer has run since`;
    case 'event_gone':
      return `event ${finding.auditEventId} was deleted before it was linked`;
    case 'head_differs':
      return finding.found === null
        ? `the chain ends before position ${finding.expected.position}, which was noted: its end was cut off`
        : `position ${finding.expected.position} has ${finding.found}, and ${finding.expected.sha256} was noted: the chain was made anew`;
  }
}

/** Scorers link every few seconds: an event that has waited this long for its link is named to the operator. */
export const linkedWithinMs = 60_000;
