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
/** Of which nobody but they should ever read. */
const people = [
  { email: 'ann-of-the-cache@example.org', name: 'Annunziata Kept' },
  { email: 'bob-of-the-cache@example.org', name: 'Bartholomew Kept' },
];

test.describe.configure({ mode: 'serial' });

type Answer = { status: number; headers: Headers; text: string };

async function ask(url: string, cookie?: string): Promise<Answer> {
  const answer = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test('no answer to a visitor holds anything of the people who asked before, on any route', async ({
  baseURL,
}) => {
  const cookies: string[] = [];
  for (const { email, name } of people) {
    await createToken(email, name);
    cookies.push(await signInAs(email));
  }
  let named = 0;
  // One look at all that is wrong: each `expect` is a step that Playwright keeps.
  const faults: string[] = [];
  for (const [route, { path }] of Object.entries(routeTable))
    for (const address of new Set(places.map(path))) {
      const url = `${baseURL}${address}`;
      const [ann, visitor, bob, again] = [
        await ask(url, cookies[0]),
        await ask(url),
        await ask(url, cookies[1]),
        await ask(url),
      ] as const;
      if (ann.text.includes(people[0]!.name) && bob.text.includes(people[1]!.name)) named += 1;
      if (ann.text.includes(people[1]!.name)) faults.push(`${route} tells the one of the other`);
      if (bob.text.includes(people[0]!.name)) faults.push(`${route} tells the other of the one`);
      for (const { text, headers } of [visitor, again])
        for (const trace of people.flatMap(({ email, name }) => [email, name, name.split(' ')[0]!]))
          if (`${text}\n${JSON.stringify([...headers])}`.includes(trace))
            faults.push(`${route} tells a visitor ${trace}`);
      // A frame for other sites is the same to everybody, and may be stored.
      const isSame = ann.text === visitor.text;
      const personal =
        !isSame && ann.headers.get('content-type')?.startsWith('text/html') && ann.status === 200;
      if (personal && !ann.headers.get('cache-control')?.includes('no-store'))
        faults.push(`${route} may be stored`);
    }
  expect(faults).toEqual([]);
  // Without names in the pages of those who are signed in nothing would have been tried.
  expect(named).toBeGreaterThan(20);
});

test('a page that many get has the hashes of its scripts in its policy, one of somebody’s own a nonce', async ({
  baseURL,
}) => {
  const cookie = await signInAs(people[0]!.email);
  for (const path of ['/', `/benchmarks/${slug}`, `/benchmarks/${slug}/rounds/1`, '/methods']) {
    const policyOf = async (signedIn?: string) =>
      (await ask(`${baseURL}${path}`, signedIn)).headers.get('content-security-policy') ?? '';
    const kept = await policyOf();
    expect(kept).toMatch(/script-src 'self'( 'sha256-[\w+/]+=')+;/);
    expect(kept).not.toContain('nonce');
    // Whatever is between this site and its readers may bound the headers to 8 kB.
    expect(kept.length).toBeLessThan(2_000);
    const [own, another] = [await policyOf(cookie), await policyOf(cookie)];
    for (const policy of [own, another]) expect(policy).toMatch(/'nonce-[^']+'/);
    expect(own).not.toBe(another);
    for (const policy of [kept, own]) expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  }
});

test('the browser runs all scripts of a kept page, and refuses none', async ({ page, baseURL }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  for (const path of ['/', `/benchmarks/${slug}`, '/methods']) {
    // The second look is at what is kept.
    await ask(`${baseURL}${path}`);
    await page.goto(path);
    await page.getByRole('button', { name: 'Switch theme' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', /dark|light/);
  }
  expect(refused).toEqual([]);
});

test.describe('what is kept', () => {
  let log: StatementLog;
  test.beforeAll(async () => {
    log = await startStatementLog();
  });
  test.afterAll(() => log?.stop());

  test('asks nothing of the database, and says the same until something changes', async ({ baseURL }) => {
    const paths = ['/', '/benchmarks', `/benchmarks/${slug}`, `/badge/${slug}.svg`, '/feed.atom'];
    const leaderboard = `/api/v1/benchmarks/${slug}/rounds/1/leaderboard`;
    for (const path of [...paths, leaderboard]) {
      const url = `${baseURL}${path}`;
      // Something may have changed just then.
      await expect
        .poll(async () => {
          await ask(url);
          return log.statementsOf(() => Promise.all(Array.from({ length: 5 }, () => ask(url))));
        })
        .toEqual([]);
    }
  });

  test('is of after a change at once', async ({ baseURL }) => {
    const sql = await openDatabase('superuser');
    const [before] = await sql<{ title: string }[]>`select title from benchmarks where slug = ${slug}`;
    const url = `${baseURL}/benchmarks/${slug}`;
    try {
      for (let n = 0; n < 5; n += 1) {
        await ask(url);
        await sql`update benchmarks set title = ${`Changed ${n}`} where slug = ${slug}`;
        const changedAt = performance.now();
        await expect.poll(async () => (await ask(url)).text, { intervals: [10] }).toContain(`Changed ${n}`);
        expect(performance.now() - changedAt).toBeLessThan(2_000);
      }
    } finally {
      await sql`update benchmarks set title = ${before!.title} where slug = ${slug}`;
      await sql.end();
    }
  });
});
