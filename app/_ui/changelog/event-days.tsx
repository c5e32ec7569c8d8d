import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import type { ChangelogEntry } from '@/lib/contracts/changelog';

/** Changelog events, grouped by UTC day. @param slug of the events' benchmark; null for events of the whole site */
export function EventDays({ slug, entries }: { slug: string | null; entries: readonly ChangelogEntry[] }) {
  return groupByDay(entries).map(({ day, entries: events }) => (
    <section
      key={day}
      className="mt-s5 grid grid-cols-[132px_minmax(0,1fr)] gap-x-s5 border-t border-rule-2 pt-s3 max-phone:grid-cols-1"
    >
      <h3 className="max-phone:mb-s2">
        <Instant at={`${day}T00:00:00Z`} precision="day" />
      </h3>
      <ol>
        {events.map((entry) => (
          <EventEntry key={entry.id} slug={slug} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

/** Groups consecutive entries by their UTC day, `YYYY-MM-DD`. If entries are sorted by time, each day occurs once. */
export function groupByDay<T extends { at: string }>(entries: readonly T[]): { day: string; entries: T[] }[] {
  const days: { day: string; entries: T[] }[] = [];
  for (const entry of entries) {
    const day = entry.at.slice(0, 'YYYY-MM-DD'.length);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function EventEntry({ slug, entry }: { slug: string | null; entry: ChangelogEntry }) {
  return (
    <li
      className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-s3 border-t border-rule py-10 text-data/[1.45] first:border-t-0 first:pt-2 max-phone:grid-cols-1"
      id={`event-${entry.id}`}
    >
      <span className="text-small/[20px] text-ink-3">
        <Instant at={entry.at} precision="time" />
      </span>
      <div className="max-w-[72ch] wrap-anywhere">
        <p>
          <SentenceWithRound slug={slug} entry={entry} />
        </p>
        {entry.facts.length > 0 && (
          <dl className="mt-s1 grid grid-cols-[116px_minmax(0,1fr)] gap-x-s3 gap-y-1 text-small/[1.45] max-phone:grid-cols-[100px_minmax(0,1fr)] [@media(max-width:360px)]:grid-cols-1">
            {entry.facts.map((fact) => (
              <Fact key={fact.name} fact={fact} />
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

/** The sentence about an event, in which the round is a link. */
function SentenceWithRound({
  slug,
  entry: { sentence, round },
}: {
  slug: string | null;
  entry: ChangelogEntry;
}) {
  const name = round ? `round ${round.number}, ${round.title}` : '';
  const at = round ? sentence.toLowerCase().indexOf(name.toLowerCase()) : -1;
  if (!round || slug === null || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>{sentence.slice(at, at + name.length)}</Link>
      {sentence.slice(at + name.length)}
    </>
  );
}

function Fact({ fact: { name, kind, value } }: { fact: ChangelogEntry['facts'][number] }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="whitespace-pre-line text-ink-2 wrap-anywhere">
        {kind === 'instant' ? <Instant at={value} local /> : kind === 'hash' ? <code>{value}</code> : value}
      </dd>
    </>
  );
}
