import { z } from 'zod';
import { deliveryFaults, webhookEvents, webhookUrlLengthMax } from '@/lib/core/notice/webhook';
import { instantSchema } from './fields';

const events = z
  .array(z.enum(webhookEvents))
  .min(1, 'choose at least one event')
  .max(webhookEvents.length)
  .transform((chosen) => webhookEvents.filter((event) => chosen.includes(event)));

/** Body of the request `POST /webhooks`. */
export const newWebhookSchema = z.object({
  url: z.string().trim().min(1, 'give an address').max(webhookUrlLengthMax),
  events: events.default([...webhookEvents]),
});

export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  created_at: instantSchema,
  /** False if the webhook was switched off after eight failed attempts to deliver one event. */
  is_on: z.boolean(),
});

export type WebhookView = z.output<typeof webhookSchema>;

/** A new webhook with its secret, `whsec_` followed by 256 random bits in Base64, which is shown only once. */
export const webhookSecretSchema = webhookSchema.extend({ secret: z.string() });

export type WebhookSecretView = z.output<typeof webhookSecretSchema>;

export const webhookDeliverySchema = z.object({
  id: z.uuid(),
  event: z.enum(webhookEvents),
  created_at: instantSchema,
  tried_at: instantSchema.nullable(),
  delivered_at: instantSchema.nullable(),
  /**
   * HTTP status of the newest response, or the reason why there is none. `moot`: the person is no longer allowed to see the
   * subject of the event.
   */
  outcome: z.union([z.string().regex(/^\d{3}$/), z.enum([...deliveryFaults, 'moot'])]).nullable(),
});

export type WebhookDeliveryView = z.output<typeof webhookDeliverySchema>;

/** Body of the request `POST /webhooks/{id}/resend`. */
export const resentDeliverySchema = z.object({ delivery: z.uuid() });
