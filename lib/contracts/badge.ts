import { z } from 'zod';
import type { FreshnessState } from '../core/freshness/freshness';

/** A badge in the JSON format that shields.io reads (its endpoint schema, version 1, which has keys in camel case). */
export const badgeSchema = z.object({
  schemaVersion: z.literal(1),
  label: z.string(),
  message: z.string(),
  color: z.string(),
  cacheSeconds: z.int(),
});
export type BadgeView = z.output<typeof badgeSchema>;

/**
 * Background colours of badges, those of the site's light theme. White text on each of them has a contrast ratio above 5.
 */
const colorOf = { counts: '#13678a', stopped: '#a8195f', late: '#7a5808', none: '#54616a' };
export type BadgeTone = keyof typeof colorOf;

/** A badge's label and message, with the icon of a freshness state if the message names one. */
export type Badge = { label: string; message: string; tone: BadgeTone; freshness: FreshnessState | null };

/** Time for which badges are cached, in seconds, and so the longest time until a badge shows that a round was frozen. */
export const badgeSecondsMax = 15;

export const viewOfBadge = ({ label, message, tone }: Badge): BadgeView => ({
  ...{ schemaVersion: 1, label, message, color: colorOf[tone], cacheSeconds: badgeSecondsMax },
});

/** Parses the file name in a badge's URL, `name.svg` or `name.json`; null for any other name. */
export function parseBadgeFile(file: string): { name: string; format: 'svg' | 'json' } | null {
  const match = /^(.+)\.(svg|json)$/.exec(file);
  return match ? { name: match[1]!, format: match[2] === 'svg' ? 'svg' : 'json' } : null;
}
