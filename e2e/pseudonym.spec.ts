import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken, dataDir, until } from './site';
import { openDatabase, signInAs, signInStaffOf } from './walls/database';
import { type Place, routeTable } from './walls/route-table';
import { findTokens, findTokensBelow } from './walls/search-traces';

const unique = randomBytes(3).toString('hex');

const slug = `blind-${unique}`;

const pseudonym = { name: `Paper ${unique}`, address: `paper-${unique}` };

/** The name, address and description of the team, and the name of its member. They are nowhere else on the site. */
const team = { name: `Zilpzalp Institut ${unique}`, address: `zilpzalp-institut-${unique}` };
const canaries = [team.name, team.address, 'Waldlaubsänger', 'Rohrdommel'];

const items = makeBinaryItems(80);
const right = (every: number) =>
  formatPredictions(items.ids, (i) =>
    i % every ? (items.labels[i] ?? '') : items.labels[i] === 'yes' ? 'no' : 'yes',
  );

test.describe.configure({ mode: 'serial' });

test('a team enters under a pseudonym, which alone others see until its date', async ({
  browser,
  baseURL,
  request,
  page: visitor,
}) => {
  test.setTimeout(600_000);
  const host = apiOf(request, await createToken(`host-${unique}@example.org`, 'Host'));
  const author = apiOf(request, await createToken(`author-${unique}@example.org`, 'Author'));
  const rival = apiOf(request, await createToken(`rival-${unique}@example.org`, 'Rival'));
  const round = `/benchmarks/${slug}/rounds/1`;
  await bodyOf(
    await host.post('/benchmarks', {
      ...{ slug, title: `Blind ${unique}`, task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' },
      ...{ feedback_policy: 'exact', feedback_share: 0.5 },
    }),
  );
  const upload = { title: 'May' };
  await bodyOf(await host.upload(`/benchmarks/${slug}/rounds`, 'test_set', upload, formatTestSet(items)));
  await bringRound(host, round, 'seal');
  await bringRound(host, round, 'open');

  const context = await browser.newContext({ baseURL });
  const captain = await context.newPage();
  await test.step('a captain sets it on the team’s page, before the first submission', async () => {
    await signIn(captain, `author-${unique}@example.org`);
    const description = 'Waldlaubsänger of all lands.';
    await bodyOf(await author.post('/teams', { name: team.name, description }));
    await captain.goto('/settings#profile');
    await captain.locator('input[name=profile_name]').fill('Rohrdommel');
    await captain.locator('input[name=shown][value=name]').check();
    await captain.getByRole('button', { name: 'Save profile' }).click();
    await expect(captain.locator('input[name=shown][value=name]')).toBeChecked();
    await captain.goto(`/teams/${team.address}`);
    await captain.getByRole('button', { name: 'Name me here' }).click();
    await expect(captain.getByRole('button', { name: 'Don’t name me' })).toBeVisible();
    await captain.goto(`/benchmarks/${slug}/submit?team=${team.address}`);
    await captain.getByRole('link', { name: 'under a pseudonym' }).click();
    await captain.getByText('Enter a benchmark under a pseudonym').click();
    await captain.locator('select[name=pseudonym_benchmark]').selectOption(slug);
    await captain.getByLabel('Pseudonym', { exact: true }).fill(pseudonym.name);
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await captain.getByLabel('Until').fill(soon);
    await captain.getByRole('button', { name: 'Set the pseudonym' }).click();
    await expect(captain.getByTestId('pseudonyms')).toContainText('in force');
    await expectAccessible(captain);
    await expectNarrow(captain);
    await captain.goto(`/benchmarks/${slug}/submit?team=${team.address}`);
    await expect(captain.getByText('your pseudonym here')).toBeVisible();
  });

  let submissionId = '';
  await test.step('others read the pseudonym in the ranking, which leads to its own page', async () => {
    const send = async (by: typeof author, model: string, file: string, more: object = {}) =>
      bodyOf<{ id: string }>(
        await by.upload(`/benchmarks/${slug}/submissions`, 'file', { model, version: '1', ...more }, file),
      );
    ({ id: submissionId } = await send(author, 'Blind model', right(9), { team: team.address }));
    await send(rival, 'Rival model', right(4));
    await until(async () => {
      const { items: sent } = await bodyOf<{ items: { state: string }[] }>(await author.get('/submissions'));
      return sent.every(({ state }) => state === 'scored');
    });
    await bodyOf(await host.post(`${round}/close`, { reason: 'It has run long enough' }));
    await until(async () => (await host.get(`${round}/leaderboard`)).ok());
    await until(async () => (await host.post(`${round}/reveal`)).ok());
    await visitor.goto(`/benchmarks/${slug}`);
    await visitor.getByRole('main').getByRole('link', { name: pseudonym.name }).first().click();
    await expect(visitor).toHaveURL(`/teams/${pseudonym.address}`);
    await expect(visitor.getByText('A pseudonym in this benchmark, until')).toBeVisible();
    await expect(visitor.getByText('Blind model')).toBeVisible();
    await expectAccessible(visitor);
    await expectNarrow(visitor);
    expect((await visitor.goto(`/teams/${team.address}`))?.status()).toBe(404);
    await captain.goto(`/teams/${team.address}`);
    await expect(captain.getByTestId('pseudonyms')).toContainText(`Blind ${unique}`);
  });

  await test.step('the people who run the benchmark see both names', async () => {
    const sheet = await (await host.get(`/benchmarks/${slug}/participants?format=csv`)).text();
    expect(sheet).toContain(`${pseudonym.address},${pseudonym.name},${team.name}`);
  });

  await test.step('no route, log, mail, stored object or dump of the scorer’s role has a word of the team', async () => {
    const place: Place = {
      ...{ slug, number: 1, submissionId, model: 'blind-model', team: pseudonym.address },
    };
    const archive = `/api/v1${round}/archive/files/archive.json`;
    const more = [archive, `/benchmarks/${slug}?q=Waldlaub`, `/benchmarks?q=Zilpzalp`];
    const paths = [...Object.values(routeTable).map(({ path }) => path(place)), ...more];
    const elsewhere = `elsewhere-${unique}`;
    await bodyOf(
      await rival.post('/benchmarks', {
        ...{ slug: elsewhere, title: 'Elsewhere', task: 'regression', metric: 'mae' },
      }),
    );
    const callers = {
      ...{ 'a visitor': null, 'a rival': await signInAs(`rival-${unique}@example.org`) },
      ...(await signInStaffOf(elsewhere)),
    };
    paths.push(...Object.values(routeTable).map(({ path }) => path({ ...place, slug: elsewhere })));
    const faults: string[] = [];
    for (const [caller, cookie] of Object.entries(callers))
      for (const format of [{}, { RSC: '1' }, { accept: 'text/csv' }] as Record<string, string>[])
        for (const path of new Set(paths)) {
          // The inbox of a site on loopback shows the mails of all people.
          if (path === '/inbox') continue;
          const response = await fetch(`${baseURL}${path}`, {
            headers: { 'accept-encoding': 'identity', ...format, ...(cookie && { cookie }) },
            redirect: 'manual',
          });
          const bytes = Buffer.from(await response.arrayBuffer());
          const head = Buffer.from(JSON.stringify([...response.headers]));
          for (const token of findTokens(Buffer.concat([head, bytes]), canaries))
            faults.push(`${path} says ${token} to ${caller}`);
        }
    expect(faults).toEqual([]);
    for (const folder of ['logs', 'objects'])
      expect(findTokensBelow(join(dataDir(), folder), canaries)).toEqual([]);
    expect(findTokensBelow('.next', canaries, (path) => path.includes('cache'))).toEqual([]);
    const sql = await openDatabase('superuser');
    const mails = await sql<{ mail: string }[]>`
      select row_to_json(m)::text as mail from inbox_mails m where recipient <> ${`author-${unique}@example.org`}`;
    for (const { mail } of mails) expect(findTokens(Buffer.from(mail), canaries)).toEqual([]);
    await sql.end();
    expect(await findInScorersDump(canaries, slug)).toEqual([]);
  });

  await test.step('on its date the name appears, the former address leads to it, and the archive stays', async () => {
    const sql = await openDatabase('superuser');
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update team_pseudonyms set ends_at = now() - interval '1 second' where slug = ${pseudonym.address}`;
    });
    await sql.end();
    await expect
      .poll(
        async () => {
          await visitor.goto(`/benchmarks/${slug}`);
          return visitor.getByRole('main').getByRole('link', { name: team.name }).count();
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    await visitor.goto(`/teams/${pseudonym.address}`);
    await expect(visitor).toHaveURL(`/teams/${team.address}`);
    await expect(visitor.getByText('Blind model')).toBeVisible();
    await expect(visitor.getByText('Rohrdommel')).toBeVisible();
    const archive = await (await apiOf(request, null).get(`${round}/archive/files/archive.json`)).text();
    expect(archive).toContain(pseudonym.name);
    expect(archive).not.toContain(team.name);
  });
  await context.close();
});

/**
 * Words of these in a column that the scorer's role may read. Of the names of teams, those in that benchmark: in another one the
 * team's own name is public.
 */
async function findInScorersDump(tokens: readonly string[], slug: string): Promise<string[]> {
  const sql = await openDatabase('superuser');
  try {
    const tables = await sql<{ name: string; columns: string }[]>`
      select c.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ') as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and has_schema_privilege('tidemark_scorer', n.oid, 'usage')
        and has_column_privilege('tidemark_scorer', c.oid, a.attnum, 'select')
      group by c.oid`;
    expect(tables.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const { name, columns } of tables) {
      const here =
        name === 'team_names'
          ? `where benchmark_id = (select benchmark_id from benchmarks where slug = '${slug}')`
          : '';
      const rows = await sql.unsafe(
        `select row_to_json(t)::text as row from (select ${columns} from ${name} ${here}) t`,
      );
      if (here) expect(rows.length).toBeGreaterThan(0);
      for (const { row } of rows)
        found.push(...findTokens(Buffer.from(row), tokens).map((token) => `${name} has ${token}`));
    }
    return found;
  } finally {
    await sql.end();
  }
}
