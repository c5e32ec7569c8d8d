import { z } from 'zod';

/** An instant as JSON gives it: ISO 8601 with its offset. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'give a date and time, with an offset from UTC: 2026-03-01T12:00:00Z',
});
