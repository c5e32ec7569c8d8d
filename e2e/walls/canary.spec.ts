import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { expect, test } from '../fixtures';
import { apiOf, bodyOf, bringRound, createToken, dataDir, until } from '../site';
import { echo, inputBenchmark, inputCanaries, inputTestSet, quoter, slowEcho } from './canary-inputs';
import { giveRole, openDatabase, signInAs } from './database';
import { listProcessWords } from './list-process-words';
import { type Audience, audiences, type Place, routeTable, serverRoutes } from './route-table';
import { findTokens, findTokensBelow } from './search-traces';

/**
 * Unique labels: the hidden round's numbers, unordered so that none reveals the next, and a wrong class in a draft with an error.
 */
const labels = Array.from({ length: 40 }, (_, i) => i)
  .sort((a, b) => mixBits(a + 1) - mixBits(b + 1))
  .map((place) => `48151.62342${1000 + 37 * place}`);
const wrongLabel = 'kanarienvogel_7421';
/** Reference texts, two an item; and the inputs of a round that hasn't opened. */
const answers = Array.from({ length: 12 }, (_, i) => [
  `zaunkönig ${3511 + 71 * ((i * 5) % 12)} zwitschert`,
  `girlitz_${8209 + 53 * ((i * 7) % 12)}`,
]);
const questions = answers.map((_, i) => `wessen feder ${6007 + 89 * ((i * 5) % 12)} ist das`);
/** Values of a slice column, of few items each: hidden until the reveal. */
const slices = Array.from({ length: 4 }, (_, i) => `uferschnepfe_${i}517`);
const canaries = [...labels, ...slices, wrongLabel, ...answers.flat(), ...questions, ...inputCanaries];

const slug = 'canary-numbers';
const textSlug = 'canary-texts';
const inputSlug = 'canary-inputs';
const draftSlug = 'canary-draft';
let place: Place;
let textPlace: Place;
let inputPlace: Place;
const tokens: Record<Audience, string | null> = {
  visitor: null,
  other: null,
  owner: null,
  auditor: null,
  maintainer: null,
};

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ request }) => {
  tokens.maintainer = await createToken('canary-maintainer@example.org', 'Canary Maintainer');
  tokens.owner = await createToken('canary-owner@example.org', 'Canary Owner');
  tokens.other = await createToken('canary-other@example.org', 'Canary Other');
  tokens.auditor = await createToken('canary-auditor@example.org', 'Canary Auditor');
  const maintainer = apiOf(request, tokens.maintainer);
  // The other person maintains one benchmark and audits another, which opens no door to these.
  for (const [by, elsewhere] of [
    [tokens.other, 'elsewhere-maintained'],
    [tokens.maintainer, 'elsewhere-audited'],
  ] as const)
    await bodyOf(
      await apiOf(request, by).post('/benchmarks', {
        ...{ slug: elsewhere, title: 'Elsewhere', task: 'regression', metric: 'mae' },
      }),
    );
  await giveRole('canary-other@example.org', 'auditor', 'elsewhere-audited');
  place = await openCanaryRound(request, {
    benchmark: { slug, title: 'Canary numbers', task: 'regression', metric: 'mae' },
    testSet: `id,x,slice_bird,label\n${labels.map((label, i) => `item${i},${i},${slices[i % 4]},${label}`).join('\n')}\n`,
    file: `id,prediction\n${labels.map((_, i) => `item${i},${i}`).join('\n')}\n`,
  });
  const formatTexts = (name: string, askOf: (i: number) => string) =>
    answers.map((label, i) => JSON.stringify({ id: `${name}${i}`, input: askOf(i), label })).join('\n');
  textPlace = await openCanaryRound(request, {
    benchmark: { slug: textSlug, title: 'Canary texts', task: 'text', metric: 'exact_match' },
    testSet: formatTexts('text', (i) => `What bird is number ${i}?`),
    file: `id,prediction\n${answers.map((_, i) => `text${i},bird ${i}`).join('\n')}\n`,
  });
  await sealCanaryRound(
    request,
    textSlug,
    formatTexts('late', (i) => questions[i]!),
  );

  inputPlace = await openCanaryRound(request, {
    benchmark: { slug: inputSlug, title: 'Canary inputs', ...inputBenchmark },
    testSet: inputTestSet,
    metadata: { kind: 'onnx' },
    file: echo,
  });

  await bodyOf(
    await maintainer.post('/benchmarks', {
      slug: draftSlug,
      title: 'Canary draft',
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
    }),
  );
  await bodyOf(
    await maintainer.upload(
      `/benchmarks/${draftSlug}/rounds`,
      'test_set',
      { title: 'Draft' },
      `id,x,label\na,1,yes\nb,2,${wrongLabel}\nc,3,${wrongLabel},too,many\n`,
    ),
  );
});

