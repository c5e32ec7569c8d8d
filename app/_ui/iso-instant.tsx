import { formatIsoDay, formatIsoMinute } from './format-iso';
import { LocalInstant } from './local-instant';

/**
 * An instant in ISO with its zone, as the pages of maintainers have it: `2026-12-06 13:51 UTC`. A day alone stands without one, where
 * the words around it say UTC. With `local`, the reader's own time stands beside it once scripts run.
 * @param at ISO 8601; null prints a dash
 */
export function IsoInstant({
  at,
  precision = 'minute',
  local = false,
}: {
  at: string | null;
  precision?: 'minute' | 'day';
  local?: boolean;
}) {
  if (at === null) return <span className="text-ink-3">–</span>;
  return (
    <>
      <time dateTime={at} className="whitespace-nowrap">
        {precision === 'day' ? formatIsoDay(new Date(at)) : formatIsoMinute(new Date(at))}
      </time>
      {local && <LocalInstant at={at} isIso />}
    </>
  );
}
