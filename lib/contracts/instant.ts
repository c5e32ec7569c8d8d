import { z } from 'zod';

/** An instant as JSON gives it: ISO 8601 with its offset. */
export const instantSchema = z.iso.datetime({ offset: true });