/** A benchmark with an open round that the owner has submitted to. */
async function openCanaryRound(
  request: APIRequestContext,
  {
    benchmark,
    testSet,
    metadata = {},
    file,
  }: {
    benchmark: { slug: string } & Record<string, unknown>;
    testSet: string;
    metadata?: object;
    file: string | Uint8Array;
  },
): Promise<Place> {
  const [maintainer, owner] = [apiOf(request, tokens.maintainer), apiOf(request, tokens.owner)];
  const { slug } = benchmark;
  await bodyOf(
    await maintainer.post('/benchmarks', { ...benchmark, feedback_policy: 'exact', feedback_share: 0.5 }),
  );
  await giveRole('canary-auditor@example.org', 'auditor', slug);
  const number = await sealCanaryRound(request, slug, testSet);
  await bringRound(maintainer, `/benchmarks/${slug}/rounds/${number}`, 'open');
  const { id } = await bodyOf<{ id: string }>(
    await owner.upload(
      `/benchmarks/${slug}/submissions`,
      'file',
      { ...metadata, model: 'Canary model' },
      file,
    ),
  );
  await until(
    async () => (await bodyOf<{ state: string }>(await owner.get(`/submissions/${id}`))).state === 'scored',
  );
  const ranking = `/benchmarks/${slug}/rounds/${number}/leaderboard`;
  let team = '';
  await until(async () => {
    const response = await owner.get(ranking);
    if (!response.ok()) return false;
    const { entries } = await bodyOf<{ entries: { team_slug: string }[] }>(response);
    team = entries[0]?.team_slug ?? '';
    return entries.length === 1;
  });
  return { slug, number, submissionId: id, model: 'canary-model', team };
}

/** Seals a round with canary labels. @returns its number */
async function sealCanaryRound(request: APIRequestContext, slug: string, testSet: string): Promise<number> {
  const maintainer = apiOf(request, tokens.maintainer);
  const { number } = await bodyOf<{ number: number }>(
    await maintainer.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'Hidden' }, testSet),
  );
  await bringRound(maintainer, `/benchmarks/${slug}/rounds/${number}`, 'seal');
  return number;
}

test('the search finds a canary in each of its encodings', () => {
  const double = Buffer.alloc(8);
  double.writeDoubleLE(Number(labels[3]));
  for (const planted of [
    Buffer.from(`x ${labels[3]} y`),
    double,
    Buffer.from(Buffer.from(`${labels[3]}`).toString('hex')),
  ])
    expect(findTokens(Buffer.concat([Buffer.from('before'), planted]), canaries)).toEqual([labels[3]]);
  for (const text of [...answers[5]!, questions[5]!])
    expect(findTokens(Buffer.from(JSON.stringify({ of: [text] })), canaries)).toEqual([text]);
  const [a, b] = inputCanaries;
  const fed = Buffer.from(Float32Array.of(7, Number(a), Number(b), 7).buffer);
  expect(findTokens(fed, canaries)).toEqual([`${a} ${b}`]);
  expect(findTokens(Buffer.from('nothing to see'), canaries)).toEqual([]);
});

