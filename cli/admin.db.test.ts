import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findBenchmark } from '@/services/benchmark/view';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite, type TestSite } from '@/testing/make-test-site';
import { findBundle } from '@/testing/spawn-process';
import { chainAuditEvents } from '@/worker/run-scorer';

type Outcome = { code: number; out: string; err: string };

const runAdmin = (site: TestSite, ...words: string[]): Promise<Outcome> => runAdminWith(site, {}, ...words);

async function runAdminWith(
  site: TestSite,
  settings: Record<string, string>,
  ...words: string[]
): Promise<Outcome> {
  const call = promisify(execFile)(process.execPath, [await findBundle('cli/admin.ts'), ...words], {
    env: { ...site.environments.web, DATABASE_URL_OWNER: site.urls.superuser, NODE_ENV: 'test', ...settings },
  });
  return call.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );
}

describe('npm run admin create-token', () => {
  const site = provideTestSite();

  it('records every token with its owner and whether it is an operator’s, without address or token', async () => {
    const email = 'ada@example.org';
    const tokens = [];
    for (const words of [[], ['--admin'], []]) {
      const { code, out } = await runAdmin(site, 'create-token', '--email', email, ...words);
      expect(code).toBe(0);
      tokens.push(out.trim());
    }
    expect((await runAdmin(site, 'create-token', '--email', 'no address')).code).toBe(1);
    const [person] = await site.superuser`select user_id from users where email = ${email}`;
    const events = await site.superuser`
      select act, actor_kind, user_id, benchmark_id, is_public, detail from audit_events order by audit_event_id`;
    const made = (detail: object) => ({
      act: 'person_token_made',
      actor_kind: 'operator',
      user_id: null,
      benchmark_id: null,
      is_public: false,
      detail: { user_id: person?.user_id, scope: 'maintain', ...detail },
    });
    expect(events.map((event) => ({ ...event }))).toEqual([
      made({ is_operator: false, was_operator: false }),
      made({ is_operator: true, was_operator: false }),
      made({ is_operator: true, was_operator: true }),
    ]);
    for (const secret of [email, ...tokens]) expect(JSON.stringify(events)).not.toContain(secret);
  });
});

describe('npm run admin verify-audit', () => {
  const site = provideTestSite();

  beforeAll(async () => {
    for (const act of ['round_opened', 'round_closed', 'ranking_published'])
      await site.superuser`
        insert into audit_events (act, actor_kind, detail, is_public) values (${act}, 'scorer', '{}', true)`;
    await chainAuditEvents(site.scorer.client.db);
  });

  const run = (...words: string[]) => runAdmin(site, 'verify-audit', ...words);

  it('prints the head of the audit log and exits with 0, or with 1 when a noted head is missing or a row was changed', async () => {
    const whole = await run();
    expect(whole).toMatchObject({ code: 0, err: '' });
    const head = /^head (3:[0-9a-f]{64})$/m.exec(whole.out)?.[1] ?? '';
    expect(await run('--expect', head)).toMatchObject({ code: 0, err: '' });
    const lost = await run('--expect', `4:${head.slice(2)}`);
    expect(lost.code).toBe(1);
    expect(lost.err).toContain('the chain ends before position 4');
    expect((await run('--expect', 'nonsense')).code).toBe(1);

    await site.superuser`update audit_events set act = 'round_sealed' where audit_event_id = 2`;
    const tampered = await run();
    expect(tampered.code).toBe(1);
    expect(tampered.err).toContain('event 2 was changed');
    expect(tampered.out).toContain('NOT complete');
  });
});

describe('npm run admin repair-audit', () => {
  const site = provideTestSite();

  it('links events that no scorer could link, stops waiting for deleted events, and records the repair', async () => {
    for (const act of ['round_opened', 'round_closed'])
      await site.superuser`
        insert into audit_events (act, actor_kind, detail, is_public) values (${act}, 'scorer', '{}', true)`;
    await site.superuser`delete from unlinked_audit_events where audit_event_id = 1`;
    await site.superuser`insert into unlinked_audit_events values (77, now())`;
    expect((await runAdmin(site, 'repair-audit')).code).toBe(1);
    expect((await runAdmin(site, 'repair-audit', '--reason', ' ')).code).toBe(1);
    const { code, out } = await runAdmin(site, 'repair-audit', '--reason', 'A row was put in by hand.');
    expect({ code, out: out.trim().split('\n') }).toEqual({
      code: 0,
      out: ['event 1 now waits for its link', 'event 77 was deleted, and is no longer waited for'],
    });
    expect(await chainAuditEvents(site.scorer.client.db)).toBe(3);
    const [act] =
      await site.superuser`select actor_kind, is_public, detail from audit_events where act = 'audit_repaired'`;
    expect(act).toMatchObject({
      actor_kind: 'operator',
      is_public: false,
      detail: { reason: 'A row was put in by hand.', added: '1', added_count: 1, gone: '77', gone_count: 1 },
    });
    expect(await runAdmin(site, 'verify-audit')).toMatchObject({ code: 0, err: '' });
    expect((await runAdmin(site, 'repair-audit', '--reason', 'Again.')).out).toContain('nothing to repair');
  });
});

