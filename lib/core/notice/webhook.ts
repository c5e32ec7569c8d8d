import type { NoticeKind } from './notice';

/**
 * Events that a webhook reports to a person's programs. `scored`: a submission of one of the person's teams has got its
 * feedback, or was rejected or failed. The others correspond to mails to the same recipients.
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

/** The webhook event that corresponds to a notice; undefined for notices that are only sent as mails. */
export const eventOfNotice = (kind: NoticeKind): WebhookEvent | undefined => eventsOfNotices[kind];

export const webhooksOfPersonMax = 5;

export const webhookUrlLengthMax = 500;

/** Number of newest deliveries that stay in a webhook's list, from which they can be sent again. */
export const deliveriesKept = 100;

const [minute, hour] = [60_000, 3_600_000];

/** Waiting times between the attempts at one delivery, 23 h 21 min in all. */
const waitsMs = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 7 * hour, 12 * hour];

/** Maximum number of attempts at one delivery; after the last one fails, the webhook is switched off. */
export const deliveryTriesMax = waitsMs.length + 1;

/**
 * Time of the next attempt if the current one fails or its process ends; the wait is longer than an attempt may take.
 * @param tries number of attempts including the current one, from 1
 */
export const decideNextTry = (now: Date, tries: number): Date =>
  new Date(now.getTime() + (waitsMs[tries - 1] ?? 24 * hour));

/** Time for which requests are signed with the former secret too, so that a receiver can change to the new one. */
export const formerSecretMs = 24 * hour;

/** Reasons why an attempt at a delivery failed, other than the status of a response. */
export const deliveryFaults = [
  'address_not_public',
  'name_not_found',
  'refused',
  'timeout',
  'tls',
  'failed',
] as const;

export type DeliveryFault = (typeof deliveryFaults)[number];

/**
 * Checks an address for a webhook.
 * @returns a message if webhooks can't use the address; null for a good address
 */
export function findUrlFault(text: string, { mayBeLocal }: { mayBeLocal: boolean }): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'give an address that begins with https://';
  if (url.protocol === 'http:' && !mayBeLocal) return 'use https, so that nobody else reads what is sent';
  if (url.username || url.password) return 'leave name and password out: verify the signature instead';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (port < 1024 && port !== 443 && port !== 80) return 'use port 443, or one above 1023';
  return null;
}
