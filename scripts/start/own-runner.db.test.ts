import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, describe, expect, it } from 'vitest';
import * as leases from '@/app/api/runner/leases/route';
import { revokeRunner } from '@/services/runner/register';
import { provideTestSite } from '@/testing/make-test-site';
import { prepareOwnRunner, registerOwnRunner } from './own-runner';

describe('runner of npm start', () => {
  const site = provideTestSite();
  const parent = mkdtempSync(join(tmpdir(), 'own-runner-'));
  const folder = join(parent, 'runner');
  afterAll(() => rmSync(parent, { recursive: true }));

  const start = async () => {
    mkdirSync(folder, { recursive: true });
    const { registrationFile } = await prepareOwnRunner(folder);
    return registerOwnRunner(site.urls.superuser, readFileSync(registrationFile, 'utf8'));
  };
  const askForWork = async () => {
    const token = readFileSync(join(folder, 'runner.token'), 'utf8').trim();
    const request = new Request('http://localhost/api/runner/leases', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ failed_trials: null, takes: ['short'] }),
      signal: AbortSignal.timeout(300),
    });
    return (await leases.POST(request, { params: Promise.resolve({}) })).status;
  };
  const list = () => site.superuser`select name, recipient, revoked_at is not null as revoked from runners`;

  it('gets registered once, from files that only their owner can read, and may ask for work', async () => {
    expect(await start()).toBe(true);
    const [first] = await list();
    expect(await start()).toBe(true);
    expect(await list()).toEqual([first]);
    expect(first?.name).toMatch(/^own-[0-9a-f]{8}$/);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(await askForWork()).toBe(204);
  });

  it('stays revoked at the next start', async () => {
    const [first] = await list();
    await revokeRunner(drizzle(site.superuser), first?.name);
    expect(await start()).toBe(false);
    expect(await askForWork()).toBe(401);
    expect(await list()).toHaveLength(1);
  });

  it('gets registered only from a file that the start has written', async () => {
    await expect(registerOwnRunner(site.urls.superuser, 'tdm_a')).rejects.toThrow('make-keys');
    await expect(registerOwnRunner(site.urls.superuser, `${'0'.repeat(64)}:age1a`)).rejects.toThrow('key');
  });

  it('gets registered again under another name if its files are missing', async () => {
    rmSync(folder, { recursive: true });
    expect(await start()).toBe(true);
    expect((await list()).map(({ revoked }) => revoked).sort()).toEqual([false, true]);
  });
});
