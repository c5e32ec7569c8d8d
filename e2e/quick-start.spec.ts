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
