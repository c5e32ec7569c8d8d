import { LocalInstant } from './local-instant';
import { shortDay } from './short-day';
import { None } from './table/none';

const formats = {
  minute: new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }),
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }),
  shortMinute: new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }),
  shortDay,
  longDay: new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }),
};

/**
 * An instant, always in UTC. With `local`, the reader's own time stands beside it once scripts run.
 * @param at ISO 8601; null prints a dash
 */
export function Instant({
  at,
  precision = 'minute',
  local = false,
}: {
  at: string | null;
  precision?: keyof typeof formats;
  local?: boolean;
}) {
  if (at === null) return <None />;
  const text = formats[precision].format(new Date(at));
  return (
    <>
      <time dateTime={at} className="whitespace-nowrap">
        {precision === 'minute' || precision === 'time' ? `${text} UTC` : text}
      </time>
      {local && <LocalInstant at={at} />}
    </>
  );
}
