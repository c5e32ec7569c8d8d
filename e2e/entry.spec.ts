import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { APIRequestContext } from '@playwright/test';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { expectAccessible } from './expect-accessible';
import { expect, signIn, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken, dataDir } from './site';
import { openDatabase, signInStaffOf } from './walls/database';
import { routeTable } from './walls/route-table';
import { findTokens, findTokensBelow } from './walls/search-traces';

const run = promisify(execFile);

/**
 * In the title, texts and address of the private benchmark, and in the names of a model and of its team, and nowhere else on the
 * site.
 */
const canaries = ['Xylocopa', 'xylocopa-course', 'Bombylius', 'Anthidium', 'Osmia'];

const items = makeBinaryItems(60);
const testSet = formatTestSet(items);
const predictions = formatPredictions(items.ids, (i) => (i % 2 ? 'yes' : 'no'));

let slug = '';

test.describe.configure({ mode: 'serial' });

async function hostPrivateBenchmark(request: APIRequestContext): Promise<void> {
  const host = apiOf(request, await createToken('teacher@example.org', 'host'));
  const created = await bodyOf<{ slug: string }>(
    await host.post('/benchmarks', {
      ...{ slug: 'xylocopa-course', title: 'Xylocopa, a course', visibility: 'private' },
      ...{ task: 'binary', classes: ['no', 'yes'], metric: 'accuracy', feedback_share: 0.5 },
      ...{ description: 'About Bombylius.', rules: 'Work **alone**. Bombylius.', feedback_policy: 'exact' },
    }),
  );
  slug = created.slug;
  expect(slug).toMatch(/^xylocopa-course-[a-z0-9]{8}$/);
  const rounds = `/benchmarks/${slug}/rounds`;
  await bodyOf(await host.upload(rounds, 'test_set', { title: 'Xylocopa week' }, testSet));
  await bringRound(host, `${rounds}/1`, 'seal');
  await bringRound(host, `${rounds}/1`, 'open');
}

test('a class enters a private benchmark by its code, accepts the rules and submits', async ({
  browser,
  baseURL,
  request,
  page: student,
}) => {
  await hostPrivateBenchmark(request);
  const context = await browser.newContext({ baseURL });
  const teacher = await context.newPage();
  await signIn(teacher, 'teacher@example.org');
  await teacher.goto(`/maintain/${slug}/entry`);
  await expect(teacher.getByText('This benchmark is private')).toBeVisible();
  await teacher.getByRole('button', { name: 'Make a class code' }).click();
  const code = (await teacher.getByRole('status').locator('b').textContent()) ?? '';
  expect(code).toMatch(/^[0-9a-z]{5}-[0-9a-z]{5}$/);
  await expectAccessible(teacher);

  await test.step('a student enters by the code, however it is typed', async () => {
    await signIn(student, 'student@example.org');
    const token = await createToken('student@example.org', 'student');
    const { teams } = await bodyOf<{ teams: { slug: string }[] }>(await apiOf(request, token).get('/me'));
    const headers = { authorization: `Bearer ${token}` };
    await bodyOf(
      await request.patch(`/api/v1/teams/${teams[0]?.slug}`, { headers, data: { name: 'Osmia lab' } }),
    );
    expect((await student.goto(`/benchmarks/${slug}`))?.status()).toBe(404);
    await student.goto('/enter');
    await expectAccessible(student);
    await student.getByLabel('Class code').fill('00000-00000');
    await student.getByRole('button', { name: 'Enter' }).click();
    await expect(student.getByTestId('field-fault')).toContainText('No benchmark has this class code');
    await student.getByLabel('Class code').fill(code.toUpperCase().replace('-', ' '));
    await student.getByRole('button', { name: 'Enter' }).click();
    await expect(student).toHaveURL(`/benchmarks/${slug}`);
    await expect(student.getByRole('heading', { level: 1 })).toHaveText('Xylocopa, a course');
  });

  await test.step('the submission waits for the rules, and its receipt has their version and hash', async () => {
    await student.goto(`/benchmarks/${slug}/rules`);
    await expect(student.getByTestId('acceptance')).toContainText('Accept version 1');
    await student.goto(`/benchmarks/${slug}/submit`);
    await student
      .locator('input[type=file]')
      .setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(predictions) });
    await student.getByLabel('Name').fill('Anthidium model');
    const submit = student.getByRole('button', { name: /^Submit \(uses/ });
    await expect(student.getByText('Accept the rules to submit.')).toBeVisible();
    await expect(submit).toBeDisabled();
    await student.getByLabel(/I have read version 1 of the rules/).check();
    await submit.click();
    await expect(student.getByTestId('receipt')).toContainText('Rules 1');
    await student.goto(`/benchmarks/${slug}/rules`);
    await expect(student.getByTestId('acceptance')).toContainText('You accepted version 1');
    await expectAccessible(student);
  });

  await test.step('the teacher sees who has entered', async () => {
    await teacher.goto(`/maintain/${slug}/entry`);
    await expect(teacher.getByRole('table')).toContainText('student@example.org');
    await expect(teacher.getByRole('table')).toContainText('entered, by class code');
  });
  await context.close();
});

