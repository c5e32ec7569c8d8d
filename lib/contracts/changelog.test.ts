import { expect, it } from 'vitest';
import { formatChangelogCursor, parseChangelogCursor } from './changelog';

it('a cursor of the changelog can be formatted and parsed back', () => {
  const place = { at: new Date('2026-04-01T07:00:00.123Z'), id: 42 };
  expect(parseChangelogCursor(formatChangelogCursor(place))).toEqual(place);
});

it.each(['', 'abc', '1.2', '%00', Buffer.from('1.2;drop').toString('base64url'), 'a'.repeat(10_000)])(
  'the changelog starts at the newest entry for the invalid cursor %.20j',
  (cursor) => expect(parseChangelogCursor(cursor)).toBeNull(),
);
