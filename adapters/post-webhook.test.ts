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
const hostile = [
  'http://127.0.0.1',
  'http://127.1',
  'http://2130706433',
  'http://0x7f000001',
  'http://0177.0.0.1',
  'http://127.255.255.254',
  'http://0.0.0.0',
  'http://0',
  'http://localhost',
  'http://LOCALHOST',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://172.31.255.255',
  'http://192.168.1.1',
  'http://100.64.0.1',
  'http://169.254.169.254',
  'http://192.0.0.192',
  'http://198.18.0.1',
  'http://224.0.0.1',
  'http://240.0.0.1',
  'http://255.255.255.255',
  'http://[::1]',
  'http://[::]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:7f00:1]',
  'http://[::127.0.0.1]',
  'http://[fc00::1]',
  'http://[fd00:ec2::254]',
  'http://[fe80::1]',
  'http://[ff02::1]',
  'http://[64:ff9b::7f00:1]',
  'http://[2002:7f00:1::]',
  'http://[2001:0:7f00:1::]',
  'http://[2001:db8::1]',
];

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
