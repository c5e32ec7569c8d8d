import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '@/testing/run-program';

describe('npm run admin', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tidemark-admin-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const runAdmin = (words: string[], settings: Record<string, string> = {}) =>
    runProgram(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('admin.ts', import.meta.url)), ...words],
      {
        environment: { DATABASE_URL: '', DATABASE_URL_WEB: '', TIDEMARK_DATA_DIR: dataDir, ...settings },
        timeoutMs: 120_000,
      },
    );

  it.each([
    ['the settings of a database', {}],
    ['an address for the web role', { DATABASE_URL: 'postgres://owner:a@127.0.0.1:1/site' }],
  ])(
    'makes neither a site nor a token if the folder has no site and the environment lacks %s',
    async (_, settings) => {
      const { exitCode, output } = await runAdmin(['create-token', '--email', 'ada@example.org'], settings);
      expect(exitCode).toBe(1);
      expect(output).toContain(`There is no site in ${dataDir}`);
      expect(output).toContain('DATABASE_URL and the settings of `npm run web`');
      expect(await readdir(dataDir)).toEqual([]);
    },
  );

  it.each([[['--help']], [['help', 'hide']], [['create-token', '--help']]])(
    'prints help without a site: %j',
    async (words) => {
      expect(await runAdmin(words)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('Usage: admin'),
      });
      expect(await readdir(dataDir)).toEqual([]);
    },
  );

  it('prints the help of a restore, without output of the library that parses commands', async () => {
    const { exitCode, output } = await runAdmin(['restore', '--help']);
    expect(exitCode).toBe(0);
    expect(output).toContain('--identity-file');
    expect(output).not.toContain('(outputHelp)');
  });
});
