import { randomBytes } from 'node:crypto';
import { decideReachability } from '@/adapters/reachability';
import { type WebPlatform, webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { lockPerson } from '@/db/queries/people-queries';
import {
  countWebhooksOf,
  deleteWebhook as deleteWebhookRow,
  insertWebhook,
  listWebhookDeliveries,
  listWebhooksOf,
  lockWebhook,
  resetWebhookDelivery,
  updateWebhook,
  type WebhookRow,
} from '@/db/queries/webhook-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import {
  newWebhookSchema,
  resentDeliverySchema,
  type WebhookDeliveryView,
  type WebhookSecretView,
  type WebhookView,
} from '@/lib/contracts/webhook';
import { isUuid } from '@/lib/core/is-uuid';
import { findUrlFault, formerSecretMs, webhooksOfPersonMax } from '@/lib/core/notice/webhook';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asPerson } from '../access/authorized';
import { type Actor, requireSignedIn } from '../access/caller';

/** True on a site that only its own machine can reach: its webhooks may lead to that machine. */
export function mayWebhooksBeLocal(environment: WebPlatform['environment']): boolean {
  const { HOST: host, PUBLIC_URL: publicUrl } = environment;
  const reach = decideReachability({ host, publicUrl, environment: {} });
  return reach.ok && reach.value === 'loopback';
}

export async function listWebhooks(actor: Actor): Promise<WebhookView[]> {
  return (await listWebhooksOf(webPlatform().db, actor.userId)).map(viewOf);
}

/** Only this response has the secret. */
export const createWebhook = asPerson(newWebhookSchema, async ({ db, actor }, { url, events }) => {
  const { userId } = actor;
  const { environment } = webPlatform();
  const urlFault = findUrlFault(url, { mayBeLocal: mayWebhooksBeLocal(environment) });
  if (urlFault !== null) return refuse(faultyField('webhook_url', 'url', urlFault));
  return db.transaction(async (tx): Promise<Result<WebhookSecretView>> => {
    await lockPerson(tx, userId);
    if ((await countWebhooksOf(tx, userId)) >= webhooksOfPersonMax)
      return refuse(
        faultyField('too_many', 'url', `you have ${webhooksOfPersonMax} webhooks already: delete one`),
      );
    const now = await readClock(tx);
    const secret = makeSecret();
    const row = await insertWebhook(tx, { userId, url, events, secret, createdAt: now, dueAt: now });
    return ok({ ...viewOf(row), secret });
  });
});

/** Gives a webhook another secret. For a day the former one signs too, so that no event is lost at the change. */
export function rotateWebhookSecret(actor: Actor | null, id: string): Promise<Result<WebhookSecretView>> {
  return changeOwn(actor, id, async (tx, webhook) => {
    const now = await readClock(tx);
    const secret = makeSecret();
    const formerUntil = new Date(now.getTime() + formerSecretMs);
    await updateWebhook(tx, webhook.webhookId, { secret, formerSecret: webhook.secret, formerUntil });
    return ok({ ...viewOf(webhook), secret });
  });
}

/** Switches a webhook on again. Events that it did not receive before it was switched off are sent first. */
export function enableWebhook(actor: Actor | null, id: string): Promise<Result<WebhookView>> {
  return changeOwn(actor, id, async (tx, webhook) => ok(viewOf(await restart(tx, webhook))));
}

export function deleteWebhook(actor: Actor | null, id: string): Promise<Result<null>> {
  return changeOwn(actor, id, async (tx, webhook) => {
    await deleteWebhookRow(tx, webhook.webhookId);
    return ok(null);
  });
}

/** A webhook of the actor's own, with its last deliveries. */
export async function findWebhookPage(
  actor: Actor,
  id: string,
): Promise<Result<{ webhook: WebhookView; deliveries: WebhookDeliveryView[] }>> {
  const webhook = (await listWebhooks(actor)).find((one) => one.id === id);
  const deliveries = await listDeliveries(actor, id);
  if (!webhook || !deliveries.ok) return refuse({ kind: 'not_found', what: 'webhook' });
  return ok({ webhook, deliveries: deliveries.value });
}

export function listDeliveries(actor: Actor | null, id: string): Promise<Result<WebhookDeliveryView[]>> {
  return changeOwn(actor, id, async (tx, { webhookId }) =>
    ok(
      (await listWebhookDeliveries(tx, webhookId)).map((row) => ({
        id: row.webhookDeliveryId,
        event: row.event,
        created_at: row.createdAt.toISOString(),
        tried_at: row.triedAt?.toISOString() ?? null,
        delivered_at: row.deliveredAt?.toISOString() ?? null,
        outcome: row.outcome,
      })),
    ),
  );
}

/** Sends an event again, with the same message id and before all newer ones; switches the webhook on if it was off. */
export function resendDelivery(actor: Actor | null, id: string, input: unknown): Promise<Result<null>> {
  const parsed = parseWith(resentDeliverySchema, input);
  if (!parsed.ok) return Promise.resolve(parsed);
  const { delivery } = parsed.value;
  return changeOwn(actor, id, async (tx, webhook) => {
    if (!(await resetWebhookDelivery(tx, webhook.webhookId, delivery)))
      return refuse({ kind: 'not_found', what: 'delivery' });
    await restart(tx, webhook);
    return ok(null);
  });
}

async function restart(tx: Transaction, webhook: WebhookRow): Promise<WebhookRow> {
  const changed = { offAt: null, tries: 0, dueAt: await readClock(tx) };
  await updateWebhook(tx, webhook.webhookId, changed);
  return { ...webhook, ...changed };
}

/** Runs `change` on the caller's own webhook, which is locked; other people's don't exist for them. */
async function changeOwn<T>(
  actor: Actor | null,
  id: string,
  change: (tx: Transaction, webhook: WebhookRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  return webPlatform().db.transaction(async (tx): Promise<Result<T>> => {
    const webhook = isUuid(id) ? await lockWebhook(tx, userId, id) : undefined;
    return webhook ? change(tx, webhook) : refuse({ kind: 'not_found', what: 'webhook' });
  });
}

const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const viewOf = ({ webhookId, url, events, createdAt, offAt }: WebhookRow): WebhookView => ({
  id: webhookId,
  url,
  events,
  created_at: createdAt.toISOString(),
  is_on: offAt === null,
});
