import { expect, it } from 'vitest';
import { formatChangelogCursor, parseChangelogCursor } from './changelog';

it('reads its own cursors back', () => {
  const place = { at: new Date('2026-04-01T07:00:00.123Z'), id: 42 };
  expect(parseChangelogCursor(formatChangelogCursor(place))).toEqual(place);
});

it.each(['', 'abc', '1.2', '%00', Buffer.from('1.2;drop').toString('base64url'), 'a'.repeat(10_000)])(
  'begins at the newest entry for a cursor that is none of ours: %.20j',
  (cursor) => expect(parseChangelogCursor(cursor)).toBeNull(),
);
