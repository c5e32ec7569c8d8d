import { formatIsoDay, formatIsoHour, formatIsoMinute } from './format-iso';
import { LocalInstant } from './local-instant';
import { None } from './table/none';

const formats = { minute: formatIsoMinute, hour: formatIsoHour, day: formatIsoDay };

/**
 * An instant in ISO with its zone, as the pages of maintainers and the settings have it: `2026-12-06 13:51 UTC`. A day alone stands without one, where
 * the words around it say UTC. With `local`, the reader's own time stands beside it once scripts run.
 * @param at ISO 8601; null prints a dash
 */
export function IsoInstant({
  at,
  precision = 'minute',
  local = false,
}: {
  at: string | null;
  precision?: keyof typeof formats;
  local?: boolean;
}) {
  if (at === null) return <None />;
  return (
    <>
      <time dateTime={at} className="whitespace-nowrap">
        {formats[precision](new Date(at))}
      </time>
      {local && <LocalInstant at={at} isIso />}
    </>
  );
}
