'use client';

import { useEffect, useState } from 'react';
import { formatDayInWords, formatTime } from '@/app/_ui/format-words';

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
      <span className="max-wide:hidden">{formatDayInWords(date)}, </span>
      <b className="font-semibold text-ink max-phone:text-small/inherit">{formatTime(date)} UTC</b>
    </time>
  );
}
