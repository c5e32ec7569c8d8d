import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { CalendarAxis } from './calendar-axis';
import { CalendarRowItem } from './calendar-row-item';
import { layOutCalendar } from './lay-out-calendar';

/** Past and coming rounds on one axis of time; each line says the same in words. */
export function CalendarSection({
  state,
  rounds,
  slug,
}: {
  slug: string;
  state: ComingState;
  rounds: readonly MaintainedRoundView[];
}) {
  const layout = layOutCalendar(state, rounds);
  const { now } = state;
  return (
    <Section title="Calendar" aside="UTC; dashed is to come, a tick above is a rotation">
      {layout ? (
        <>
          <CalendarAxis layout={layout} now={now} />
          <ol>
            {layout.rows.map((row) => (
              <CalendarRowItem
                key={row.round?.number ?? `missing ${row.opensAt?.getTime()}`}
                slug={slug}
                row={row}
                layout={layout}
                now={now}
              />
            ))}
          </ol>
        </>
      ) : (
        <p className="text-ink-2">
          No round is sealed and no rotation is due.{' '}
          <Link href={`/maintain/${slug}/schedule`}>Set a schedule</Link>, or upload a test set below.
        </p>
      )}
    </Section>
  );
}
