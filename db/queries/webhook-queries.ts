import { and, asc, count, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { NoticeAudience } from '@/lib/core/notice/notice';
import { decideNextTry, deliveriesKept, type WebhookEvent } from '@/lib/core/notice/webhook';
import type { Executor } from '../client';
import { webhookDeliveries, webhooks } from '../schema/notices';
import { audienceOf, type NoticeRow } from './notice-queries';
import { isInGoodStanding } from './people-queries';

export type WebhookRow = typeof webhooks.$inferSelect;

export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Lists a person's webhooks, oldest first. */
export const listWebhooksOf = (db: Executor, userId: string): Promise<WebhookRow[]> =>
  db.select().from(webhooks).where(eq(webhooks.userId, userId)).orderBy(asc(webhooks.createdAt));

export async function countWebhooksOf(db: Executor, userId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(webhooks).where(eq(webhooks.userId, userId));
  return row?.count ?? 0;
}

/** Locks a webhook, if it is the person's own, until the transaction ends. */
export async function lockWebhook(
  db: Executor,
  userId: string,
  webhookId: string,
): Promise<WebhookRow | undefined> {
  const [row] = await db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.webhookId, webhookId), eq(webhooks.userId, userId)))
    .for('update');
  return row;
}

export async function insertWebhook(
  db: Executor,
  values: Pick<WebhookRow, 'userId' | 'url' | 'events' | 'secret' | 'createdAt' | 'dueAt'>,
): Promise<WebhookRow> {
  const [row] = await db.insert(webhooks).values(values).returning();
  if (!row) throw new Error('no webhook was inserted');
  return row;
}

export async function updateWebhook(
  db: Executor,
  webhookId: string,
  values: Partial<Pick<WebhookRow, 'secret' | 'formerSecret' | 'formerUntil' | 'tries' | 'dueAt' | 'offAt'>>,
): Promise<void> {
  await db.update(webhooks).set(values).where(eq(webhooks.webhookId, webhookId));
}

export async function deleteWebhook(db: Executor, webhookId: string): Promise<void> {
  await db.delete(webhooks).where(eq(webhooks.webhookId, webhookId));
}

/** Queues a notice's event for the webhooks of the notice's recipients. */
export async function insertNoticeEvents(
  db: Executor,
  notice: Pick<NoticeRow, 'noticeId' | 'kind' | 'benchmarkId' | 'roundId' | 'detail'>,
  { audience, event, at }: { audience: NoticeAudience; event: WebhookEvent; at: Date },
): Promise<void> {
  await db.execute(sql`
    insert into webhook_deliveries (webhook_id, event, notice_id, created_at)
    select w.webhook_id, ${event}, ${notice.noticeId}::uuid, ${at.toISOString()}::timestamptz
    from webhooks w
    where w.off_at is null and ${event} = any (w.events) and w.user_id in (${audienceOf(notice, audience)})
    on conflict do nothing`);
}

/**
 * Claims a webhook with an undelivered event that is due, and sets the time of its next try in case this one
 * never ends. Any number of processes may claim concurrently: only one has a webhook at a time, so the
 * webhook's events stay in order.
 */
export async function claimWebhook(db: Executor, now: Date): Promise<WebhookRow | undefined> {
  const [due] = await db
    .select()
    .from(webhooks)
    .where(
      and(
        isNull(webhooks.offAt),
        isInGoodStanding(webhooks.userId),
        sql`${webhooks.dueAt} <= ${now.toISOString()}::timestamptz`,
        sql`exists (select from webhook_deliveries d where d.webhook_id = ${webhooks.webhookId} and d.delivered_at is null)`,
      ),
    )
    .orderBy(asc(webhooks.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  if (!due) return undefined;
  const tries = due.tries + 1;
  await updateWebhook(db, due.webhookId, { tries, dueAt: decideNextTry(now, tries) });
  return { ...due, tries };
}

/** Finds the oldest event that a webhook has not received. */
export async function findNextDelivery(
  db: Executor,
  webhookId: string,
): Promise<WebhookDeliveryRow | undefined> {
  const [row] = await db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isNull(webhookDeliveries.deliveredAt)))
    .orderBy(asc(webhookDeliveries.number))
    .limit(1);
  return row;
}

export async function updateWebhookDelivery(
  db: Executor,
  webhookDeliveryId: string,
  values: Partial<Pick<WebhookDeliveryRow, 'triedAt' | 'outcome' | 'deliveredAt'>>,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set(values)
    .where(eq(webhookDeliveries.webhookDeliveryId, webhookDeliveryId));
}

/** Lists the newest deliveries of a webhook, newest first. */
export const listWebhookDeliveries = (db: Executor, webhookId: string): Promise<WebhookDeliveryRow[]> =>
  db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(desc(webhookDeliveries.number))
    .limit(deliveriesKept);

/** Makes a delivery due again. @returns false if the webhook has no such delivery */
export async function resetWebhookDelivery(
  db: Executor,
  webhookId: string,
  webhookDeliveryId: string,
): Promise<boolean> {
  const rows = await db
    .update(webhookDeliveries)
    .set({ deliveredAt: null })
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.webhookDeliveryId, webhookDeliveryId),
      ),
    )
    .returning({ id: webhookDeliveries.webhookDeliveryId });
  return rows.length > 0;
}

/** Deletes deliveries that are too old for the list. */
export async function deleteOldDeliveries(db: Executor, webhookId: string): Promise<void> {
  const oldest = sql`(
    select d.number from webhook_deliveries d where d.webhook_id = ${webhookId} order by d.number desc offset ${deliveriesKept - 1} limit 1)`;
  await db
    .delete(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        lt(webhookDeliveries.number, oldest),
        sql`${webhookDeliveries.deliveredAt} is not null`,
      ),
    );
}
