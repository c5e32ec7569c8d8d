import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './fixtures';
import { createToken } from './site';

const run = promisify(execFile);

const hasTools = () =>
  run('bash', ['-c', 'command -v curl && command -v python3']).then(
    () => true,
    () => false,
  );

test('a visitor is led to a quick start, whose commands bring a file to its answer as they stand', async ({
  page,
  baseURL,
}) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Submit' }).click();
  await expect(page).toHaveURL('/submit');
  await expect(page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]')).toHaveText('Submit');
  const commands = await page.getByTestId('command').locator('code').allTextContents();
  const [token, download, predict, check, send, ask] = commands;
  expect(token).toBe('export TIDEMARK_TOKEN=tdm_…');

  test.skip(!(await hasTools()), 'curl or Python isn’t there');
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-quick-start-'));
  const env = { ...process.env, TIDEMARK_TOKEN: await createToken('quick@example.org', 'submit') };
  const shell = async (command: string) =>
    (await run('bash', ['-ec', `${command} --fail-with-body --silent`], { cwd: folder, env })).stdout;
  try {
    await shell(download!);
    await run('python3', ['-c', predict!], { cwd: folder });
    expect(JSON.parse(await shell(check!))).toMatchObject({ valid: true });
    const sent = JSON.parse(await shell(send!));
    expect(sent).toMatchObject({ model: 'My first model', version: '1', state: 'queued' });
    await expect.poll(async () => JSON.parse(await shell(ask!)).items[0].state).toBe('scored');
    // The demo's open round is looked at by other journeys.
    await fetch(`${baseURL}${sent.links.self}/withdraw`, {
      method: 'POST',
      headers: { authorization: `Bearer ${env.TIDEMARK_TOKEN}`, 'content-type': 'application/json' },
      body: '{}',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
