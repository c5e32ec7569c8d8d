import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { publicRoundStates } from '@/lib/core/round/round';

export type CalendarRound = {
  readonly number: number;
  readonly title: string;
  readonly state: (typeof publicRoundStates)[number];
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly url: string;
};

/** A future rotation for which there is no sealed round. `until` is the next rotation; null if there is none. */
export type CalendarRotation = { readonly at: Date; readonly until: Date | null };

export type RoundCalendar = {
  readonly now: Date;
  /** Host name of the site, which is a part of every event's UID. If it changes, subscribers see every round twice. */
  readonly host: string;
  readonly benchmark: { readonly slug: string; readonly title: string; readonly url: string };
  readonly rounds: readonly CalendarRound[];
  readonly rotations: readonly CalendarRotation[];
};

const refreshSeconds = 3600;

/**
 * Formats the rounds of a benchmark as an iCalendar feed (RFC 5545), in UTC: an event for each round from its opening to its
 * close, and a tentative one for each rotation without a test set. The events don't mark the subscriber as busy
 * (TRANSPARENT) and have no alarm. Content type: `text/calendar; charset=utf-8`.
 */
export function formatCalendar({ now, host, benchmark, rounds, rotations }: RoundCalendar): string {
  const title = cleanLine(benchmark.title);
  const uid = (name: string) => cleanLine(`${name}@${benchmark.slug}.${host}`);
  const shared = { stamp: now, transparency: ICalEventTransparency.TRANSPARENT };
  const calendar = ical({
    prodId: { company: 'Tidemark', product: 'Rounds', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    // The iCalendar library escapes the texts of events, but not the name of the calendar.
    name: escapeText(title),
    ttl: refreshSeconds,
  });
  for (const round of rounds)
    calendar.createEvent({
      ...shared,
      id: uid(`round-${round.number}`),
      start: round.opensAt,
      end: round.closesAt,
      summary: `${title}: ${cleanLine(round.title)}`,
      description: `Round ${round.number}, ${round.state}`,
      url: cleanLine(round.url),
      status: round.state === 'invalidated' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  for (const rotation of rotations)
    calendar.createEvent({
      ...shared,
      id: uid(`rotation-${rotation.at.toISOString()}`),
      start: rotation.at,
      end: rotation.until,
      summary: `${title}: next round, no test set yet`,
      url: cleanLine(benchmark.url),
      status: ICalEventStatus.TENTATIVE,
    });
  return `${calendar.toString()}\r\n`;
}

/**
 * Makes one line of printable text: RFC 5545 doesn't allow control characters, and some readers also break lines at U+2028.
 */
const cleanLine = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();

/** Escapes a text for iCalendar (RFC 5545 section 3.3.11). */
const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&');
