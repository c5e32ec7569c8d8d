import Link from 'next/link';
import type { ReactNode } from 'react';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { CalendarBars } from './calendar-bars';
import { CalendarLine } from './calendar-line';
import type { CalendarLayout, CalendarRow } from './lay-out-calendar';

/** One round, or a period without one: its name, state and dates in words, and its bars. */
export function CalendarRowItem({
  slug,
  row,
  layout,
  now,
}: {
  slug: string;
  row: CalendarRow;
  layout: CalendarLayout;
  now: Date;
}) {
  return (
    <CalendarLine as="li">
      <div className="min-w-0 py-5 wrap-anywhere max-phone:flex max-phone:flex-wrap max-phone:items-baseline max-phone:gap-x-s3 max-phone:pb-0">
        <RowName slug={slug} row={row} />
      </div>
      <CalendarBars segments={row.segments} layout={layout} now={now} />
      <p className="text-small/[1.35] text-ink-2">
        {row.opensAt ? (
          <>
            <IsoInstant at={row.opensAt.toISOString()} precision="day" /> to{' '}
            <IsoInstant at={row.closesAt?.toISOString() ?? null} precision="day" />
          </>
        ) : (
          'no date yet'
        )}
      </p>
    </CalendarLine>
  );
}

const nameClasses = 'block py-2 font-serif text-h3/[1.25] font-medium normal-nums';

function RowName({ slug, row: { round } }: { slug: string; row: CalendarRow }) {
  if (!round)
    return (
      <>
        <b className={`${nameClasses} text-over`}>No round</b>
        <State isUrgent>
          <CheckGlyph result="warn" />
          missing
        </State>
      </>
    );
  return (
    <>
      <Link
        href={`/maintain/${slug}/rounds/${round.number}`}
        className={`${nameClasses} text-ink no-underline hover:underline`}
      >
        {round.title}
      </Link>
      <State isUrgent={round.state === 'open' || round.state === 'frozen'}>
        <RoundGlyph state={round.state} />
        {round.state}
      </State>
    </>
  );
}

/** The state in a word, with its glyph. @param isUrgent what is open or wrong is seen first */
function State({ isUrgent, children }: { isUrgent: boolean; children: ReactNode }) {
  return (
    <span
      className={`flex items-center gap-6 text-small/[1.3] [&>.glyph]:size-11 ${isUrgent ? 'text-over' : 'text-ink-2'}`}
    >
      {children}
    </span>
  );
}
