import { z } from 'zod';
import { auditActs, isPublicAct } from '@/lib/core/audit/audit-act';
import { keysOf } from '@/lib/core/keys-of';
import { instantSchema } from './fields';

const auditHeadSchema = z.object({ position: z.int(), sha256: z.string() });

/** A public audit event of a benchmark, as the changelog shows it. */
export const changelogEntrySchema = z.object({
  /** Id of the event, stable and unique over the whole site. */
  id: z.int(),
  at: instantSchema,
  act: z.enum(keysOf(auditActs).filter(isPublicAct)),
  /** Role of the actor, never a person: `a maintainer`, `two maintainers`, `the schedule`, `the scorer`. */
  by: z.string(),
  round: z.object({ number: z.int(), title: z.string() }).nullable(),
  sentence: z.string(),
  facts: z.array(
    z.object({ name: z.string(), kind: z.enum(['hash', 'instant', 'words']), value: z.string() }),
  ),
  /** Position of the event in the audit log's hash chain; null during the seconds before the event is linked. */
  link: auditHeadSchema.nullable(),
});

export type ChangelogEntry = z.output<typeof changelogEntrySchema>;

/** A page of the changelog, newest entry first, with the newest head of the whole site's audit log. */
export const changelogSchema = z.object({
  items: z.array(changelogEntrySchema),
  next: z.string().nullable(),
  head: auditHeadSchema.nullable(),
});

export type ChangelogView = z.output<typeof changelogSchema>;

/** Position in the changelog after which the next page begins: instant and id of a page's last entry. */
export type ChangelogPlace = { at: Date; id: number };

/** Encodes a position as a cursor, which clients must not interpret. */
export const formatChangelogCursor = ({ at, id }: ChangelogPlace): string =>
  Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** Parses a cursor. Null for an invalid cursor, with which the list begins at the newest entry. */
export function parseChangelogCursor(cursor: string): ChangelogPlace | null {
  const [, at, id] =
    /^(-?\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return at && id ? { at: new Date(Number(at)), id: Number(id) } : null;
}
