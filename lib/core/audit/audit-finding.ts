import type { AuditHead } from './audit-head';

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
