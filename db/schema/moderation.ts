import { bigint, index, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moderationStates, subjectKinds } from '@/lib/core/moderation/operator-act';
import { instant } from './columns';

export const subjectKindEnum = pgEnum('subject_kind', subjectKinds);

export const moderationStateEnum = pgEnum('moderation_state', moderationStates);

/**
 * Subjects that an operator has hidden, suspended or deleted. Written by the function `operator_act` alone. The row of a deleted
 * subject is its tombstone.
 */
export const moderations = pgTable(
  'moderations',
  {
    kind: subjectKindEnum('kind').notNull(),
    /** A key of the subject's table; of a text, the key and the field, separated by a slash. */
    subjectId: text('subject_id').notNull(),
    state: moderationStateEnum('state').notNull(),
    reason: text('reason').notNull(),
    auditEventId: bigint('audit_event_id', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    /** Values that “show” restores. Readable for the tables' owner alone; null once deleted. */
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [primaryKey({ name: 'moderations_pkey', columns: [t.kind, t.subjectId] })],
);

/**
 * Former slugs of renamed teams and models. Rankings that a scorer began before the renaming name them. Readable for the tables'
 * owner alone, since a slug may be the reason of the renaming.
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
