import { formatCanonicalJson, parseJson } from '../files/canonical-json';

/**
 * A row of audit_events, each column as a text without loss: a Date would hide a change of microseconds, a number one in the
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

/** Checks that every number has the spelling of ECMAScript, so that parsing keeps its last digit. */
function isPlain(json: string): boolean {
  const numbers = json.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.]*/g) ?? [];
  return numbers.every((number) => String(Number(number)) === number);
}
