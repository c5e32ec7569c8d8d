import { expect, test } from '../fixtures';
import { createToken } from '../site';
import { openDatabase, signInAs } from './database';
import { type Place, routeTable } from './route-table';
import { type StatementLog, startStatementLog } from './statement-log';

const slug = 'late-flights-2001';
const places: Place[] = [1, 4].map((number) => ({
  slug,
  number,
  submissionId: '00000000-0000-4000-8000-000000000000',
  model: 'logistic-regression-monthly',
  team: 'demo-team-north',
}));
/** People whose names no other reader should see. */
const people = [
  { email: 'ann-of-the-cache@example.org', name: 'Annunziata Cached' },
  { email: 'bob-of-the-cache@example.org', name: 'Bartholomew Cached' },
];
/** The lifetime of a cached response, and the time that a busy machine takes to make the next one. */
const freshWithinMs = 2_000 + 1_500;

test.describe.configure({ mode: 'serial' });

type Received = { status: number; headers: Headers; text: string };

async function fetchPage(url: string, cookie?: string): Promise<Received> {
  const response = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('no response to a visitor contains anything of earlier requests by people, on any route', async ({
  baseURL,
}) => {
  const cookies: string[] = [];
  for (const { email, name } of people) {
    await createToken(email, name);
    cookies.push(await signInAs(email));
  }
  let named = 0;
  // One check of all faults, since Playwright records each `expect` as a step.
  const faults: string[] = [];
  for (const [route, { path }] of Object.entries(routeTable))
    for (const address of new Set(places.map(path))) {
      const url = `${baseURL}${address}`;
      const [ann, visitor, bob, again] = [
        await fetchPage(url, cookies[0]),
        await fetchPage(url),
        await fetchPage(url, cookies[1]),
        await fetchPage(url),
      ] as const;
      if (ann.text.includes(people[0]!.name) && bob.text.includes(people[1]!.name)) named += 1;
      if (ann.text.includes(people[1]!.name)) faults.push(`${route} shows the first person the second`);
      if (bob.text.includes(people[0]!.name)) faults.push(`${route} shows the second person the first`);
      for (const { text, headers } of [visitor, again]) {
        for (const trace of people.flatMap(({ email, name }) => [email, name, name.split(' ')[0]!]))
          if (`${text}\n${JSON.stringify([...headers])}`.includes(trace))
            faults.push(`${route} shows a visitor ${trace}`);
        if (headers.get('cache-control')?.includes('stale')) faults.push(`${route} may be served stale`);
      }
      for (const { headers } of [ann, bob])
        if (headers.get('cache-control')?.includes('s-maxage'))
          faults.push(`${route} lets proxies store a person’s`);
      const isPage = ann.headers.get('content-type')?.startsWith('text/html') === true;
      // A frame for other sites is the same for every reader, and may be cached.
      if (isPage && ann.text !== visitor.text && ann.headers.get('cache-control') !== 'private, no-store')
        faults.push(`${route} may be stored for a person`);
      const control = visitor.headers.get('cache-control') ?? '';
      if (isPage && !control.startsWith('public') && control !== 'private, no-store')
        faults.push(`${route} is ${control}`);
    }
  expect(faults).toEqual([]);
  // Proves that pages of signed-in people have names, without which this test would prove nothing.
  expect(named).toBeGreaterThan(20);
});

test('a page with a secret in its address is private', async ({ baseURL }) => {
  for (const path of [
    '/sign-in',
    '/sign-in/confirm?token=x&email=a',
    '/inbox',
    '/nothing-here',
    '/invitations/x',
  ])
    expect([path, (await fetchPage(`${baseURL}${path}`)).headers.get('cache-control')]).toEqual([
      path,
      'private, no-store',
    ]);
});

test('a cached page keeps its nonce with its body, and every response to a signed-in person has a new nonce', async ({
  baseURL,
}) => {
  const cookie = await signInAs(people[0]!.email);
  const nonceOf = ({ headers }: Received) =>
    /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(
      headers.get('content-security-policy') ?? '',
    )?.[1] ?? 'none';
  for (const path of ['/', `/benchmarks/${slug}`, `/benchmarks/${slug}/rounds/1`, '/methods']) {
    const url = `${baseURL}${path}`;
    for (const cached of [await fetchPage(url), await fetchPage(url)])
      expect(cached.text).toContain(`nonce="${nonceOf(cached)}"`);
    const nonces = [await fetchPage(url, cookie), await fetchPage(url, cookie), await fetchPage(url)].map(
      nonceOf,
    );
    expect(new Set(nonces).size).toBe(3);
  }
});

test('the browser runs all scripts of a cached page, and refuses none', async ({ page, baseURL }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  for (const path of ['/', `/benchmarks/${slug}`, '/methods', '/methods']) {
    await fetchPage(`${baseURL}${path}`);
    await page.goto(path);
    await page.getByRole('button', { name: 'Switch theme' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', /dark|light/);
  }
  expect(refused).toEqual([]);
});

test.describe('cached response', () => {
  let log: StatementLog;
  test.beforeAll(async () => {
    log = await startStatementLog();
  });
  test.afterAll(() => log?.stop());

  test('makes no database query for two seconds', async ({ baseURL }) => {
    const paths = ['/', '/benchmarks', `/benchmarks/${slug}`, `/badge/${slug}.svg`, '/feed.atom'];
    const leaderboard = `/api/v1/benchmarks/${slug}/rounds/1/leaderboard`;
    for (const path of [...paths, leaderboard]) {
      const url = `${baseURL}${path}`;
      // The cached response may expire before that.
      await expect
        .poll(async () => {
          await fetchPage(url);
          return log.statementsOf(() => Promise.all(Array.from({ length: 5 }, () => fetchPage(url))));
        })
        .toEqual([]);
    }
  });

  test('shows a change after two seconds', async ({ baseURL }) => {
    const sql = await openDatabase('superuser');
    const [before] = await sql<{ title: string }[]>`select title from benchmarks where slug = ${slug}`;
    const url = `${baseURL}/benchmarks/${slug}`;
    try {
      for (let n = 0; n < 3; n += 1) {
        await fetchPage(url);
        await sql`update benchmarks set title = ${`Changed ${n}`} where slug = ${slug}`;
        const changedAt = performance.now();
        await expect
          .poll(async () => (await fetchPage(url)).text, { intervals: [50] })
          .toContain(`Changed ${n}`);
        expect(performance.now() - changedAt).toBeLessThan(freshWithinMs);
      }
    } finally {
      await sql`update benchmarks set title = ${before!.title} where slug = ${slug}`;
      await sql.end();
    }
  });
});
