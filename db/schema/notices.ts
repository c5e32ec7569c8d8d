import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { noticeKinds } from '@/lib/core/notice/notice';
import { benchmarks } from './benchmarks';
import { instant } from './columns';
import { users } from './people';
import { rounds } from './rounds';

export const noticeKindEnum = pgEnum('notice_kind', noticeKinds);

/**
 * A cause of mails. Its cause inserts it in the same transaction; the web process, which alone knows addresses, delivers it. The
 * key makes it unique.
 */
export const notices = pgTable(
  'notices',
  {
    noticeId: uuid('notice_id').primaryKey().defaultRandom(),
    key: text('key').notNull(),
    kind: noticeKindEnum('kind').notNull(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    roundId: uuid('round_id').references(() => rounds.roundId),
    detail: jsonb('detail').$type<Readonly<Record<string, string | number | null>>>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** The earliest time of its mails; null for at once. */
    notBefore: instant('not_before'),
    /** The time at which its deliveries were listed; null before. */
    addressedAt: instant('addressed_at'),
  },
  (t) => [
    uniqueIndex('notices_key_key').on(t.key),
    index('notices_addressed_at_created_at_idx').on(t.addressedAt, t.createdAt),
    uniqueIndex('notices_one_announcement_a_day')
      .on(t.benchmarkId, sql`((created_at at time zone 'UTC')::date)`)
      .where(sql`kind = 'announced'`),
  ],
);

/** One mail to one person. */
export const noticeDeliveries = pgTable(
  'notice_deliveries',
  {
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notices.noticeId),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    attempt: integer('attempt').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (t) => [
    primaryKey({ name: 'notice_deliveries_pkey', columns: [t.noticeId, t.userId] }),
    index('notice_deliveries_sent_at_due_at_idx').on(t.sentAt, t.dueAt),
    index('notice_deliveries_user_id_idx').on(t.userId),
  ],
);

/** A kind of notice that a person doesn't want. */
export const mutedNotices = pgTable(
  'muted_notices',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: noticeKindEnum('kind').notNull(),
  },
  (t) => [primaryKey({ name: 'muted_notices_pkey', columns: [t.userId, t.kind] })],
);
