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
    <time className="clock" dateTime={instant} suppressHydrationWarning>
      <span>{day.format(date).replace(',', '')}, </span>
      <b>{minute.format(date)} UTC</b>
    </time>
  );
}
