import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
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
import { webhookEvents } from '@/lib/core/notice/webhook';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { userColumn } from './people';
import { rounds } from './rounds';
import { submissions } from './submissions';

export const noticeKindEnum = pgEnum('notice_kind', noticeKinds);

/**
 * Causes of mails. The action that is the cause inserts the row in its own transaction; the web process,
 * which alone knows addresses, sends the mails. The key makes a cause unique.
 */
export const notices = pgTable(
  'notices',
  {
    noticeId: uuid('notice_id').primaryKey().defaultRandom(),
    key: text('key').notNull(),
    kind: noticeKindEnum('kind').notNull(),
    benchmarkId: benchmarkColumn(),
    roundId: uuid('round_id').references(() => rounds.roundId),
    detail: jsonb('detail').$type<Readonly<Record<string, string | number | null>>>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** Earliest time for sending its mails; null for at once. */
    notBefore: instant('not_before'),
    /** Time at which its recipients were listed; null before. */
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

/** One mail to one recipient. */
export const noticeDeliveries = pgTable(
  'notice_deliveries',
  {
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notices.noticeId),
    userId: userColumn(),
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

/** Kinds of notices that a person has muted. */
export const mutedNotices = pgTable(
  'muted_notices',
  { userId: userColumn(), kind: noticeKindEnum('kind').notNull() },
  (t) => [primaryKey({ name: 'muted_notices_pkey', columns: [t.userId, t.kind] })],
);

export const webhookEventEnum = pgEnum('webhook_event', webhookEvents);

/** A person's webhooks: addresses to which events are sent, signed with the webhook's secret. */
export const webhooks = pgTable(
  'webhooks',
  {
    webhookId: uuid('webhook_id').primaryKey().defaultRandom(),
    userId: userColumn(),
    url: text('url').notNull(),
    events: webhookEventEnum('events').array().notNull(),
    secret: text('secret').notNull(),
    /** The previous secret, with which events are signed too until `formerUntil`. */
    formerSecret: text('former_secret'),
    formerUntil: instant('former_until'),
    createdAt: instant('created_at').notNull(),
    /** Number of tries to deliver the oldest undelivered event. */
    tries: integer('tries').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    /** Time at which the webhook was switched off, after the last try failed; null while it is on. */
    offAt: instant('off_at'),
  },
  (t) => [
    index('webhooks_user_id_idx').on(t.userId),
    index('webhooks_due_at_idx').on(t.dueAt).where(sql`${t.offAt} is null`),
    check('webhooks_former_secret_whole', sql`(${t.formerSecret} is null) = (${t.formerUntil} is null)`),
  ],
);

/**
 * One event for one webhook. A webhook's events are delivered in the order of their numbers; each must arrive
 * before the next is sent.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    webhookDeliveryId: uuid('webhook_delivery_id').primaryKey().defaultRandom(),
    number: bigint('number', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    webhookId: uuid('webhook_id').notNull(),
    event: webhookEventEnum('event').notNull(),
    noticeId: uuid('notice_id').references(() => notices.noticeId),
    submissionId: uuid('submission_id').references(() => submissions.submissionId),
    createdAt: instant('created_at').notNull(),
    triedAt: instant('tried_at'),
    /** HTTP status of the newest response, or the reason why there was none. */
    outcome: text('outcome'),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    foreignKey({
      name: 'webhook_deliveries_webhook_fk',
      columns: [t.webhookId],
      foreignColumns: [webhooks.webhookId],
    }).onDelete('cascade'),
    uniqueIndex('webhook_deliveries_notice_key').on(t.webhookId, t.noticeId),
    uniqueIndex('webhook_deliveries_submission_key').on(t.webhookId, t.submissionId),
    index('webhook_deliveries_number_idx').on(t.webhookId, t.number),
    index('webhook_deliveries_notice_id_idx').on(t.noticeId),
    index('webhook_deliveries_submission_id_idx').on(t.submissionId),
    check('webhook_deliveries_of_one', sql`num_nonnulls(${t.noticeId}, ${t.submissionId}) = 1`),
  ],
);
