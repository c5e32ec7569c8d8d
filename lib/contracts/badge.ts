import { z } from 'zod';

/** A badge as shields.io reads it (its endpoint schema, version 1, which names its keys in camel case). */
export const badgeSchema = z.object({
  schemaVersion: z.literal(1),
  label: z.string(),
  message: z.string(),
  color: z.string(),
  cacheSeconds: z.int(),
});
export type BadgeView = z.output<typeof badgeSchema>;

/** The day chart's sea, overprint, land and ink. White text on each has a contrast above 5. */
export const badgeColors = { counts: '#13678a', stopped: '#a8195f', late: '#7a5808', none: '#54616a' };

/** Badges tell of a freeze within this time. */
export const badgeSecondsMax = 15;

/** The two forms of a badge's address: `name.svg` and `name.json`; null for any other. */
export function parseBadgeFile(file: string): { name: string; format: 'svg' | 'json' } | null {
  const match = /^(.+)\.(svg|json)$/.exec(file);
  return match ? { name: match[1]!, format: match[2] === 'svg' ? 'svg' : 'json' } : null;
}