test('every route of the build has a row in the table of responses by role and route', () => {
  const manifest: Record<string, string> = JSON.parse(
    readFileSync(join('.next', 'app-path-routes-manifest.json'), 'utf8'),
  );
  // Static files of the site, which are sent unchanged.
  const icons = ['/apple-icon.png', '/favicon.ico', '/icon.svg'];
  expect(
    [...Object.values(manifest), ...serverRoutes].filter((route) => !icons.includes(route)).sort(),
  ).toEqual(Object.keys(routeTable).sort());
});

test('/metrics names no benchmark, and responds to a request by a proxy as to a missing page', async ({
  baseURL,
}) => {
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${baseURL}${path}`, { headers: { ...asItIs, ...headers } });
    // A missing page differs from request to request in its nonces and its own address.
    const text = (await response.text()).replaceAll(/nonce="[^"]+"|nothing-here|metrics/g, '');
    return { status: response.status, type: response.headers.get('content-type'), text };
  };
  const { status, text } = await read('/metrics');
  expect(status).toBe(200);
  expect(text).toContain('tidemark_queue_jobs{queue="scores",state="waiting"}');
  expect(text).not.toMatch(/canary|[0-9a-f]{8}-[0-9a-f]{4}-|@/i);
  const forwarded = { 'x-forwarded-for': '192.0.2.7' };
  const hidden = await read('/metrics', forwarded);
  const missing = await read('/nothing-here', forwarded);
  expect([hidden.status, hidden.type]).toEqual([404, missing.type]);
  expect(Math.abs(hidden.text.length - missing.text.length)).toBeLessThan(100);
});

/** Requests a page as HTML, as the payload of a client's navigation, and as a table. */
const headerSets: Record<string, string>[] = [{}, { RSC: '1' }, { accept: 'text/csv' }];
/** Compressed responses have to be decompressed before the search. */
const asItIs = { 'accept-encoding': 'identity' };

/** Addresses requested by each audience while the rounds were in their first states. */
const walked: Record<Audience, Set<string>> = {
  visitor: new Set(),
  other: new Set(),
  owner: new Set(),
  auditor: new Set(),
  maintainer: new Set(),
};

/**
 * Requests every route, except addresses that were requested already.
 * @param hasTableStatus true if the round is of the table's kind: hidden, open, with a submission
 * @param walkedBefore by this audience since the last change of a round
 */
async function walkRoutes(
  audience: Audience,
  site: string | undefined,
  place: Place,
  { hasTableStatus = true, walkedBefore = new Set<string>() } = {},
): Promise<void> {
  const cookie = await sessionCookieOf(audience);
  const payloadsMin = walkedBefore.size === 0 ? 20 : 5;
  let payloadCount = 0;
  // Thousands of responses: one assertion over all faults, since Playwright records each `expect` as a step.
  const faults: string[] = [];
  for (const [route, { path, status }] of Object.entries(routeTable)) {
    const plain = path(place);
    if (walkedBefore.has(plain)) continue;
    walkedBefore.add(plain);
    const fetchOnce = async (headers: Record<string, string>) => {
      // Next redirects a payload's request without this parameter.
      const address = 'RSC' in headers ? `${plain}${plain.includes('?') ? '&' : '?'}_rsc` : plain;
      const response = await fetch(`${site}${address}`, {
        headers: { ...asItIs, ...headers, ...(cookie ? { cookie } : {}) },
        redirect: 'manual',
      });
      const body = Buffer.from(await response.arrayBuffer());
      const head = Buffer.from(JSON.stringify([...response.headers]));
      for (const token of findTokens(body, canaries)) faults.push(`${route} says ${token}`);
      for (const token of findTokens(head, canaries)) faults.push(`a header of ${route} says ${token}`);
      if (response.headers.get('content-type')?.startsWith('text/x-component')) payloadCount++;
      if (hasTableStatus && !('RSC' in headers) && ![status[audience]].flat().includes(response.status))
        faults.push(`${route} responds ${response.status}, the table says ${status[audience]}`);
    };
    await Promise.all(headerSets.map(fetchOnce));
  }
  expect(faults, `as ${audience}`).toEqual([]);
  expect(payloadCount).toBeGreaterThan(payloadsMin);
}

for (const audience of audiences) {
  test(`every route responds to the ${audience} as the table says, and never with a hidden label`, async ({
    baseURL,
  }) => {
    await walkRoutes(audience, baseURL, place, { walkedBefore: walked[audience] });
  });

  test(`every route gives the ${audience} no text prediction, nor anything of a sealed round of texts`, async ({
    baseURL,
  }) => {
    const walkedBefore = walked[audience];
    await walkRoutes(audience, baseURL, textPlace, { walkedBefore });
    const sealed = { ...textPlace, number: textPlace.number + 1 };
    await walkRoutes(audience, baseURL, sealed, { hasTableStatus: false, walkedBefore });
  });

  test(`every route gives the ${audience} no hidden input, also where a model predicts it`, async ({
    baseURL,
  }) => {
    await walkRoutes(audience, baseURL, inputPlace, {
      hasTableStatus: false,
      walkedBefore: walked[audience],
    });
  });
}

test('a model that runs on hidden inputs leaks none by failing, nor by its processes while it runs', async ({
  request,
}) => {
  const owner = apiOf(request, tokens.owner);
  const send = async (version: string, file: Uint8Array) => {
    const metadata = { kind: 'onnx', model: 'Canary model', version };
    const path = `/benchmarks/${inputSlug}/submissions`;
    return (await bodyOf<{ id: string }>(await owner.upload(path, 'file', metadata, file))).id;
  };
  const read = async (id: string) =>
    bodyOf<{ state: string; code: string | null }>(await owner.get(`/submissions/${id}`));
  const failing = await send('quoter', quoter);
  await until(async () => (await read(failing)).state === 'rejected');
  expect((await read(failing)).code).toBe('model_failed');
  for (const path of [`/submissions/${failing}`, '/submissions'])
    expect(findTokens(await (await owner.get(path)).body(), canaries), path).toEqual([]);

  const slow = await send('slow', slowEcho);
  let runsSeen = 0;
  await until(async () => {
    const processes = listProcessWords();
    if (processes.some(({ words }) => words.includes('run-child'))) runsSeen++;
    for (const { words, environment } of processes)
      expect(findTokens(Buffer.concat([words, environment]), canaries)).toEqual([]);
    return (await read(slow)).state === 'scored';
  });
  expect(runsSeen).toBeGreaterThan(3);
});

test('the maintainer of a faulty draft gets the lines of the faults, not the labels', async ({
  playwright,
  baseURL,
}) => {
  const context = await playwright.request.newContext({ baseURL });
  const cookie = (await sessionCookieOf('maintainer')) ?? '';
  const page = await until(async () => {
    const text = await (await context.get(`/maintain/${draftSlug}`, { headers: { cookie } })).text();
    return /is not a class of this benchmark/i.test(text) ? text : undefined;
  });
  expect(findTokens(Buffer.from(page), canaries)).toEqual([]);
  await context.dispose();
});

test('the API gives a draft and its check report to its maintainers alone, without a label', async ({
  request,
}) => {
  const path = `/api/v1/benchmarks/${draftSlug}/rounds/1`;
  for (const audience of ['visitor', 'other', 'owner', 'auditor'] as const) {
    const token = tokens[audience];
    const response = await request.get(path, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    expect(response.status(), audience).toBe(404);
  }
  const response = await request.get(path, { headers: { authorization: `Bearer ${tokens.maintainer}` } });
  expect(response.headers()['cache-control']).toBe('private, no-store');
  expect(await response.json()).toMatchObject({
    state: 'draft',
    check: { problem_count: expect.any(Number) },
  });
  expect(findTokens(await response.body(), canaries)).toEqual([]);
});

test('error messages quote no label: a submission file, a wrong state, a malformed request', async ({
  request,
}) => {
  const owner = apiOf(request, tokens.owner);
  const maintainer = apiOf(request, tokens.maintainer);
  const refusals = [
    await owner.upload(
      `/benchmarks/${slug}/submissions?dry_run=true`,
      'file',
      {},
      'id,prediction\nitem0,x\n',
    ),
    await owner.upload(`/benchmarks/${slug}/submissions`, 'file', { model: '' }, 'id;prediction\n'),
    await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/seal`),
    await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/open`),
    await owner.post(`/benchmarks/${slug}/rounds/${place.number}/close`, { reason: 'A guess' }),
    await maintainer.post(`/benchmarks/${draftSlug}/rounds/1/seal`),
    await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/reveal`),
    await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/errata`, {
      corrections: [{ id: 'item0', to: 1 }],
      reason: 'A guess',
    }),
    await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/leak-reports`, { text: 'short' }),
    await owner.upload(
      `/benchmarks/${textSlug}/submissions?dry_run=true`,
      'file',
      {},
      'id,prediction\ntext0,x\n',
    ),
    await maintainer.post(`/benchmarks/${textSlug}/rounds/2/reveal`),
  ];
  for (const response of refusals) {
    expect(response.status()).toBeGreaterThanOrEqual(400);
    expect(findTokens(await response.body(), canaries)).toEqual([]);
  }
});

