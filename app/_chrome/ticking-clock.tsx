'use client';

import { useEffect, useState } from 'react';

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** The site's one clock. Without JavaScript it shows when the page was made. */
export function TickingClock({ now }: { now: string }) {
  const [instant, setInstant] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setInstant(new Date().toISOString()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(instant);
  return (
    <time
      className="text-small/inherit whitespace-nowrap text-ink-2 max-phone:text-micro"
      dateTime={instant}
      suppressHydrationWarning
    >
      <span className="max-wide:hidden">{day.format(date).replace(',', '')}, </span>
      <b className="font-semibold text-ink max-phone:text-small/inherit">{minute.format(date)} UTC</b>
    </time>
  );
}
