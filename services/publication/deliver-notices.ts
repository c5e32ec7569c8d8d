import { describeMailFailure, isRefusedForGood, sendMail } from '@/adapters/mail';
import type { WebPlatform } from '@/adapters/web-platform';
import {
  type Delivery,
  insertDeliveries,
  listUnaddressedNotices,
  lockDueDelivery,
  lockUnaddressedNotice,
  updateDelivery,
  updateNoticeAddressed,
} from '@/db/queries/notice-queries';
import { readClock } from '@/db/queries/read-clock';
import { attemptsMax, decideRetryAt } from '@/lib/core/notice/decide-retry';
import { noticeAudiences } from '@/lib/core/notice/notice-audience';
import { isIntegrityNotice } from '@/lib/core/notice/notice-kind';
import { composeDelivery } from './compose-delivery';

/** What one pass did. A failure is told by codes: never an address, nor words that may hold one. */
export type DeliveryReport = { addressed: number; sent: number; failed: number; failures: string[] };

const noticesAtOnceMax = 100;

/**
 * Lists the recipients of new notices and sends the mails that are due, one after the other. Any number of processes may
 * do it at once: each mail is claimed by one of them, with its next try set before it is sent, so that a crash costs a
 * delay and no mail. A mail server that is down ends the pass; the others' tries are not used up on it.
 *
 * @param signal stops it between two mails
 */
export async function deliverNotices(platform: WebPlatform, signal?: AbortSignal): Promise<DeliveryReport> {
  const report: DeliveryReport = { addressed: 0, sent: 0, failed: 0, failures: [] };
  for (const noticeId of await listUnaddressedNotices(platform.db, noticesAtOnceMax)) {
    if (signal?.aborted) return report;
    try {
      if (await address(platform, noticeId)) report.addressed++;
    } catch {
      // It stays unaddressed for the next pass; the others' mails don't wait for it.
      report.failures.push('unaddressed');
    }
  }
  while (!signal?.aborted) {
    const delivery = await claim(platform);
    if (!delivery) break;
    try {
      if (await send(platform, delivery)) report.sent++;
    } catch (error) {
      report.failed++;
      report.failures.push(describeMailFailure(error));
      if (!isRefusedForGood(error)) break;
    }
  }
  return report;
}

function address({ db }: WebPlatform, noticeId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const notice = await lockUnaddressedNotice(tx, noticeId);
    if (!notice) return false;
    const now = await readClock(tx);
    await insertDeliveries(tx, notice, {
      audience: noticeAudiences[notice.kind],
      canBeMuted: !isIntegrityNotice(notice.kind),
      dueAt: notice.notBefore !== null && notice.notBefore > now ? notice.notBefore : now,
    });
    await updateNoticeAddressed(tx, noticeId, now);
    return true;
  });
}

/** Takes a mail that is due, and sets when it is tried again should nothing be heard of this try. */
function claim({ db }: WebPlatform): Promise<Delivery | undefined> {
  return db.transaction(async (tx) => {
    const now = await readClock(tx);
    const due = await lockDueDelivery(tx, now, attemptsMax);
    if (!due) return undefined;
    const attempt = due.attempt + 1;
    await updateDelivery(tx, due, { attempt, dueAt: decideRetryAt(now, attempt) });
    return { ...due, attempt };
  });
}

/** False when nothing was sent: there is nothing to tell any more, or not yet. */
async function send(platform: WebPlatform, delivery: Delivery): Promise<boolean> {
  const mail = await composeDelivery(platform, delivery);
  if (mail === 'moot' || mail === 'later') {
    // What has to wait comes up again when its next try would, and uses none up.
    const attempt = mail === 'moot' ? attemptsMax : delivery.attempt - 1;
    await updateDelivery(platform.db, delivery, { attempt });
    return false;
  }
  await sendMail(platform, mail);
  await updateDelivery(platform.db, delivery, { sentAt: await readClock(platform.db) });
  return true;
}
