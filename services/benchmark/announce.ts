import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listPublicEvents } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { countReaders, deleteFollower, insertFollower, isFollower } from '@/db/queries/follower-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { type AnnouncementView, newAnnouncementSchema } from '@/lib/contracts/announcement';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import { nextUtcDay, utcDay } from '@/lib/core/quota/quota';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireBenchmark, requireBenchmarkWithRole } from '../access/require-benchmark';

/**
 * Publishes an announcement in the changelog and its feeds, and mails it. At most one a day (UTC) for a benchmark: a unique
 * index of the table `notices` refuses the second of two concurrent ones.
 */
export const announce = asMaintainer(newAnnouncementSchema, async ({ actor, benchmark }, input) => {
  const { title, text, to } = input;
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<AnnouncementView>> => {
    const now = await readClock(tx);
    const isFirst = await insertNotice(tx, {
      key: `announced:${benchmarkId}:${utcDay(now)}`,
      kind: 'announced',
      benchmarkId,
      detail: { title, text, to },
      createdAt: now,
    });
    if (!isFirst) return refuse({ kind: 'announced_today', againAt: nextUtcDay(now) });
    await recordAuditEvent(tx, 'announced', { actor, benchmarkId, detail: { title, text } });
    const [made] = await readAnnouncements(tx, benchmarkId, { count: 1, before: null });
    if (!made) throw new Error('an announcement is missing within its own transaction');
    return ok(made);
  });
});

/** A page of announcements, newest first; the same for every reader. */
export async function listAnnouncements(
  slug: string,
  { limit, cursor }: PagingQuery,
  reader: Actor | null,
): Promise<Result<Page<AnnouncementView>>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const before = Number(readCursor(cursor) ?? Number.NaN);
  const found = await readAnnouncements(db, benchmark.value.benchmarkId, {
    count: limit + 1,
    before: Number.isSafeInteger(before) ? before : null,
  });
  return ok(cutPage(found, limit, ({ id }) => String(id)));
}

/** @param before lists only announcements older than the event with this id */
export async function readAnnouncements(
  db: Executor,
  benchmarkId: string,
  { count, before }: { count: number; before: number | null },
): Promise<AnnouncementView[]> {
  const events = await listPublicEvents(
    db,
    { benchmarkId, act: 'announced', idBefore: before },
    { before: null, count },
  );
  return events.map(({ auditEventId, at, detail, hiddenBecause }) => ({
    id: auditEventId,
    announced_at: at.toISOString(),
    title: hiddenBecause === null ? String(detail.title) : '',
    text: hiddenBecause === null ? String(detail.text) : '',
    hidden_because: hiddenBecause,
  }));
}

/** Begins or ends following a benchmark: followers get its announcements by mail. */
export async function setFollowing(
  actor: Actor | null,
  slug: string,
  isFollowing: boolean,
): Promise<Result<null>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const follower = { benchmarkId: found.value.benchmark.benchmarkId, userId: signedIn.value.userId };
  await (isFollowing ? insertFollower(db, follower) : deleteFollower(db, follower));
  return ok(null);
}

export type AnnouncementsPage = {
  title: string;
  /** Null for a reader without a role. The counts of recipients include only people with an e-mail address. */
  maintained: {
    canAnnounce: boolean;
    announcements: readonly AnnouncementView[];
    readers: { participants: number; followers: number };
  } | null;
};

/** The announcements of a benchmark and the numbers of recipients, for people with a role in it. */
export async function findAnnouncementsPage(actor: Actor, slug: string): Promise<Result<AnnouncementsPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const { title, benchmarkId } = benchmark;
  if (!role) return ok({ title, maintained: null });
  const [announcements, readers] = await Promise.all([
    readAnnouncements(db, benchmarkId, { count: 20, before: null }),
    countReaders(db, benchmarkId),
  ]);
  return ok({ title, maintained: { canAnnounce: role !== 'auditor', announcements, readers } });
}

/** True if the person follows the benchmark; null for a visitor. */
export const readFollowing = async (
  db: Executor,
  benchmarkId: string,
  actor: Actor | null,
): Promise<boolean | null> => actor && isFollower(db, { benchmarkId, userId: actor.userId });
