import { webPlatform } from '@/adapters/web-platform';
import { findAuditHead, listPublicEvents, type PublicEvent } from '@/db/queries/audit-queries';
import {
  type FeedDocument,
  type FeedEntry,
  formatAtomFeed,
  formatJsonFeed,
  nameUuid,
  urlNamespace,
} from '@/lib/contracts/exports/feed';
import { type AuditHead, formatAuditHead } from '@/lib/core/audit/audit-chain';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { viewOfEvent } from './list-changelog';

const newest = { before: null, count: 50 };

/**
 * Maximum number of events of one benchmark in the feed of the whole site, so that a busy benchmark doesn't push out all
 * others.
 */
const shareMax = 5;

const formats = { atom: formatAtomFeed, json: formatJsonFeed } as const satisfies Record<
  string,
  (feed: FeedDocument) => string
>;

/** The feed's format, which is also the file ending in its address. */
export type FeedFormat = keyof typeof formats;

/** The newest public events of a benchmark; the same for every reader. */
export async function findFeed(slug: string, format: FeedFormat): Promise<Result<string>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId, title, createdAt } = benchmark.value;
  const events = await listPublicEvents(db, { benchmarkId }, newest);
  return ok(
    formats[format]({
      id: `urn:uuid:${benchmarkId}`,
      title: `${title}: changelog`,
      subtitle: describeHead(await findAuditHead(db)),
      url: absolute(`/benchmarks/${slug}/changelog`),
      feedUrl: absolute(`/benchmarks/${slug}/feed.${format}`),
      updated: createdAt,
      entries: events.map((event) => entryOf(event, '')),
    }),
  );
}

/** The newest public events of all listed benchmarks, at most five of each benchmark. */
export async function findSiteFeed(format: FeedFormat): Promise<string> {
  const { db } = webPlatform();
  const events = await listPublicEvents(db, { shareMax }, newest);
  const feedUrl = absolute(`/feed.${format}`);
  return formats[format]({
    id: `urn:uuid:${nameUuid(urlNamespace, feedUrl)}`,
    title: 'Tidemark: all benchmarks',
    subtitle: describeHead(await findAuditHead(db)),
    url: absolute('/benchmarks'),
    feedUrl,
    updated: new Date(0),
    entries: events.map((event) => entryOf(event, `${event.benchmark.title}: `)),
  });
}

/**
 * A feed entry. Its id is made of the ids of benchmark and event, so that a new address or title doesn't make readers see it as
 * new.
 */
function entryOf(event: PublicEvent, before: string): FeedEntry {
  const { id, act, sentence, facts, round, link } = viewOfEvent(event);
  // The entry of an announcement is titled like the announcement, unless an operator has hidden it.
  const title = act === 'announced' && facts.find(({ name }) => name === 'Title')?.value;
  const page = `/benchmarks/${event.benchmark.slug}`;
  return {
    id: `urn:uuid:${nameUuid(event.benchmark.id, `audit-event:${id}`)}`,
    title: `${before}${title || sentence}`,
    url: absolute(round ? `${page}/rounds/${round.number}` : `${page}/changelog`),
    updated: event.at,
    lines: [
      sentence,
      ...facts.map(({ name, value }) => `${name}: ${value}`),
      ...(link ? [`Audit log: ${formatAuditHead(link)}`] : []),
    ],
  };
}

const describeHead = (head: AuditHead | null): string =>
  head ? `Newest head of the audit log: ${formatAuditHead(head)}` : 'The audit log is empty.';

const absolute = (path: string): string => new URL(path, webPlatform().environment.PUBLIC_URL).href;
