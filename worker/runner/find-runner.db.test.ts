import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findReadiness } from '@/services/publication/find-readiness';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { sweep } from '../run-scorer';
import { findRunner, testSandboxOnce } from './find-runner';

const log = pino({ level: 'silent' });

/** Without one the report is `missing`, or `failed` where bubblewrap exists but can make no namespace. */
const hasSandbox = (await findTestSandbox()) !== undefined;

describe('report on the sandbox for models', () => {
  let site: TestSite;

  beforeAll(async () => {
    site = await makeTestSite();
  });
  afterAll(() => site?.drop());

  /** A scorer on a machine with that boot id. */
  const scorerOf = (bootId: string) => ({
    ...site.scorer,
    bootClock: { ...site.scorer.bootClock, bootId },
  });
  const readReport = async () => {
    const [row] = await site.superuser`select is_found, failed, tested_at from sandbox_reports`;
    return row;
  };

  it('fails /readyz until the machine of each scorer has one', async () => {
    await sweep(scorerOf('here'), ['queue']);
    expect(await findReadiness()).toMatchObject({ sandbox: 'untested', sandbox_failed: [] });
  });

  it('lists the checks, and a second process within the same boot reuses it', async () => {
    await testSandboxOnce(scorerOf('here'), log);
    const { sandbox } = await findReadiness();
    expect(hasSandbox ? ['ok'] : ['missing', 'failed']).toContain(sandbox);
    const first = await readReport();
    await testSandboxOnce(scorerOf('here'), log);
    if (hasSandbox) expect(await readReport()).toEqual(first);
  });

  it('allows native runs after a full pass, and without one only on a site on loopback', async () => {
    const runner = await findRunner(scorerOf('here'), 'elsewhere', log);
    if (hasSandbox) expect(runner).toMatchObject({ ok: true, value: { kind: 'native' } });
    else expect(runner).toEqual({ ok: false, error: 'no_sandbox' });
  });

  it('names the failed checks', async () => {
    await site.superuser`update sandbox_reports set is_found = true, failed = '{network,disk}'`;
    expect(await findReadiness()).toMatchObject({ sandbox: 'failed', sandbox_failed: ['disk', 'network'] });
  });

  it('has the worst status without bubblewrap', async () => {
    await sweep({ ...site.scorer, bootClock: { ...site.scorer.bootClock, bootId: 'another' } }, [
      'elsewhere',
    ]);
    await site.superuser`insert into sandbox_reports (boot_id, fingerprint, is_found, failed, tested_at)
      values ('another', 'none', false, '{}', now())`;
    expect(await findReadiness()).toMatchObject({ sandbox: 'missing' });
  });

  it('passes where a registered runner is heard whose sandbox holds, since models run there', async () => {
    await site.superuser`insert into runners (name, token_sha256, recipient, public_key, seen_at, failed_trials)
      values ('a', 'a', '', '', now(), '{network}')`;
    expect(await findReadiness()).toMatchObject({ sandbox: 'missing' });
    await site.superuser`update runners set failed_trials = '{}'`;
    expect(await findReadiness()).toMatchObject({ sandbox: 'ok', sandbox_failed: [] });
    await site.superuser`update runners set seen_at = now() - interval '2 minutes'`;
    expect(await findReadiness()).toMatchObject({ sandbox: 'missing' });
  });
});