test('a frozen round and a closed unrevealed one leak no label to any role', async ({ baseURL, request }) => {
  const maintainer = apiOf(request, tokens.maintainer);
  const act = async (action: string, body: object = {}) =>
    bodyOf(await maintainer.post(`/benchmarks/${slug}/rounds/${place.number}/${action}`, body));
  await bodyOf(
    await apiOf(request, null).post(`/benchmarks/${slug}/rounds/${place.number}/leak-reports`, {
      text: 'Somebody has the numbers, they say.',
    }),
  );
  await act('freeze', { reason: 'Somebody may have the numbers' });
  for (const audience of audiences) await walkRoutes(audience, baseURL, place);
  await act('unfreeze');
  await act('close', { reason: 'It has run long enough' });
  const ranking = `/benchmarks/${slug}/rounds/${place.number}/leaderboard`;
  await until(async () => (await maintainer.get(ranking)).ok());
  for (const audience of audiences) await walkRoutes(audience, baseURL, place);
});

test('logs, the build, the object store and a dump by the web role contain no hidden label', async () => {
  expect(findTokensBelow('.next', canaries, (path) => path.includes('cache'))).toEqual([]);
  expect(findTokensBelow(join(dataDir(), 'logs'), canaries)).toEqual([]);
  expect(findTokensBelow(join(dataDir(), 'objects'), canaries)).toEqual([]);
  const sql = await openDatabase('web');
  try {
    const tables =
      await sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
          and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const rows = await sql.unsafe(`select row_to_json(t)::text as row from ${name} t`);
      for (const { row } of rows) expect(findTokens(Buffer.from(row), canaries), name).toEqual([]);
    }
    await expect(sql`select * from hidden.item_outcomes`).rejects.toThrow(/permission denied/);
  } finally {
    await sql.end();
  }
});

test('a reveal publishes hidden inputs with the labels, just as it publishes public inputs', async ({
  request,
}) => {
  const maintainer = apiOf(request, tokens.maintainer);
  const round = `/benchmarks/${inputSlug}/rounds/${inputPlace.number}`;
  await bodyOf(await maintainer.post(`${round}/close`, { reason: 'It has run long enough' }));
  await until(async () => (await maintainer.post(`${round}/reveal`)).ok());
  const items = await until(async () => {
    const response = await apiOf(request, null).get(`${round}/archive/files/items.csv`);
    return response.ok() && response.body();
  });
  // No archive contains whole items as model inputs, nor a runtime's messages.
  const asTexts = inputCanaries.filter((token) => /^[\d.]+$/.test(token));
  expect(findTokens(items, asTexts)).toEqual(asTexts);
});

async function sessionCookieOf(audience: Audience): Promise<string | null> {
  return audience === 'visitor' ? null : signInAs(`canary-${audience}@example.org`);
}
