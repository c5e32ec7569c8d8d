import { z } from 'zod';
import type { FreshnessState } from '../core/freshness/freshness';

/** A badge as shields.io reads it (its endpoint schema, version 1, which names its keys in camel case). */
export const badgeSchema = z.object({
  schemaVersion: z.literal(1),
  label: z.string(),
  message: z.string(),
  color: z.string(),
  cacheSeconds: z.int(),
});
export type BadgeView = z.output<typeof badgeSchema>;

/** Colours of the light theme. White text on each has a contrast above 5. */
const colorOf = { counts: '#13678a', stopped: '#a8195f', late: '#7a5808', none: '#54616a' };
export type BadgeTone = keyof typeof colorOf;

/** A label and a message, with the icon of a freshness state where the message names one. */
export type Badge = { label: string; message: string; tone: BadgeTone; freshness: FreshnessState | null };

/** Cache time of badges, and so the longest time until they show that a round was frozen. */
export const badgeSecondsMax = 15;

export const viewOfBadge = ({ label, message, tone }: Badge): BadgeView => ({
  ...{ schemaVersion: 1, label, message, color: colorOf[tone], cacheSeconds: badgeSecondsMax },
});

/** The two forms of a badge's address: `name.svg` and `name.json`; null for any other. */
export function parseBadgeFile(file: string): { name: string; format: 'svg' | 'json' } | null {
  const match = /^(.+)\.(svg|json)$/.exec(file);
  return match ? { name: match[1]!, format: match[2] === 'svg' ? 'svg' : 'json' } : null;
}
