import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findAuditHead, listPublicEvents, type PublicEvent } from '@/db/queries/audit-queries';
import {
  type ChangelogEntry,
  type ChangelogView,
  formatChangelogCursor,
  parseChangelogCursor,
} from '@/lib/contracts/changelog';
import { pagingQuery } from '@/lib/contracts/paging';
import { isPublicAct } from '@/lib/core/audit/audit-act';
import { describeAct, describeActor } from '@/lib/core/audit/describe-act';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';

type ChangelogPaging = { cursor?: string | null | undefined; limit?: number };

/** A page of a benchmark's public events, newest first; the same for every reader. */
export async function listChangelog(
  slug: string,
  page: ChangelogPaging = {},
  reader: Actor | null = null,
): Promise<Result<ChangelogView>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? ok(await readChangelog(db, benchmark.value.benchmarkId, page)) : benchmark;
}

export async function readChangelog(
  db: Executor,
  benchmarkId: string,
  page: ChangelogPaging,
): Promise<ChangelogView> {
  const size = page.limit ?? pagingQuery.parse({}).limit;
  const events = await listPublicEvents(
    db,
    { benchmarkId },
    // One event more than the page shows is read, to find out whether there is a next page.
    { before: page.cursor ? parseChangelogCursor(page.cursor) : null, count: size + 1 },
  );
  const shown = events.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(viewOfEvent),
    next: last && events.length > size ? formatChangelogCursor({ at: last.at, id: last.auditEventId }) : null,
    head: await findAuditHead(db),
  };
}

/** Describes an event in words. @throws for an event that isn't public */
export function viewOfEvent(event: Omit<PublicEvent, 'benchmark'>): ChangelogEntry {
  const { act, actorKind, detail, round, hiddenBecause } = event;
  if (!isPublicAct(act)) throw new Error(`${act} is not public`);
  return {
    id: event.auditEventId,
    at: event.at.toISOString(),
    act,
    by: describeActor({ act, actorKind }),
    round: round && { number: round.number, title: round.title },
    ...shownOf(
      describeAct({
        act,
        actorKind,
        detail,
        round: round && { ...round, root: round.commitment?.root ?? null, archive: round.archive ?? [] },
      }),
      hiddenBecause,
    ),
    link: event.link,
  };
}

/** The text of an event, without its details if an operator has hidden them. The stored event itself never changes. */
const shownOf = ({ sentence, facts }: ReturnType<typeof describeAct>, hiddenBecause: string | null) => ({
  sentence,
  facts:
    hiddenBecause === null
      ? [...facts]
      : [{ name: 'Hidden by an operator', kind: 'words' as const, value: hiddenBecause }],
});