test('a stranger, also with a role in another benchmark, gets the responses of a missing benchmark everywhere, and no word of the private one', async ({
  browser,
  baseURL,
  request,
}) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, 'stranger@example.org');
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const missing = slug.replace(/^xylocopa/, 'absentes').replace(/.{8}$/, '00000000');
  expect(missing).toHaveLength(slug.length);
  const elsewhere = 'elsewhere-course';
  const rival = apiOf(request, await createToken('rival-teacher@example.org', 'rival'));
  await bodyOf(
    await rival.post('/benchmarks', {
      ...{ slug: elsewhere, title: 'Elsewhere', task: 'regression', metric: 'mae' },
    }),
  );
  const staff = Object.values(await signInStaffOf(elsewhere));
  const faults: string[] = [];
  let comparedCount = 0;
  for (const headers of [{}, ...[cookie, ...staff].map((one) => ({ cookie: one }))] as Record<
    string,
    string
  >[])
    for (const format of [{}, { RSC: '1' }, { accept: 'text/csv' }] as Record<string, string>[]) {
      const read = (path: string) => readPlainly(`${baseURL}${path}`, { ...headers, ...format });
      for (const [route, { path }] of Object.entries(routeTable)) {
        const pathOf = (of: string) =>
          path({ slug: of, number: 1, submissionId: crypto.randomUUID(), model: 'a-model', team: 'a-team' });
        const own = await read(pathOf(slug));
        // The inbox of a site on loopback shows the mails of all people.
        if (route === '/inbox') continue;
        if (findTokens(own.bytes, canaries).some((token) => !pathOf(slug).includes(token)))
          faults.push(`${route} says a word of the private benchmark`);
        if (pathOf(slug) === pathOf(missing)) continue;
        comparedCount++;
        const other = await read(pathOf(missing));
        const [mine, theirs] = [own.text.replaceAll(slug, '…'), other.text.replaceAll(missing, '…')];
        if (mine !== theirs) faults.push(`${route} differs: ${describeDifference(mine, theirs)}`);
      }
    }
  expect(faults).toEqual([]);
  expect(comparedCount).toBeGreaterThan(400);
  expect(findTokensBelow(join(dataDir(), 'logs'), canaries)).toEqual([]);
  const sql = await openDatabase('superuser');
  const mails = await sql<{ mail: string }[]>`
    select row_to_json(m)::text as mail from inbox_mails m
    where recipient not in ('teacher@example.org', 'student@example.org')`;
  await sql.end();
  for (const { mail } of mails) expect(findTokens(Buffer.from(mail), canaries)).toEqual([]);
  await context.close();
});

/** Status, headers and body, without what differs between any two requests. */
async function readPlainly(url: string, headers: Record<string, string>) {
  const response = await fetch(url, {
    headers: { 'accept-encoding': 'identity', ...headers },
    redirect: 'manual',
  });
  const body = Buffer.from(await response.arrayBuffer());
  const head = [...response.headers].filter(([name]) => !/^(?:date|etag|x-request-id)$/.test(name));
  const text = `${response.status} ${JSON.stringify(head)}\n${body.toString()}`
    .replaceAll(/nonce(?:=\\?"|-)[\w+/=-]+/g, 'nonce')
    .replaceAll(/nonce[\\"]+:[\\"]+[\w+/=]+/g, 'nonce')
    .replaceAll(/"request_id":"[^"]+"/g, 'request_id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d:\d\d UTC/g, 'time')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'id');
  return { bytes: Buffer.concat([Buffer.from(JSON.stringify(head)), body]), text };
}

function describeDifference(first: string, second: string): string {
  const at = [...first].findIndex((char, i) => char !== second[i]);
  return `${JSON.stringify(first.slice(Math.max(0, at - 60), at + 60))} against ${JSON.stringify(second.slice(Math.max(0, at - 60), at + 60))}`;
}

test('the commands of docs/teaching.md make a private course, which a student enters', async ({
  baseURL,
}) => {
  const blocks = [...readFileSync('docs/teaching.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-teaching-'));
  try {
    const { stdout } = await run('bash', ['-euc', blocks.map(([, text]) => text).join('\necho\n')], {
      cwd: folder,
      env: {
        ...process.env,
        SITE: baseURL,
        TOKEN: await createToken('docs-teacher@example.org', 'host'),
        STUDENT_TOKEN: await createToken('docs-student@example.org', 'student'),
      },
    });
    expect(stdout).toContain('{"count":2}');
    expect(stdout).toMatch(/\{"benchmark":"course-[a-z0-9]{8}","title":"Our course"\}/);
    expect(stdout).toContain('"version":1,"sha256":"');
    expect(stdout).not.toContain('"code"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
