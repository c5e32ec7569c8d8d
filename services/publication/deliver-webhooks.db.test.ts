import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryTriesMax } from '@/lib/core/notice/webhook';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import {
  createWebhook,
  deleteWebhook,
  enableWebhook,
  findWebhookPage,
  listWebhooks,
  resendDelivery,
  rotateWebhookSecret,
} from '../account/webhooks';
import { announce } from '../benchmark/announce';
import { deliverNotices } from './deliver-notices';
import { deliverWebhooks } from './deliver-webhooks';

const items = makeBinaryItems(20);

type Received = {
  id: string;
  type: string;
  data: Record<string, unknown>;
  raw: string;
  headers: Record<string, string>;
};

describe('events of webhooks', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site, 'Maintainer');
  let slug: string;
  let receiver: Server;
  let url: string;
  let received: Received[];
  let status: number;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let raw = '';
      request.on('data', (chunk) => {
        raw += chunk;
      });
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        if (status < 300) received.push({ ...JSON.parse(raw), id: headers['webhook-id'], raw, headers });
        response.writeHead(status).end();
      });
    });
    url = `http://127.0.0.1:${await listenOnLoopback(receiver)}/hook`;
    slug = await makeBenchmark(maintainer, { quota_per_round: 100, quota_per_day: 100 });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
  });
  afterAll(async () => {
    receiver?.close();
  });
  beforeEach(async () => {
    await site.superuser`delete from webhooks`;
    received = [];
    status = 204;
  });

  let seed = 0;
  const submit = async (person: Actor) => {
    const chosen = ++seed;
    const file = formatPredictions(items.ids, (i) => ((chosen >> (i % 10)) & 1 ? 'yes' : 'no'));
    const sent = await scorePredictions(person, slug, file, {
      model: `Model ${person.userId.slice(0, 8)}`,
      version: String(chosen),
    });
    return sent.id;
  };
  const deliver = () => deliverWebhooks(site.web);
  const makeDue = (id: string) =>
    site.superuser`update webhooks set due_at = now() - interval '1 millisecond' where webhook_id = ${id}`;
  const idsOf = (events: readonly Received[]) =>
    events.map(({ data }) => (data.submission as { id: string } | undefined)?.id);

  it('carry a submission with its feedback to members of its team only, signed, and once', async () => {
    const [person, other] = [await makePerson(site), await makePerson(site)];
    const made = unwrap(await createWebhook(person, { url }));
    unwrap(await createWebhook(other, { url }));
    const id = await submit(person);
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    const [event] = received;
    expect(event).toMatchObject({
      type: 'scored',
      data: { submission: { id, state: 'scored', feedback: {} } },
    });
    expect(() => new Webhook(made.secret).verify(event!.raw, event!.headers)).not.toThrow();
  });

  it('each reach a receiver that was unreachable for a while once, in order', async () => {
    const person = await makePerson(site);
    const { id } = unwrap(await createWebhook(person, { url, events: ['scored'] }));
    status = 503;
    const sent: string[] = [];
    for (let i = 0; i < 3; i++) {
      sent.push(await submit(person));
      await makeDue(id);
      expect(await deliver()).toBe(0);
    }
    status = 200;
    await makeDue(id);
    expect(await deliver()).toBe(3);
    expect(idsOf(received)).toEqual(sent);
  });

  it('stop after eight failed tries, with a mail to the person, and continue where they stopped once the webhook is switched on again', async () => {
    const person = await makePerson(site);
    const { id } = unwrap(await createWebhook(person, { url, events: ['scored'] }));
    const missed = await submit(person);
    status = 500;
    for (let i = 0; i < deliveryTriesMax; i++) {
      await makeDue(id);
      await deliver();
    }
    expect((await listWebhooks(person))[0]).toMatchObject({ is_on: false });
    const mails = await site.superuser`select body from inbox_mails where recipient = ${person.email}`;
    expect(mails).toHaveLength(1);
    expect(mails[0]!.body).toContain('ended with 500');
    status = 204;
    await makeDue(id);
    expect(await deliver()).toBe(0);
    // Events that occur while the webhook is switched off aren't stored.
    await submit(person);
    unwrap(await enableWebhook(person, id));
    expect(await deliver()).toBe(1);
    expect(idsOf(received)).toEqual([missed]);
  });

  it('can be sent again with the same message id, and after a change of the secret are signed with both secrets', async () => {
    const person = await makePerson(site);
    const { id, secret } = unwrap(await createWebhook(person, { url, events: ['scored'] }));
    await submit(person);
    await deliver();
    const rotated = unwrap(await rotateWebhookSecret(person, id));
    const [delivery] = unwrap(await findWebhookPage(person, id)).deliveries;
    expect(delivery).toMatchObject({ event: 'scored', outcome: '204' });
    unwrap(await resendDelivery(person, id, { delivery: delivery!.id }));
    await deliver();
    expect(received).toHaveLength(2);
    expect(received[1]!.id).toBe(received[0]!.id);
    for (const one of [secret, rotated.secret])
      expect(() => new Webhook(one).verify(received[1]!.raw, received[1]!.headers)).not.toThrow();
    await site.superuser`update webhooks set former_until = now() - interval '1 millisecond' where webhook_id = ${id}`;
    unwrap(await resendDelivery(person, id, { delivery: delivery!.id }));
    await deliver();
    expect(() => new Webhook(secret).verify(received[2]!.raw, received[2]!.headers)).toThrow();
  });

  it('go out for the notices that would be mailed to the person, even if the person has muted the mails', async () => {
    const person = await makePerson(site);
    await submit(person);
    unwrap(await createWebhook(person, { url, events: ['announced'] }));
    await site.superuser`insert into muted_notices (user_id, kind) values (${person.userId}, 'announced')`;
    unwrap(
      await announce(maintainer, slug, {
        title: 'New data',
        text: 'The header has changed.',
        to: 'participants',
      }),
    );
    await deliverNotices(site.web);
    expect(await deliver()).toBe(1);
    expect(received[0]).toMatchObject({ type: 'announced', data: { benchmark: { slug } } });
    expect(received[0]!.raw).not.toContain('header');
  });

  it('go out once each from concurrent processes', async () => {
    const person = await makePerson(site);
    unwrap(await createWebhook(person, { url, events: ['scored'] }));
    const sent = [await submit(person), await submit(person), await submit(person)];
    await Promise.all(Array.from({ length: 20 }, deliver));
    expect(idsOf(received)).toEqual(sent);
  });

  it('belong to one person’s webhooks, which don’t exist for others, and of which a person has at most five', async () => {
    const [person, other] = [await makePerson(site), await makePerson(site)];
    const made = await Promise.all(Array.from({ length: 20 }, () => createWebhook(person, { url })));
    expect(made.filter(({ ok }) => ok)).toHaveLength(5);
    const { id } = (await listWebhooks(person))[0]!;
    for (const attempt of [
      await findWebhookPage(other, id),
      await rotateWebhookSecret(other, id),
      await enableWebhook(other, id),
      await deleteWebhook(other, id),
    ])
      expect(attempt).toMatchObject({ ok: false, error: { kind: 'not_found' } });
  });

  it.each([
    ['no address', 'https://'],
    ['ftp://example.org/', 'https://'],
    ['https://user:word@example.org/', 'signature'],
    ['https://example.org:25/', 'port'],
  ])('refuse the address %s', async (address, words) => {
    const refused = await createWebhook(await makePerson(site), { url: address });
    expect(JSON.stringify(refused)).toContain(words);
    expect(refused.ok).toBe(false);
  });
});
