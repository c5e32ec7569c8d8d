import { describeFault } from '@/adapters/faults';
import { sendMail } from '@/adapters/mail';
import { postWebhook } from '@/adapters/post-webhook';
import type { WebPlatform } from '@/adapters/web-platform';
import { findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findNoticeSubject } from '@/db/queries/notice-queries';
import { findEmailOf } from '@/db/queries/people-queries';
import { listSubmissionsFor } from '@/db/queries/submission-queries';
import {
  claimWebhook,
  deleteOldDeliveries,
  findNextDelivery,
  updateWebhook,
  updateWebhookDelivery,
  type WebhookDeliveryRow,
  type WebhookRow,
} from '@/db/queries/webhook-queries';
import { deliveryTriesMax } from '@/lib/core/notice/webhook';
import { mayWebhooksBeLocal } from '../account/webhooks';
import { viewOfSubmission } from '../submission/view';

/** Maximum number of webhooks that a process calls at the same time, since each may take ten seconds to respond. */
const atOnce = 8;

/**
 * Sends due events: for each webhook the oldest one, and the next one only after the receiver has responded with a status of
 * 200 to 299, so that events arrive in order.
 * @param signal stops it between two events
 * @returns the number of delivered events
 */
export async function deliverWebhooks(platform: WebPlatform, signal?: AbortSignal): Promise<number> {
  let deliveredCount = 0;
  const claimNext = async () => (signal?.aborted ? undefined : await claim(platform));
  const serve = async (claimed?: WebhookRow) => {
    for (let webhook = claimed ?? (await claimNext()); webhook; webhook = await claimNext())
      if (await tryNext(platform, webhook)) deliveredCount++;
  };
  // Mostly nothing is due; then this one query is all.
  const first = await claimNext();
  if (first) await Promise.all([serve(first), ...Array.from({ length: atOnce - 1 }, () => serve())]);
  return deliveredCount;
}

const claim = ({ db }: WebPlatform): Promise<WebhookRow | undefined> =>
  db.transaction(async (tx) => claimWebhook(tx, await readClock(tx)));

/** Sends the oldest event of a webhook. @returns true if the receiver accepted it */
async function tryNext(platform: WebPlatform, webhook: WebhookRow): Promise<boolean> {
  const { db } = platform;
  const delivery = await findNextDelivery(db, webhook.webhookId);
  if (!delivery) return false;
  const data = await composeData(platform, webhook, delivery);
  const triedAt = await readClock(db);
  const posted = data && (await post(platform, webhook, delivery, { data, at: triedAt }));
  const isDelivered = posted !== null && 'status' in posted && posted.status >= 200 && posted.status < 300;
  const outcome = posted === null ? 'moot' : 'status' in posted ? String(posted.status) : posted.fault;
  const isDone = isDelivered || posted === null;
  await db.transaction(async (tx) => {
    const now = await readClock(tx);
    await updateWebhookDelivery(tx, delivery.webhookDeliveryId, {
      triedAt,
      outcome,
      ...(isDone && { deliveredAt: now }),
    });
    if (isDone) {
      await updateWebhook(tx, webhook.webhookId, { tries: 0, dueAt: now });
      await deleteOldDeliveries(tx, webhook.webhookId);
    } else if (webhook.tries >= deliveryTriesMax) await updateWebhook(tx, webhook.webhookId, { offAt: now });
  });
  if (!isDone && webhook.tries >= deliveryTriesMax) await mailThatItIsOff(platform, webhook, outcome);
  return isDelivered;
}

/** @returns null if the person may no longer see what the event is about */
async function composeData(
  { db, environment }: WebPlatform,
  { userId }: WebhookRow,
  { noticeId, submissionId }: WebhookDeliveryRow,
): Promise<object | null> {
  const linkTo = (path: string) => new URL(path, environment.PUBLIC_URL).href;
  if (submissionId !== null) {
    const [found] = await listSubmissionsFor(db, [submissionId], userId);
    return found
      ? { submission: viewOfSubmission(found), page: linkTo(`/submissions/${submissionId}`) }
      : null;
  }
  if (noticeId === null) return null;
  const found = await findNoticeSubject(db, noticeId);
  if (!found || found.benchmark.visibility === 'withdrawn') return null;
  if (!(await findBenchmarkWithRole(db, found.benchmark.slug, userId))) return null;
  const { benchmark, round } = found;
  return {
    benchmark: { slug: benchmark.slug, title: benchmark.title },
    round: round && {
      number: round.number,
      title: round.title,
      state: round.state,
      closes_at: round.closesAt?.toISOString() ?? null,
    },
    // The data don't contain an announcement's text, since an operator may have to hide it later.
    page: linkTo(`/benchmarks/${benchmark.slug}/${round ? `rounds/${round.number}` : 'changelog'}`),
  };
}

const post = (
  platform: WebPlatform,
  { url, secret, formerSecret, formerUntil }: WebhookRow,
  { webhookDeliveryId, event, createdAt }: WebhookDeliveryRow,
  { data, at }: { data: object; at: Date },
) =>
  postWebhook(
    {
      ...{ url, at, id: `msg_${webhookDeliveryId}` },
      body: JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data }),
      secrets: [
        secret,
        ...(formerSecret !== null && formerUntil !== null && formerUntil > at ? [formerSecret] : []),
      ],
    },
    { mayBeLocal: mayWebhooksBeLocal(platform.environment) },
  );

/** Mails the person that their webhook was switched off. A failed mail is only logged, since the webhook's page says so too. */
async function mailThatItIsOff(
  platform: WebPlatform,
  { userId, url }: WebhookRow,
  outcome: string,
): Promise<void> {
  const person = await findEmailOf(platform.db, userId);
  if (!person?.email) return;
  const page = new URL('/settings/webhooks', platform.environment.PUBLIC_URL).href;
  const body = `The webhook to ${new URL(url).host} has not accepted an event in ${deliveryTriesMax} tries over a day; the last one ended with ${outcome}. It is off: no further events are kept for it. Switch it on, and send the last events again, on this page:\n\n${page}\n`;
  await sendMail(platform, { recipient: person.email, subject: 'A webhook of yours is off', body }).catch(
    (error) => platform.log.error(describeFault(error), 'a mail about a webhook failed'),
  );
}
