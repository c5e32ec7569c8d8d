import { describeFault } from '@/adapters/faults';
import { describeMailFailure, isPermanentRefusal, type Mail, sendMail } from '@/adapters/mail';
import { makeUnsubscribeToken } from '@/adapters/tokens';
import type { WebPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findErratumByNumber } from '@/db/queries/erratum-queries';
import { countWaitingReports } from '@/db/queries/moderation-queries';
import {
  type Delivery,
  findDeliveryContent,
  insertDeliveries,
  listTeamsInRound,
  listUnaddressedNotices,
  lockDueDelivery,
  lockUnaddressedNotice,
  type NoticeRow,
  updateDelivery,
  updateNoticeAddressed,
} from '@/db/queries/notice-queries';
import { findModeration } from '@/db/queries/operator-act-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { insertNoticeEvents } from '@/db/queries/webhook-queries';
import { composeNotice } from '@/lib/core/notice/compose-notice';
import {
  attemptsMax,
  decideRetryAt,
  isIntegrityNotice,
  type NoticeRanking,
  noticeAudiences,
} from '@/lib/core/notice/notice';
import { eventOfNotice } from '@/lib/core/notice/webhook';
import type { Round } from '@/lib/core/round/round';
import { deliverWebhooks } from './deliver-webhooks';

/**
 * `moot`: the mail isn't sent, since the reason of the notice no longer holds, or an operator has hidden the benchmark from the
 * recipient. `later`: the mail waits while the round is frozen.
 */
type ComposedDelivery = Mail | 'moot' | 'later';

/** Counts of one delivery pass. Failures are reported as codes, since a mail server's message may contain an e-mail address. */
export type DeliveryReport = { addressed: number; sent: number; failed: number; failures: string[] };

const noticesAtOnceMax = 100;

/**
 * Lists the recipients of new notices and sends the mails that are due, one after another. Any number of processes may do so
 * concurrently: one of them claims each mail, and sets the time of its next try before sending it, so that a crash delays the
 * mail but doesn't lose it. If the mail server is down, the pass ends, and the remaining mails use up no try.
 * @param signal stops the pass between two mails
 */
export async function deliverNotices(platform: WebPlatform, signal?: AbortSignal): Promise<DeliveryReport> {
  const report: DeliveryReport = { addressed: 0, sent: 0, failed: 0, failures: [] };
  for (const noticeId of await listUnaddressedNotices(platform.db, noticesAtOnceMax)) {
    if (signal?.aborted) return report;
    try {
      if (await address(platform, noticeId)) report.addressed++;
    } catch {
      // If the recipients of one notice can't be listed, it waits for the next pass, and the mails of other notices still go
      // out.
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
      if (!isPermanentRefusal(error)) break;
    }
  }
  return report;
}

function address({ db }: WebPlatform, noticeId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const notice = await lockUnaddressedNotice(tx, noticeId);
    if (!notice) return false;
    const now = await readClock(tx);
    const audience = noticeAudiences[notice.kind];
    await insertDeliveries(tx, notice, {
      audience,
      canBeMuted: !isIntegrityNotice(notice.kind),
      dueAt: notice.notBefore !== null && notice.notBefore > now ? notice.notBefore : now,
    });
    const event = eventOfNotice(notice.kind);
    if (event) await insertNoticeEvents(tx, notice, { audience, event, at: now });
    await updateNoticeAddressed(tx, noticeId, now);
    return true;
  });
}

/** Claims one mail that is due, and sets the time of its next try in case this process dies before the mail is sent. */
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

/** Sends one claimed mail. @returns false if the mail was dropped or postponed instead */
async function send(platform: WebPlatform, delivery: Delivery): Promise<boolean> {
  const mail = await composeDelivery(platform, delivery);
  if (mail === 'moot' || mail === 'later') {
    // A postponed mail is due again at its next try, and this try isn't counted.
    const attempt = mail === 'moot' ? attemptsMax : delivery.attempt - 1;
    await updateDelivery(platform.db, delivery, { attempt });
    return false;
  }
  await sendMail(platform, mail);
  await updateDelivery(platform.db, delivery, { sentAt: await readClock(platform.db) });
  return true;
}

