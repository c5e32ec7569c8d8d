import Link from 'next/link';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { CalendarAxis } from './calendar-axis';
import { CalendarRowItem } from './calendar-row-item';
import { layOutCalendar } from './lay-out-calendar';

/** Past and coming rounds on one axis of time; each line says the same in words. */
export function CalendarSection(of: {
  slug: string;
  state: ComingState;
  rounds: readonly MaintainedRoundView[];
}) {
  const layout = layOutCalendar(of.state, of.rounds);
  const { now } = of.state;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Calendar</h2>
        <p className="small muted">UTC; dashed is to come, a tick above is a rotation</p>
      </div>
      {layout ? (
        <div className="cal">
          <CalendarAxis layout={layout} now={now} />
          <ol>
            {layout.rows.map((row) => (
              <CalendarRowItem
                key={row.round?.number ?? `missing ${row.opensAt?.getTime()}`}
                slug={of.slug}
                row={row}
                layout={layout}
                now={now}
              />
            ))}
          </ol>
        </div>
      ) : (
        <p className="muted">
          No round is sealed and no rotation is due.{' '}
          <Link href={`/maintain/${of.slug}/schedule`}>Set a schedule</Link>, or upload a test set below.
        </p>
      )}
    </section>
  );
}
