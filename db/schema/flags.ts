import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type Flag, flagKinds } from '@/lib/core/flags/flag';
import { instant } from './columns';
import { users } from './people';
import { roundColumn } from './rounds';

export const flagKindEnum = pgEnum('flag_kind', flagKinds);

/** Suspicions for a maintainer to judge; a flag has no automatic consequences, and is never public. */
export const flags = pgTable(
  'flags',
  {
    flagId: uuid('flag_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    kind: flagKindEnum('kind').notNull(),
    /** Key of the flagged subject, such as a pair of submissions; each subject is flagged once. */
    subject: text('subject').notNull(),
    flag: jsonb('flag').$type<Flag>().notNull(),
    raisedAt: instant('raised_at').notNull(),
    judgedAt: instant('judged_at'),
    judgedBy: uuid('judged_by').references(() => users.id, { onDelete: 'set null' }),
    /** The maintainer's judgement, in words. */
    judgement: text('judgement'),
  },
  (t) => [
    uniqueIndex('flags_round_id_kind_subject_key').on(t.roundId, t.kind, t.subject),
    index('flags_round_id_raised_at_idx').on(t.roundId, t.raisedAt),
    check('flags_judged_has_judgement', sql`(${t.judgedAt} is null) = (${t.judgement} is null)`),
  ],
);
