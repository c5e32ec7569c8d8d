import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, createToken, until } from './site';

type Entry = { model: string; score: number };
type Practice = { round: number; state: string; score: number | null; leader: Entry }[];

const slug = 'late-flights-2001';

test('a model submitted to the demo gets practice scores equal to the official scores of the same file', async ({
  request,
  researcher,
}) => {
  const api = apiOf(request, await createToken('researcher@example.org', 'submit'));
  const file = await readFile('demo/onnx/models/late-flights-logistic.onnx');
  const metadata = { kind: 'onnx', model: 'Logistic, practised', version: '1', rules_version: 1 };
  const sent = await bodyOf<{ id: string }>(
    await api.upload(`/benchmarks/${slug}/submissions`, 'file', metadata, file, {
      'idempotency-key': 'practice-journey',
    }),
  );
  await researcher.goto(`/submissions/${sent.id}`);
  const table = researcher.getByTestId('practice');
  const practice = await until(async () => {
    const { practice } = await bodyOf<{ practice: Practice }>(await api.get(`/submissions/${sent.id}`));
    return practice.length > 0 && practice.every(({ state }) => state !== 'queued') && practice;
  });
  expect(practice.map(({ round, state }) => [round, state])).toEqual([
    [2, 'scored'],
    [1, 'scored'],
  ]);
  // The demo submitted the same file in the first round, and it was evaluated automatically in the second.
  for (const { round, score, leader } of practice) {
    const { entries } = await bodyOf<{ entries: Entry[] }>(
      await api.get(`/benchmarks/${slug}/rounds/${round}/leaderboard`),
    );
    expect(score).toBe(entries.find(({ model }) => model === 'Logistic regression')?.score);
    expect(leader).toEqual({ model: entries[0]?.model, score: entries[0]?.score });
  }
  // The page was open before the scores existed, and updates without a reload.
  await expect(table.getByRole('row')).toHaveCount(practice.length + 1);
  await expect(table.getByText('waits for the scorer')).toHaveCount(0, { timeout: 45_000 });
  // Other journeys use the demo's open round.
  await bodyOf(await api.post(`/submissions/${sent.id}/withdraw`));
});

test('the Data tab lists files with their sizes and columns, and the demo has training data for both benchmarks', async ({
  page,
  request,
}) => {
  await page.goto('/benchmarks/late-flights-2001/data');
  const files = page.getByTestId('training');
  for (const name of ['train.csv', 'inputs of', 'sample-submission.csv'])
    await expect(files.getByRole('row').filter({ hasText: name })).toContainText(/\d [kM]B/);
  await expect(page.getByTestId('corrected')).toContainText('train.csv has the labels');
  await expect(page.getByRole('row').filter({ hasText: 'hour' }).first()).toContainText('a number, ');
  for (const [slug, header] of [
    ['late-flights-2001', 'id,date,hour,distance,origin,destination,label'],
    ['how-late', 'id,hour,weekday,month,distance,origin,destination,label'],
  ]) {
    const response = await request.get(`/demo/${slug}-january-2001.csv`);
    expect((await response.text()).split('\n')[0]).toBe(header);
  }
});

test('training data has the columns of the inputs and every revealed round, and the sample submission is valid', async ({
  request,
}) => {
  const benchmark = '/api/v1/benchmarks/late-flights-2001';
  const read = async (path: string) => {
    const response = await request.get(benchmark + path);
    expect(response.ok()).toBe(true);
    return { text: await response.text(), etag: response.headers().etag ?? '' };
  };
  const [training, inputs, sample] = [
    await read('/training-data'),
    await read('/rounds/4/inputs'),
    await read('/rounds/4/sample-submission'),
  ];
  const [header, ...rows] = training.text.trimEnd().split('\n');
  expect(header).toBe(`${inputs.text.split('\n')[0]},label,round`);
  const byItself = await read('/rounds/2/archive/files/train.csv');
  expect(rows.filter((row) => row.endsWith(',2'))).toEqual(byItself.text.trimEnd().split('\n').slice(1));
  expect([...new Set(rows.map((row) => row.split(',').at(-1)))]).toEqual(['1', '2']);
  const again = await request.get(`${benchmark}/training-data`, {
    headers: { 'if-none-match': training.etag },
  });
  expect(again.status()).toBe(304);
  // A download continues on either side of the place where the first round's file ends.
  const firstEnd = (await read('/rounds/1/archive/files/train.csv')).text.length;
  for (const first of [10, firstEnd - 1, firstEnd, firstEnd + 5, training.text.length - 1]) {
    const rest = await request.get(`${benchmark}/training-data`, { headers: { range: `bytes=${first}-` } });
    expect([rest.status(), await rest.text()]).toEqual([206, training.text.slice(first)]);
  }

  const api = apiOf(request, await createToken('sample@example.org', 'submit'));
  const valid = await api.upload(
    '/benchmarks/late-flights-2001/submissions?dry_run=true',
    'file',
    { model: 'Sample', version: '1' },
    sample.text,
  );
  expect(await bodyOf(valid)).toMatchObject({
    valid: true,
    row_count: inputs.text.trimEnd().split('\n').length - 1,
  });
});
