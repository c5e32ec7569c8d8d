import type { NoticeKind } from './notice';

/**
 * Events of which a person's programs are told. `scored`: a submission of one of their teams has its feedback, or is rejected or
 * failed. The others are those of the mails of the same audience.
 */
export const webhookEvents = [
  'round_opened',
  'closing_soon',
  'scored',
  'ranking_published',
  'announced',
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

const eventsOfNotices: Partial<Record<NoticeKind, WebhookEvent>> = {
  round_opened: 'round_opened',
  closing_soon: 'closing_soon',
  round_closed: 'ranking_published',
  announced: 'announced',
};

/** The event of a notice's cause; undefined for notices that are mails alone. */
export const eventOfNotice = (kind: NoticeKind): WebhookEvent | undefined => eventsOfNotices[kind];

export const webhooksOfPersonMax = 5;

export const webhookUrlLengthMax = 500;

/** Deliveries that remain in the list, and can be sent again. */
export const deliveriesKept = 100;

const [minute, hour] = [60_000, 3_600_000];

/** Times between the tries of one delivery, 23 h 21 min in all. */
const waitsMs = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 7 * hour, 12 * hour];

/** Tries of one delivery; after the last one the webhook is switched off. */
export const deliveryTriesMax = waitsMs.length + 1;

/**
 * Time of the next try, if this one fails or its process ends: longer than a try may take.
 * @param tries number of tries, the present one included: 1 or more
 */
export const decideNextTry = (now: Date, tries: number): Date =>
  new Date(now.getTime() + (waitsMs[tries - 1] ?? 24 * hour));

/** Time for which a former secret still signs, so that a receiver can change to the new one. */
export const formerSecretMs = 24 * hour;

/** Reasons why a try has failed, apart from a response's status. */
export const deliveryFaults = [
  'address_not_public',
  'name_not_found',
  'refused',
  'timeout',
  'tls',
  'failed',
] as const;

export type DeliveryFault = (typeof deliveryFaults)[number];

/** @returns a message about an address that can't be a webhook's; null for a good one */
export function findUrlFault(text: string, { mayBeLocal }: { mayBeLocal: boolean }): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'give an address that begins with https://';
  if (url.protocol === 'http:' && !mayBeLocal) return 'use https, so that nobody else reads what is sent';
  if (url.username || url.password) return 'leave name and password out: verify the signature instead';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (port < 1024 && port !== 443 && port !== 80) return 'use port 443, or one above 1023';
  return null;
}
