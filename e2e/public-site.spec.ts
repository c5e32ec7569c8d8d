import { Agent, request as sendRequest } from 'node:http';
import { type APIRequestContext, test as base, expect } from '@playwright/test';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { type Site, withSite } from '@/research/bench/site/with-site';
import { composeProxy, provideNginx, startNginx } from '@/testing/start-nginx';
import { startTestSmtp, type TestSmtp } from '@/testing/start-test-smtp';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { apiOf, bodyOf, bringRound, until } from './site';

const host = 'tidemark.example';

const slug = 'public';

const round = `/benchmarks/${slug}/rounds/1`;

const items = makeBinaryItems(200);

/** Maximum age of a public page: two seconds in the site's cache and three in nginx's. */
const staleMsMax = 5_000;

type Fixtures = {
  smtp: TestSmtp;
  site: Site;
  token: string;
  /** Addresses of nginx over HTTPS and HTTP; or the reason why there is none. */
  nginx: { url: string; plainUrl: string } | string;
};

/** A site as in production: with a public address, a mail server, and nginx in front of it. */
const test = base.extend<object, Fixtures>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const smtp = await startTestSmtp();
      await use(smtp);
      await smtp.stop();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ smtp }, use) => {
      const settings = { PUBLIC_URL: `https://${host}`, SMTP_URL: smtp.url, TRUSTED_PROXIES: '127.0.0.1' };
      await withSite('public', use, settings);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  token: [
    async ({ site, playwright }, use) => {
      const token = await site.makeToken('maintainer@example.org');
      const context = await playwright.request.newContext({
        baseURL: site.url,
        extraHTTPHeaders: { host },
      });
      await openRound(apiOf(context, token));
      await context.dispose();
      await use(token);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  nginx: [
    async ({ site }, use) => {
      const reason = await provideNginx();
      if (reason) return await use(reason);
      const [port, tlsPort] = [await findFreePort('127.0.0.1'), await findFreePort('127.0.0.1')];
      const plainUrl = `http://127.0.0.1:${port}`;
      const sitePort = Number(new URL(site.url).port);
      const server = await startNginx(plainUrl, (folder) =>
        composeProxy(folder, { sitePort, host, port, tlsPort }),
      );
      await use({ url: `https://127.0.0.1:${tlsPort}`, plainUrl });
      await server.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

async function openRound(maintainer: ReturnType<typeof apiOf>): Promise<void> {
  const benchmark = { slug, title: 'Public', task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' };
  await bodyOf(await maintainer.post('/benchmarks', benchmark));
  const testSet = formatTestSet(items);
  await bodyOf(
    await maintainer.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'First' }, testSet),
  );
  for (const action of ['seal', 'open'] as const) await bringRound(maintainer, round, action);
}

test.describe('site with a public address', () => {
  test('becomes ready, and serves pages under its public host name only', async ({ site, request }) => {
    const page = await request.get(site.url, { headers: { host } });
    expect([page.status(), page.headers()['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    expect(await page.text()).toContain('</html>');
    expect((await request.get(site.url)).status()).toBe(421);
    expect((await request.get(`${site.url}/readyz`)).status()).toBe(200);
  });

  test('shows its metrics to this machine, and to no request under its public name', async ({
    site,
    request,
  }) => {
    const own = await request.get(`${site.url}/metrics`);
    expect(own.status()).toBe(200);
    expect(await own.text()).toContain('tidemark_check_passes{check="database"} 1');
    expect((await request.get(`${site.url}/metrics`, { headers: { host } })).status()).toBe(404);
  });

  test('responds to every request beside 200 refused uploads on the same connections', async ({
    site,
    token,
  }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const send = (method: 'GET' | 'POST', path: string, body?: Buffer) =>
      new Promise<number>((resolve, reject) => {
        const headers = {
          host,
          authorization: `Bearer ${token}`,
          ...(body && {
            'content-type': 'multipart/form-data; boundary=limit',
            'content-length': body.length,
          }),
        };
        const sent = sendRequest(site.url + path, { agent, method, headers }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        });
        sent.setTimeout(10_000, () => sent.destroy(new Error(`${method} ${path} hangs`)));
        sent.once('error', reject).end(body);
      });
    const split = 'content-disposition: form-data; name="wrong"; filename="a.csv"\r\ncontent-type: text/csv';
    const bodyOfSize = (bytes: number) =>
      Buffer.from(`--limit\r\n${split}\r\n\r\n${'a'.repeat(bytes)}\r\n--limit--\r\n`);
    const bodies = [206_000, 70_000, 2_000_000].map(bodyOfSize);
    const uploads = `/api/v1/benchmarks/${slug}/submissions?dry_run=true`;
    const statuses = new Set<string>();
    for (let turn = 0; turn < 100; turn += 1) {
      const body = bodies[turn % bodies.length];
      const [first, honest, second] = await Promise.all([
        send('POST', uploads, body),
        send('GET', '/api/v1/me'),
        send('POST', uploads, body),
      ]);
      statuses.add(`uploads ${first} ${second}`).add(`honest ${honest}`);
      statuses.add(`next ${await send('GET', '/api/v1/me')} ${await send('GET', '/')}`);
    }
    agent.destroy();
    expect([...statuses].sort()).toEqual(['honest 200', 'next 200 200', 'uploads 415 415']);
  });
});

test.describe('nginx in front of the site', () => {
  let request: APIRequestContext;
  test.beforeEach(async ({ nginx, playwright }) => {
    test.skip(typeof nginx === 'string', String(nginx));
    const baseURL = typeof nginx === 'string' ? '' : nginx.url;
    request = await playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { host, 'accept-encoding': 'gzip' },
      ignoreHTTPSErrors: true,
    });
  });
  test.afterEach(() => request?.dispose());

  const cacheOf = async (path: string, headers: Record<string, string> = {}) => {
    const response = await request.get(path, { headers, failOnStatusCode: false });
    return { state: response.headers()['x-cache-status'], headers: response.headers() };
  };

  test('serves a public page from its cache, with the policy of its body', async () => {
    await cacheOf('/methods');
    const { state, headers } = await cacheOf('/methods');
    expect([state, headers['cache-control']]).toEqual(['HIT', 'public, max-age=0, s-maxage=3']);
    const response = await request.get('/methods');
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '') ?? [];
    expect(await response.text()).toContain(`nonce="${nonce}"`);
  });

  test('never caches or stores a personal response or one of an uncached route', async () => {
    const own: Record<string, string>[] = [
      { cookie: 'a=b; __Secure-next-auth.session-token=x' },
      { authorization: 'Bearer x' },
      { rsc: '1' },
      { accept: 'text/csv' },
    ];
    for (const headers of own)
      expect((await cacheOf('/benchmarks', headers)).state, JSON.stringify(headers)).toBe('BYPASS');
    expect((await cacheOf('/benchmarks?page=1')).state).toBe('BYPASS');
    for (const path of ['/sign-in', '/status', '/nothing', '/healthz'])
      for (let turn = 0; turn < 2; turn += 1) {
        const { state, headers } = await cacheOf(path);
        expect([path, state, headers['cache-control']]).toEqual([path, 'MISS', 'private, no-store']);
      }
  });

  test('denies the inbox page under every spelling of its path', async () => {
    for (const path of ['/inbox', '/inbox/a', '/%69nbox', '/inbox?a'])
      expect((await request.get(path)).status(), path).toBe(403);
  });

  test('refuses a long body except for files', async ({ token }) => {
    const data = 'a'.repeat(1_100_000);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    expect((await request.post('/api/v1/benchmarks', { data, headers })).status()).toBe(413);
    const upload = await request.post(`/api/v1/benchmarks/${slug}/submissions`, { data, headers });
    expect(upload.status()).toBe(415);
  });

  test('redirects to HTTPS', async ({ nginx, playwright }) => {
    const plain = await playwright.request.newContext({ extraHTTPHeaders: { host } });
    const plainUrl = typeof nginx === 'string' ? '' : nginx.plainUrl;
    const response = await plain.get(`${plainUrl}/methods?a`, { maxRedirects: 0 });
    expect([response.status(), response.headers().location]).toEqual([308, `https://${host}/methods?a`]);
    await plain.dispose();
  });

  test('lets a person sign in by a mailed link, submit, and read the feedback over HTTPS', async ({
    nginx,
    token,
    smtp,
    playwright,
  }, { project }) => {
    expect(token).not.toBe('');
    const { port } = new URL(typeof nginx === 'string' ? '' : nginx.url);
    const browser = await playwright.chromium.launch({
      ...project.use.launchOptions,
      args: [`--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`],
    });
    const context = await browser.newContext({ baseURL: `https://${host}`, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));

    await page.goto(`/benchmarks/${slug}/submit`);
    await page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).click();
    const email = 'mailed@example.org';
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page).toHaveURL(/\/sign-in\/sent/);
    const mail = await until(async () => smtp.received.find(({ recipients }) => recipients.includes(email)));
    // Lines are joined, and characters written as =3D, by quoted-printable.
    const text = mail.message
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    await page.goto(/https:\/\/\S+token=\S+/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).not.toHaveURL(/sign-in/);

    await page.goto(`/benchmarks/${slug}/submit`);
    const file = formatPredictions(items.ids, (i) => (i % 2 ? 'yes' : 'no'));
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await page.getByLabel('Name').fill('Mailed');
    await page.getByRole('button', { name: /^Submit \(uses/ }).click();
    // The event stream passes nginx: nothing is reloaded.
    await expect(page.getByText('It is scored. Your feedback is below')).toBeVisible();
    await page.getByRole('link', { name: 'See the feedback' }).click();
    await expect(page.getByTestId('verdict')).toBeVisible();
    expect(faults).toEqual([]);
    const cookies = (await context.cookies()).filter(({ name }) => name.includes('session'));
    expect(cookies.map(({ secure, httpOnly }) => [secure, httpOnly])).toEqual([[true, true]]);
    await browser.close();
  });

  test('shows a frozen round as frozen within five seconds', async ({ token }) => {
    const maintainer = apiOf(request, token);
    const path = `/api/v1${round}`;
    let frozenAt = Number.POSITIVE_INFINITY;
    const seen: { state: string; sinceMs: number }[] = [];
    const watch = async () => {
      while (performance.now() < frozenAt + staleMsMax + 2_000) {
        const startedAt = performance.now();
        const [api, page] = [await request.get(path), await request.get(`/benchmarks/${slug}`)];
        const isPageFrozen = (await page.text()).includes('Labels were seen');
        seen.push({
          state: `${(await api.json()).state}${isPageFrozen ? ' on its page' : ''}`,
          sinceMs: startedAt - frozenAt,
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const watching = watch();
    await expect.poll(() => seen.length).toBeGreaterThan(10);
    await bodyOf(await maintainer.post(`${round}/freeze`, { reason: 'Labels were seen.' }));
    frozenAt = performance.now();
    await watching;
    expect(seen[0]?.state).toBe('open');
    const late = seen.filter(({ sinceMs }) => sinceMs > staleMsMax);
    expect(late.length).toBeGreaterThan(3);
    expect(new Set(late.map(({ state }) => state))).toEqual(new Set(['frozen on its page']));
  });

  test('gives each request an id in nginx, the response and its problem document, and shows no metrics', async () => {
    const missing = await request.get('/api/v1/no-such-call', {
      headers: { 'x-request-id': 'a'.repeat(32) },
    });
    const id = missing.headers()['x-request-id'];
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(id).not.toBe('a'.repeat(32));
    expect(await missing.json()).toMatchObject({ code: 'not_found', request_id: id });
    const cached = [await request.get('/'), await request.get('/'), await request.get('/')];
    expect(new Set(cached.map((response) => response.headers()['x-request-id'])).size).toBe(3);
    expect((await request.get('/metrics')).status()).toBe(404);
  });

  test('limits the requests of one client', async () => {
    const responses = await Promise.all(Array.from({ length: 400 }, () => request.get('/healthz')));
    const statuses = new Set(responses.map((response) => response.status()));
    expect([...statuses].sort()).toEqual([200, 429]);
  });
});
