import { Instant } from '@/app/_ui/instant';
import type { ChangelogEntry } from '@/lib/contracts/changelog';
import { ActEntry } from './act-entry';
import { groupByDay } from './group-by-day';

/** Acts under the UTC day they were done on. */
export function ActDays({ slug, entries }: { slug: string; entries: readonly ChangelogEntry[] }) {
  return groupByDay(entries).map(({ day, entries: acts }) => (
    <section
      key={day}
      className="mt-s5 grid grid-cols-[132px_minmax(0,1fr)] gap-x-s5 border-t border-rule-2 pt-s3 max-phone:grid-cols-1"
    >
      <h3 className="max-phone:mb-s2">
        <Instant at={`${day}T00:00:00Z`} precision="day" />
      </h3>
      <ol>
        {acts.map((entry) => (
          <ActEntry key={entry.id} slug={slug} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}
