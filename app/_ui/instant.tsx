import * as format from './format-instant';
import { LocalInstant } from './local-instant';
import { None } from './table/data-table';

const formats = {
  minute: (at: Date) => `${format.formatDay(at)}, ${format.formatTime(at)} UTC`,
  day: format.formatDay,
  time: (at: Date) => `${format.formatTime(at)} UTC`,
  shortMinute: (at: Date) => `${format.formatShortDay(at)}, ${format.formatTime(at)}`,
  shortDay: format.formatShortDay,
  longDay: format.formatLongDay,
};

/** A time in words, in UTC. */
export const Instant = ({ precision = 'minute', ...props }: Props & { precision?: keyof typeof formats }) => (
  <Time {...props} format={formats[precision]} />
);

const isoFormats = {
  minute: format.formatIsoMinute,
  hour: format.formatIsoHour,
  day: format.formatIsoDay,
};

/**
 * A time in ISO 8601 and UTC, for pages of maintainers and the settings. A date alone names no time zone, since the text around
 * it does.
 */
export const IsoInstant = ({
  precision = 'minute',
  ...props
}: Props & { precision?: keyof typeof isoFormats }) => (
  <Time {...props} format={isoFormats[precision]} isIso />
);

type Props = {
  /** The time in ISO 8601; null prints a dash. */
  at: string | null;
  /** Adds the time in the reader's own time zone once scripts run. */
  local?: boolean;
};

function Time({ at, local = false, format, isIso }: Props & { format: (at: Date) => string; isIso?: true }) {
  if (at === null) return <None />;
  return (
    <>
      <time dateTime={at} className="whitespace-nowrap">
        {format(new Date(at))}
      </time>
      {local && <LocalInstant at={at} isIso={isIso} />}
    </>
  );
}
