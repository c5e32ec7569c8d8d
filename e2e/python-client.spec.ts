import { mixBits } from '@/lib/core/round/checks/hash-text';
import { findPython, noPython } from '@/testing/find-python';
import { runProgram } from '@/testing/run-program';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken, until } from './site';

const slug = 'python-client';

/** Enough items for an archive of many times 64 kB. */
const itemCount = 3_000;

/** An odd weight is ripe, apart from every seventh item. */
const makeTestSet = (round: number) =>
  `id,weight,label\n${Array.from({ length: itemCount }, (_, i) => {
    const weight = 100 + (mixBits(i * 10 + round) % 900);
    const isRipe = (weight % 2 === 1) !== (i % 7 === 0);
    return `r${round}-${mixBits(i + 1).toString(36)}-${i},${weight},${isRipe ? 'ripe' : 'green'}`;
  }).join('\n')}\n`;

test('the Python client downloads, submits and verifies on this site; cut connections lose no byte and make one submission', async ({
  request,
  baseURL,
  page,
}) => {
  test.setTimeout(900_000);
  const maintainer = apiOf(request, await createToken('python-host@example.org', 'host'));
  const api = `/benchmarks/${slug}`;

  await test.step('the benchmark has a revealed and an open round', async () => {
    await bodyOf(
      await maintainer.post('/benchmarks', {
        ...{ slug, title: 'Ripe by weight', task: 'binary', classes: ['green', 'ripe'], metric: 'accuracy' },
        ...{ feedback_policy: 'exact', feedback_share: 0.3, quota_per_day: 2, quota_per_round: 20 },
      }),
    );
    for (const number of [1, 2]) {
      const round = `${api}/rounds/${number}`;
      await bodyOf(
        await maintainer.upload(
          `${api}/rounds`,
          'test_set',
          { title: `Round ${number}` },
          makeTestSet(number),
        ),
      );
      await bringRound(maintainer, round, 'seal');
      await bringRound(maintainer, round, 'open');
      if (number === 1) {
        await bodyOf(await maintainer.post(`${round}/close`, { reason: 'Its time is over.' }));
        await until(async () => (await maintainer.get(`${round}/leaderboard`)).ok());
        await until(async () => (await maintainer.post(`${round}/reveal`)).ok());
        await until(
          async () => (await bodyOf<{ state: string }>(await maintainer.get(round))).state === 'revealed',
        );
      }
    }
  });

  await test.step('the page gives the install line of a wheel that pip can check', async () => {
    await page.goto('/submit');
    await page.getByRole('link', { name: 'Python client' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Python client');
    const [, address, hash] =
      /pip install "(\S+\.whl)#sha256=([0-9a-f]{64})"/.exec(
        (await page.getByTestId('install').textContent()) ?? '',
      ) ?? [];
    const wheel = await request.get(address!);
    expect(wheel.headers().etag).toBe(`"${hash}"`);
  });

  const python = await findPython();
  test.skip(python === undefined, noPython);
  const names = Array.from({ length: 16 }, (_, i) => `python-${i}@example.org`);
  const tokens = await Promise.all(names.map((email) => createToken(email, 'client')));
  const { exitCode, output } = await runProgram(
    python!,
    [
      '-B',
      '-m',
      'unittest',
      'discover',
      '-s',
      'clients/python',
      '-t',
      'clients/python',
      '-p',
      'test_site.py',
    ],
    {
      environment: {
        TIDEMARK_TEST_SITE: baseURL!,
        TIDEMARK_TEST_BENCHMARK: slug,
        TIDEMARK_TEST_TOKENS: tokens.join(','),
      },
      timeoutMs: 600_000,
    },
  );
  expect(exitCode, output).toBe(0);
});