describe('npm run admin with an operator’s act', () => {
  const site = provideTestSite();
  let slug: string;
  beforeAll(async () => {
    slug = await makeBenchmark(await makePerson(site));
  });

  it('hides a benchmark with a public reason, and refuses an act that doesn’t fit with exit code 1', async () => {
    const hide = ['hide', 'benchmark', slug, '--reason', 'It names private people.'];
    expect(await runAdmin(site, ...hide)).toMatchObject({ code: 0, err: '' });
    expect(await findBenchmark(null, slug)).toMatchObject({ error: { kind: 'withdrawn' } });
    const again = await runAdmin(site, ...hide);
    expect(again.code).toBe(1);
    expect(again.err).toContain('doesn’t fit this benchmark now');
    expect((await runAdmin(site, 'hide', 'benchmark', slug)).err).toContain('--reason');
  });

  it.each([
    { kind: 'benchmark', setting: 'TIDEMARK_OBJECT_STORE' },
    { kind: 'person', setting: 'NEXTAUTH_SECRET' },
  ])(
    'refuses to delete a $kind without the setting $setting, which the deletion needs',
    async ({ kind, setting }) => {
      const count = () => site.superuser`select count(*)::int from audit_events`;
      const before = await count();
      const subject = kind === 'person' ? 'ada@example.org' : slug;
      const words = ['delete', kind, subject, '--reason', 'It names private people.'];
      const { code, err } = await runAdminWith(site, { [setting]: '' }, ...words);
      expect({ code, err }).toEqual({
        code: 1,
        err: `${setting} is not set: give this command the settings of \`npm run web\`. Nothing was deleted.\n`,
      });
      expect(await count()).toEqual(before);
    },
  );

  it('deletes a benchmark with its files, and deletes remaining files when it is repeated', async () => {
    const [round] = await site.superuser<{ id: string }[]>`
      insert into rounds (benchmark_id, number, queue_order, title, state, test_set_byte_count, test_set_sealed_sha256, created_at)
      select benchmark_id, 1, 1, 'A draft', 'draft', 1, '', now() from benchmarks where slug = ${slug} returning round_id as id`;
    const keys = [objectKeys.testSet(round!.id), objectKeys.archiveFile(round!.id, 'archive.json')];
    for (const key of keys) await site.web.objects.put(key, Readable.from([Buffer.from('secret')]));
    const remove = ['delete', 'benchmark', slug, '--reason', 'It names private people.'];
    expect((await runAdmin(site, ...remove)).out).toContain('2 stored files were deleted');
    for (const key of keys) expect(await site.web.objects.has(key)).toBe(false);
    await site.web.objects.put(keys[0]!, Readable.from([Buffer.from('left by a kill')]));
    expect(await runAdmin(site, ...remove)).toMatchObject({ code: 0, err: '' });
    expect(await site.web.objects.has(keys[0]!)).toBe(false);
  });

  it('prints queues, stored bytes, the last backup and the last drill', async () => {
    expect((await runAdmin(site, 'status')).out).toContain('last drill: none is recorded');
    await runAdmin(site, 'record-drill', '2026-11-30t12', '--result', 'complete');
    const { code, out } = await runAdmin(site, 'status');
    expect(code).toBe(0);
    expect(out).toMatch(/^last drill: .*backup: 2026-11-30t12, result: complete/m);
    expect(out).toMatch(/^queue scores: 0 waiting, 0 running, 0 failed for good$/m);
    expect(out).toMatch(new RegExp(`^benchmark ${slug}: 0.0 MB$`, 'm'));
  });
});
