import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPythonWith, noPackages } from '@/testing/find-python';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, createToken } from './site';

const run = promisify(execFile);

const hasTools = () =>
  run('bash', ['-c', 'command -v curl && command -v python3']).then(
    () => true,
    () => false,
  );

test('a visitor finds a quick start, whose commands submit a file and read its feedback without changes', async ({
  page,
  baseURL,
}) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Submit' }).click();
  await expect(page).toHaveURL('/submit');
  await expect(page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]')).toHaveText('Submit');
  const commands = await page.getByTestId('command').locator('code').allTextContents();
  const [token, download, predict, name, check, send, readFeedback] = commands;
  expect(token).toBe('export TIDEMARK_TOKEN=tdm_…');
  expect(name).toBe("export TIDEMARK_MODEL=''");

  test.skip(!(await hasTools()), 'curl or Python isn’t there');
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-quick-start-'));
  const shellOf = async (email: string) => {
    const env = { ...process.env, TIDEMARK_TOKEN: await createToken(email, 'submit') };
    return async (command: string, more: Record<string, string> = {}) =>
      (await run('bash', ['-ec', `${command} --silent`], { cwd: folder, env: { ...env, ...more } })).stdout;
  };
  const shell = await shellOf('quick@example.org');
  const named = { TIDEMARK_MODEL: 'Quick start of Ada' };
  try {
    await shell(download!);
    await run('python3', ['-c', predict!], { cwd: folder });
    await expect(shell(check!)).rejects.toThrow('TIDEMARK_MODEL: has no name yet');
    expect(JSON.parse(await shell(check!, named))).toMatchObject({ valid: true });
    const sent = JSON.parse(await shell(send!, named));
    expect(sent).toMatchObject({ model: 'Quick start of Ada', version: '1', state: 'queued' });
    const readOutcome = async () =>
      JSON.parse(await shell(readFeedback!)).items[0].feedback?.outcome ?? 'none yet';
    await expect.poll(readOutcome, { timeout: 60_000 }).not.toBe('none yet');
    // A file with one prediction for every item would be withheld.
    expect(await readOutcome()).not.toBe('withheld');

    const second = await shellOf('quick-too@example.org');
    expect(JSON.parse(await second(check!, named))).toMatchObject({
      code: 'name_taken',
      detail: expect.stringContaining('Send it again under another name'),
    });
    expect(JSON.parse(await second(check!, { TIDEMARK_MODEL: 'Quick start of Bo' }))).toMatchObject({
      valid: true,
    });
    // Other journeys use the demo's open round.
    await shell(
      `curl -X POST -H "Authorization: Bearer $TIDEMARK_TOKEN" -H 'content-type: application/json' -d '{}' --fail ${baseURL}${sent.links.self}/withdraw`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the start in Python leads from an empty folder to feedback within two minutes, on both benchmarks of the demo', async ({
  page,
  request,
}) => {
  const python = await findPythonWith('pandas', 'sklearn', 'onnx');
  test.skip(python === undefined, noPackages);
  for (const slug of ['late-flights-2001', 'how-late']) {
    await page.goto(`/benchmarks/${slug}/submit`);
    await expect(page.getByRole('heading', { name: 'Start in Python' })).toBeVisible();
    const textOf = async (id: string) => (await page.getByTestId(id).locator('code').textContent()) ?? '';
    const [, address] = /"(\S+\.whl)#sha256=[0-9a-f]{64}"/.exec(await textOf('start-commands')) ?? [];
    const token = await createToken(`start-${slug}@example.org`, 'start');
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-start-'));
    try {
      const begunAt = performance.now();
      // Python imports from a wheel as it is, so that nothing is installed here.
      await writeFile(join(folder, 'tidemark.whl'), await (await request.get(address!)).body());
      await writeFile(join(folder, 'start.py'), await textOf('start-script'));
      const { stdout } = await run(python!, ['-B', 'start.py'], {
        cwd: folder,
        env: { ...process.env, PYTHONPATH: join(folder, 'tidemark.whl'), TIDEMARK_TOKEN: token },
      });
      const seconds = (performance.now() - begunAt) / 1000;
      console.log(`${slug}: ${seconds.toFixed(1)} s from an empty folder to ${stdout.trim()}`);
      expect(stdout).toMatch(/^scored (improved|no_improvement|score)\b/);
      expect(seconds).toBeLessThan(120);
    } finally {
      await rm(folder, { recursive: true });
    }
    // Other journeys use the demo's open rounds.
    const person = apiOf(request, token);
    const { items } = await bodyOf<{ items: { links: { self: string } }[] }>(
      await person.get('/submissions'),
    );
    for (const { links } of items)
      await bodyOf(await person.post(`${links.self.replace('/api/v1', '')}/withdraw`));
    const { items: versions } = await bodyOf<{ items: { id: string }[] }>(
      await person.get(`/benchmarks/${slug}/versions`),
    );
    for (const { id } of versions) await bodyOf(await person.post(`/versions/${id}/retire`));
  }
});
