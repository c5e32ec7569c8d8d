import { Instant } from '@/app/_ui/instant';
import type { ChangelogEntry } from '@/lib/contracts/changelog';
import { ActEntry } from './act-entry';
import { groupByDay } from './group-by-day';

/** Acts under the UTC day they were done on. */
export function ActDays({ slug, entries }: { slug: string; entries: readonly ChangelogEntry[] }) {
  return groupByDay(entries).map(({ day, entries: acts }) => (
    <section className="acts-day" key={day}>
      <h3>
        <Instant at={`${day}T00:00:00Z`} precision="day" />
      </h3>
      <ol className="act-list">
        {acts.map((entry) => (
          <ActEntry key={entry.id} slug={slug} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}
