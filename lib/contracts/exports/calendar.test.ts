import { describe, expect, it } from 'vitest';
import { formatCalendar, type RoundCalendar } from './calendar';

const march: RoundCalendar['rounds'][number] = {
  number: 3,
  title: 'March 2026',
  state: 'open',
  opensAt: new Date('2026-03-01T08:00:00Z'),
  closesAt: new Date('2026-04-01T07:00:00Z'),
  url: 'https://tidemark.example/benchmarks/flights/rounds/3',
};

const calendar: RoundCalendar = {
  now: new Date('2026-03-15T12:00:00Z'),
  host: 'tidemark.example',
  benchmark: {
    slug: 'flights',
    title: 'Flight delays',
    url: 'https://tidemark.example/benchmarks/flights',
  },
  rounds: [march],
  rotations: [{ at: new Date('2026-04-01T07:00:00Z'), until: new Date('2026-05-01T07:00:00Z') }],
};

/** Splits a calendar into unfolded content lines (RFC 5545 section 3.1), like a strict reader. */
const readLines = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

const withTitles = (title: string): string[] =>
  readLines(
    formatCalendar({
      ...calendar,
      benchmark: { ...calendar.benchmark, title },
      rounds: [{ ...march, title }],
    }),
  );

describe('formatCalendar', () => {
  it('writes an event for each round, and a tentative event for a rotation without a test set', () => {
    expect(readLines(formatCalendar(calendar))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tidemark//Rounds//EN',
      'METHOD:PUBLISH',
      'NAME:Flight delays',
      'X-WR-CALNAME:Flight delays',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'BEGIN:VEVENT',
      'UID:round-3@flights.tidemark.example',
      'SEQUENCE:0',
      'DTSTAMP:20260315T120000Z',
      'DTSTART:20260301T080000Z',
      'DTEND:20260401T070000Z',
      'SUMMARY:Flight delays: March 2026',
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:Round 3\\, open',
      'URL;VALUE=URI:https://tidemark.example/benchmarks/flights/rounds/3',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:rotation-2026-04-01T07:00:00.000Z@flights.tidemark.example',
      'SEQUENCE:0',
      'DTSTAMP:20260315T120000Z',
      'DTSTART:20260401T070000Z',
      'DTEND:20260501T070000Z',
      'SUMMARY:Flight delays: next round\\, no test set yet',
      'TRANSP:TRANSPARENT',
      'URL;VALUE=URI:https://tidemark.example/benchmarks/flights',
      'STATUS:TENTATIVE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('writes the same UID for a round whose other fields change, and cancels an invalidated round', () => {
    const later = readLines(
      formatCalendar({
        ...calendar,
        now: new Date('2026-06-01T00:00:00Z'),
        rounds: [
          { ...march, title: 'Other', state: 'invalidated', closesAt: new Date('2026-03-20T00:00:00Z') },
        ],
        rotations: [],
      }),
    );
    expect(later).toContain('UID:round-3@flights.tidemark.example');
    expect(later).toContain('STATUS:CANCELLED');
  });

  it('writes the schedule’s last rotation without an end', () => {
    const text = formatCalendar({
      ...calendar,
      rounds: [],
      rotations: [{ at: march.closesAt, until: null }],
    });
    expect(text).toContain('DTSTART:20260401T070000Z');
    expect(text).not.toContain('DTEND');
  });

  it.each([
    '\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM',
    '\nATTENDEE:mailto:a@b.example',
    '\rSTATUS:CANCELLED',
    '\r\n\r\nEND:VEVENT\r\nEND:VCALENDAR',
    '\0\u0085\u2028\u2029\u000b\u000c\u001cX:1',
    '\ud800',
    ' \r\n folded',
  ])('keeps the title %j within its own line', (attack) => {
    const names = (lines: readonly string[]) => lines.map((line) => line.split(/[:;]/)[0]);
    const lines = withTitles(`March${attack}`);
    expect(names(lines)).toEqual(names(withTitles('March')));
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
  });

  it('escapes commas, semicolons and backslashes, also in the name of the calendar', () => {
    const lines = withTitles('a,b;c\\d\\n');
    expect(lines).toContain('X-WR-CALNAME:a\\,b\\;c\\\\d\\\\n');
    expect(lines).toContain('SUMMARY:a\\,b\\;c\\\\d\\\\n: a\\,b\\;c\\\\d\\\\n');
  });

  it('folds lines at 75 octets without breaking a character', () => {
    const text = formatCalendar({ ...calendar, rounds: [{ ...march, title: '🦉é'.repeat(60) }] });
    const octets = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(readLines(text)).toContain(`SUMMARY:Flight delays: ${'🦉é'.repeat(60)}`);
  });
});
