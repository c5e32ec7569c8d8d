import { bigint, index, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moderationStates, subjectKinds } from '@/lib/core/moderation/operator-act';
import { instant } from './columns';

export const subjectKindEnum = pgEnum('subject_kind', subjectKinds);

export const moderationStateEnum = pgEnum('moderation_state', moderationStates);

/**
 * Subjects that an operator has hidden, suspended or deleted, and people who deleted their own account. Only the functions
 * of db/functions/operator_acts.sql write this table. The row of a deleted subject remains to record the deletion.
 */
export const moderations = pgTable(
  'moderations',
  {
    kind: subjectKindEnum('kind').notNull(),
    /** Primary key of the subject; for a text, the key and the field's name, separated by a slash. */
    subjectId: text('subject_id').notNull(),
    state: moderationStateEnum('state').notNull(),
    reason: text('reason').notNull(),
    auditEventId: bigint('audit_event_id', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    /**
     * Values that the act “show” restores; null once the subject is deleted. Only the tables' owner can read
     * it.
     */
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [primaryKey({ name: 'moderations_pkey', columns: [t.kind, t.subjectId] })],
);

/**
 * Former slugs of renamed teams and models, which rankings contain that the scorer began before the renaming.
 * Only the tables' owner can read them, since a slug may be the reason of the renaming.
 */
export const formerSlugs = pgTable(
  'former_slugs',
  {
    kind: subjectKindEnum('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    slug: text('slug').notNull(),
  },
  (t) => [
    primaryKey({ name: 'former_slugs_pkey', columns: [t.kind, t.subjectId, t.slug] }),
    index('former_slugs_kind_slug_idx').on(t.kind, t.slug),
  ],
);