/** Composes the mail of one delivery. Ranks are those of the published ranking. */
async function composeDelivery(
  { db, environment }: WebPlatform,
  delivery: Delivery,
): Promise<ComposedDelivery> {
  const found = await findDeliveryContent(db, delivery);
  if (!found?.email) return 'moot';
  const { notice, benchmark, round, email, role, isFollower, isOperator } = found;
  const { kind } = notice;
  if (benchmark.visibility === 'withdrawn') {
    const withdrawal = await findModeration(db, 'benchmark', benchmark.benchmarkId);
    if (role === null || withdrawal?.state === 'deleted') return 'moot';
  }
  // A member of a team who may not enter a private benchmark gets no mail about it.
  if (benchmark.visibility === 'private' && !(await mayRead(db, benchmark.slug, delivery.userId)))
    return 'moot';
  if (round?.state === 'frozen' && !isIntegrityNotice(kind)) return 'later';
  if (round && (isMoot(notice, round, await readClock(db)) || (await isWithdrawn(db, notice, round))))
    return 'moot';
  const isRefreshed = found.hasSealed || benchmark.nextRotationAt?.toISOString() !== notice.detail.due_at;
  if (kind === 'refresh_due' && isRefreshed) return 'moot';
  const waiting = kind === 'leak_reported' && round ? await countWaitingReports(db, round.roundId) : null;
  if (waiting === 0 && (notice.notBefore !== null || notice.detail.reveals_at !== undefined)) return 'moot';

  const ownTeams = round ? await listTeamsInRound(db, delivery.userId, round.roundId) : [];
  const snapshot = kind === 'round_closed' && round ? await findSealedRanking(db, round.roundId) : undefined;
  const ranking: NoticeRanking | null = snapshot
    ? {
        metric: snapshot.leaderboard.metric,
        rankedCount: snapshot.leaderboard.entries.filter(({ rank }) => rank !== null).length,
        own: snapshot.leaderboard.entries.filter((entry) => ownTeams.includes(entry.team_slug)),
      }
    : null;
  const mail = composeNotice(
    {
      kind,
      createdAt: notice.createdAt,
      detail: waiting === null ? notice.detail : { ...notice.detail, waiting },
      benchmark,
      round,
      reader: { role, hasSubmitted: ownTeams.length > 0, isFollower, isOperator },
      ranking,
    },
    environment.PUBLIC_URL,
  );
  if (!mail) return 'moot';
  if (isIntegrityNotice(kind)) return { ...mail, recipient: email };
  const token = makeUnsubscribeToken({ userId: delivery.userId, kind }, environment.NEXTAUTH_SECRET);
  const unsubscribeUrl = new URL(`/unsubscribe/${token}`, environment.PUBLIC_URL).href;
  return { ...mail, recipient: email, unsubscribeUrl };
}

const mayRead = async (db: Executor, slug: string, userId: string): Promise<boolean> =>
  (await findBenchmarkWithRole(db, slug, userId)) !== undefined;

function isMoot({ kind, detail }: NoticeRow, round: Round, now: Date): boolean {
  if (kind === 'round_opened' || kind === 'closing_soon')
    return round.state !== 'open' || round.closesAt <= now || isOfAnotherClose(detail, round.closesAt);
  if (kind === 'leak_reported' && detail.reveals_at !== undefined) return round.state !== 'closed';
  return kind === 'round_closed' && round.state === 'invalidated';
}

/** True if the close was moved after this notice; the new close has a notice of its own. */
const isOfAnotherClose = ({ closes_at }: NoticeRow['detail'], closesAt: Date): boolean =>
  closes_at !== undefined && closes_at !== closesAt.toISOString();

/** True if the erratum was dropped, published or compared anew since the notice about its objection period. */
async function isWithdrawn(db: Executor, { kind, detail }: NoticeRow, { roundId }: Round): Promise<boolean> {
  if (kind !== 'objections_begun') return false;
  const erratum =
    typeof detail.number === 'number' ? await findErratumByNumber(db, roundId, detail.number) : undefined;
  return erratum?.state !== 'compared' || erratum.objectionsUntil?.toISOString() !== detail.objections_until;
}

/** A delivery loop; `stop` resolves once the current mail and the current webhook events are sent. */
export type RunningDelivery = { stop: () => Promise<void> };

/** Delivers mails and webhook events every `everyMs` milliseconds until it is stopped. */
export function startDelivering(platform: WebPlatform, everyMs = 5_000): RunningDelivery {
  const stopping = new AbortController();
  const { signal } = stopping;
  const mails = repeat({ platform, everyMs, signal }, 'mails', async () => {
    const { sent, failed, failures } = await deliverNotices(platform, signal);
    if (sent + failures.length > 0)
      platform.log.info({ sent, failed, failures: [...new Set(failures)] }, 'mails were sent');
  });
  const events = repeat({ platform, everyMs, signal }, 'events of webhooks', () =>
    deliverWebhooks(platform, signal),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all([mails, events]);
    },
  };
}

/** Repeats one kind of delivery. A failure is logged, and the next pass tries again. */
async function repeat(
  { platform, everyMs, signal }: { platform: WebPlatform; everyMs: number; signal: AbortSignal },
  what: string,
  deliver: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await deliver();
    } catch (error) {
      platform.log.error(describeFault(error), `the delivery of ${what} failed, and is tried again`);
    }
    await sleep(everyMs, signal);
  }
}

/** Waits, but resolves early when the signal is aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
    signal.addEventListener('abort', finish);
  });
}
