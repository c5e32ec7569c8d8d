import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLog } from '@/adapters/log';
import { renderContexts } from '@/adapters/render-context';
import { makeWebMetrics } from '@/adapters/web-metrics';
import { readSiteFigures } from '@/db/queries/figure-queries';
import { makeMetricsEndpoint } from '@/server/metrics-endpoint';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';

const canary = 'kanarienvogel_2881';

const requestId = 'request-of-the-upload-1';

describe('figures about the operation of a site', () => {
  const site = provideTestSite();
  let server: Server | undefined;
  let port: number;
  const logged: Record<string, unknown>[] = [];
  const output = { write: (line: string) => void logged.push(JSON.parse(line)) };
  let submissionId: string;

  const read = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  /** A new metrics endpoint reads the figures anew instead of from its cache. */
  const restart = async () => {
    server?.close();
    if (server) site.web.metrics = makeWebMetrics();
    const created = createServer((request, response) => {
      if (!serve(request, response)) response.writeHead(404).end('no such page');
    });
    server = created;
    port = await listenOnLoopback(created);
    const serve = makeMetricsEndpoint(site.web, { token: undefined, port });
  };

  beforeAll(async () => {
    site.web.log = makeLog('web', output);
    site.scorer.log = makeLog('scorer', output);
    const scorer = await startTestScorer(site);
    const owner = await makePerson(site, `Owner ${canary}`);
    const slug = await makeBenchmark(owner, {
      slug: canary.replace('_', '-'),
      title: `Title ${canary}`,
      classes: ['no', canary],
    });
    const { ids } = makeBinaryItems(40);
    const labels = ids.map((_, i) => (i % 2 === 0 ? 'no' : canary));
    await makeOpenRound(owner, slug, formatTestSet({ ids, labels }));
    const researcher = await makePerson(site, `Researcher ${canary}`);
    const context = { override: null, away: null, requestId, refusal: null };
    const receipt = await renderContexts().run(context, () =>
      submitPredictions(
        researcher,
        slug,
        formatPredictions(ids, (i) => (i % 3 === 0 ? 'no' : canary)),
        {
          model: `Model ${canary}`,
        },
      ),
    );
    submissionId = receipt.id;
    await waitUntil(async () => logged.some(({ msg }) => msg === 'feedback on a submission was decided'));
    await waitUntil(async () => {
      const [row] = await site.superuser`select from snapshots`;
      return row !== undefined;
    });
    await scorer.stop();
  });
  afterAll(async () => {
    server?.close();
  });

  it('come with log lines that have the id of the upload’s request for acceptance, score and feedback', () => {
    const ofSubmission = logged.filter(({ submission }) => submission === submissionId);
    const named = ofSubmission.filter(({ request }) => request === requestId);
    expect(named.map(({ process: program, msg }) => [program, msg])).toEqual([
      ['web', 'a submission was accepted'],
      ['scorer', 'a try at a score begins'],
      ['scorer', 'a submission has its final state'],
      ['scorer', 'feedback on a submission was decided'],
    ]);
    expect(ofSubmission.map(({ task }) => task)).toContain('score_submission');
  });

  it('come with log lines without a label, name or score', () => {
    expect(logged.length).toBeGreaterThan(5);
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${canary}|kanarienvogel|0\\.\\d{3}`));
  });

  it('include queues, heartbeats, scores and the newest ranking on /metrics', async () => {
    await site.superuser`select graphile_worker.add_job('seal_round', '{}'::json, run_at => now() - interval '10 minutes')`;
    await site.superuser`select graphile_worker.add_job('seal_round', '{}'::json, run_at => now() + interval '10 minutes')`;
    const [dead] = await site.superuser`select id from graphile_worker.add_job('score_model', '{}'::json)`;
    await site.superuser`select graphile_worker.permanently_fail_jobs(array[${dead!.id}::bigint], 'a test')`;
    for (const [worker, boot, seconds] of [
      ['a', 'one', 5],
      ['b', 'one', 900],
      ['c', 'two', 300],
    ] as const)
      await site.superuser`insert into scorer_heartbeats (worker_id, started_at, beat_at, scorer_version, boot_id)
        values (${worker}, now(), now() - ${seconds} * interval '1 second', '1', ${boot})`;
    await site.superuser`update snapshots set published_at = now() - interval '2 minutes'`;
    await site.withoutTriggers`insert into audit_events (at, act, actor_kind, detail, is_public)
        values (now() - interval '1 hour', 'backup_made', 'operator', '{}', false)`;
    await site.superuser`update runners set seen_at = null`;
    const [runner] = await site.superuser`
      insert into runners (name, token_sha256, recipient, public_key, seen_at) values ('heard', 'a', '', '', now()), ('silent', 'b', '', '', now() - interval '5 minutes')
      returning runner_id as id`;
    await site.superuser`
      with tried as (insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at)
        select gen_random_uuid(), benchmark_id, user_id, 'onnx', '', 1, 'passed', now()
        from benchmarks, (select user_id from users limit 1) someone, generate_series(1, 2) limit 2 returning dry_run_id)
      insert into runs (purpose, kind, dry_run_id, attempt, priority, queued_at, state, runner_id, leased_until)
      select 'dry_run', 'onnx', dry_run_id, 1, 0, now(), case place when 1 then 'waiting' else 'prepared' end::run_state,
        case place when 2 then ${runner!.id}::uuid end, case place when 2 then now() end
      from (select dry_run_id, row_number() over () as place from tried) placed`;
    await restart();
    const { status, headers, text } = await read();
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const values = Object.fromEntries(
      text
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
    );
    expect(values).toMatchObject({
      'tidemark_queue_jobs{queue="long",state="waiting"}': 2,
      'tidemark_queue_jobs{queue="long",state="running"}': 0,
      'tidemark_queue_jobs{queue="models",state="waiting"}': 0,
      'tidemark_queue_jobs{queue="models",state="dead"}': 1,
      'tidemark_queue_oldest_job_age_seconds{queue="scores"}': 0,
      tidemark_runners: 1,
      'tidemark_runs{state="waiting"}': 1,
      'tidemark_runs{state="leased"}': 1,
      'tidemark_check_passes{check="database"}': 1,
      'tidemark_check_passes{check="scorer"}': 1,
      'tidemark_submissions_accepted_total{kind="predictions"}': 1,
      tidemark_scores_total: 0,
      'tidemark_threads{pool="markdown"}': 1,
      tidemark_uploads_open: 0,
    });
    const near = (name: string, seconds: number) => {
      expect(values[name], name).toBeGreaterThanOrEqual(seconds);
      expect(values[name], name).toBeLessThan(seconds + 60);
    };
    near('tidemark_queue_oldest_job_age_seconds{queue="long"}', 600);
    near('tidemark_scorer_heartbeat_age_seconds{machine="newest"}', 5);
    near('tidemark_scorer_heartbeat_age_seconds{machine="oldest"}', 300);
    near('tidemark_snapshot_age_seconds', 120);
    near('tidemark_last_backup_age_seconds', 3_600);
    expect(values['tidemark_database_connections{state="busy"}']).toBeGreaterThan(0);
    expect(values.tidemark_free_bytes).toBeGreaterThan(2 ** 20);
    expect(values.process_resident_memory_bytes).toBeGreaterThan(2 ** 20);
  });

  it('count each scored submission once, thirty seconds after its scoring', async () => {
    const setFinished = (seconds: number) =>
      site.withoutTriggers`update submissions set finished_at = now() - ${seconds} * interval '1 second'`;
    const begun = await readSiteFigures(site.web.db, null);
    expect(begun.scoredCount).toBe(0);
    const hourAgo = begun.now - 3_600;
    await setFinished(10);
    expect((await readSiteFigures(site.web.db, hourAgo)).scoredCount).toBe(0);
    await setFinished(60);
    const { scoredCount, scoredUntil } = await readSiteFigures(site.web.db, hourAgo);
    expect(scoredCount).toBe(1);
    expect((await readSiteFigures(site.web.db, scoredUntil)).scoredCount).toBe(0);
  });

  it('include no id, name or label of a benchmark, person or submission', async () => {
    const { text } = await read();
    expect(text).not.toMatch(/kanarienvogel|[0-9a-f]{8}-[0-9a-f]{4}-|@|request-of/);
  });

  it('come from one reading of the database for many concurrent requests', async () => {
    await restart();
    const texts = await Promise.all(Array.from({ length: 50 }, async () => (await read()).text));
    expect(new Set(texts).size).toBe(1);
  });

  it('don’t exist for a request by way of a proxy', async () => {
    expect(await read({ 'x-forwarded-for': '192.0.2.7' })).toMatchObject({
      status: 404,
      text: 'no such page',
    });
  });
});
