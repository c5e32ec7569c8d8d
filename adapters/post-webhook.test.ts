import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { isPublicAddress, postWebhook } from './post-webhook';

const secrets = [
  `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  `whsec_${Buffer.alloc(32, 2).toString('base64')}`,
];

const event = { id: 'msg_1', at: new Date(), body: '{"type":"scored"}', secrets };

/**
 * Addresses to which the site must not connect, in the forms that an attacker would write: this machine, its
 * network, the cloud's metadata service, and relays to them.
 */
const hostile = `
  127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 127.255.255.254 0.0.0.0 0 localhost LOCALHOST 10.0.0.1
  172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 169.254.169.254 192.0.0.192 198.18.0.1 224.0.0.1
  240.0.0.1 255.255.255.255 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [fc00::1]
  [fd00:ec2::254] [fe80::1] [ff02::1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [2001:db8::1]
`
  .trim()
  .split(/\s+/)
  .map((host) => `http://${host}`);

describe('sending an event to a webhook', () => {
  let server: Server;
  let port: number;
  let received: { request: IncomingMessage; body: string }[] = [];
  let status = 204;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ request, body });
        response.writeHead(status, { location: `http://127.0.0.1:${port}/elsewhere` }).end('ignored');
      });
    });
    port = await listenOnLoopback(server);
  });
  afterAll(() => server.close());

  it('signs it with each secret, as the Standard Webhooks library verifies', async () => {
    const url = `http://127.0.0.1:${port}/hook`;
    expect(await postWebhook({ ...event, url }, { mayBeLocal: true })).toEqual({ status: 204 });
    const [{ request, body } = { request: null, body: '' }] = received;
    const headers = request?.headers as Record<string, string>;
    for (const secret of secrets)
      expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'scored' });
    expect(() => new Webhook(secrets[0]!).verify(`${body} `, headers)).toThrow();
    const other = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
    expect(() => new Webhook(other).verify(body, headers)).toThrow();
  });

  it('follows no redirect', async () => {
    received = [];
    status = 307;
    const url = `http://127.0.0.1:${port}/hook`;
    expect(await postWebhook({ ...event, url }, { mayBeLocal: true })).toEqual({ status: 307 });
    expect(received.map(({ request }) => request.url)).toEqual(['/hook']);
  });

  it.each(hostile)('makes no connection to %s', async (origin) => {
    received = [];
    expect(await postWebhook({ ...event, url: `${origin}:${port}/` }, { mayBeLocal: false })).toEqual({
      fault: 'address_not_public',
    });
    expect(received).toEqual([]);
  });

  it('reports why there was no response', async () => {
    const reach = (url: string) => postWebhook({ ...event, url }, { mayBeLocal: true });
    expect(await reach('http://127.0.0.1:1/')).toEqual({ fault: 'refused' });
    expect(await reach('http://no-such-name.invalid/')).toEqual({ fault: 'name_not_found' });
    expect(await reach(`https://127.0.0.1:${port}/`)).toEqual({ fault: 'tls' });
  });
});

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('includes %s', (address) => expect(isPublicAddress(address)).toBe(true));
});
