import { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { chmodSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { createRng } from '@/lib/core/statistics/rng';
import { revealRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { makeTestSite } from '@/testing/make-test-site';
import { serveRunners } from '@/testing/serve-runners';
import { spawnProcess } from '@/testing/spawn-process';
import { startThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { submitModel } from '@/testing/submit-model';
import { awaitOfficial } from '@/testing/submit-predictions';
import { prepareTestServer } from '@/testing/test-server';
import { acceptsTinyModels, slowModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { onThisMachine } from '@/worker/runner/choose-container-runner';
import { findContainerEngine } from '@/worker/runner/container/find-engine';
import { openImageCache } from '@/worker/runner/container/image-cache';
import { writePerlLayer } from '@/worker/runner/container/testing/perl-image';
import { writeDockerArchive } from '@/worker/runner/container/testing/write-image';
import { callOverHttp, workOnLeases } from '@/worker/runner/lease-work';
import { runModel } from '@/worker/runner/run-model';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import { runScorePractice } from '@/worker/runs/run-score-practice';
import { composeOnRound } from '@/worker/runs/submitted-model';
import { makeRoundVault } from '@/worker/vault/round-vault';

// Cost of leases: `npm run bench:runs -- [runs] [items]`, with a real scorer and a runner over HTTP. First the time from the moment
// when a run may begin until its program runs: an ONNX model's runtime is loaded, or an unpacked image's program writes its first
// word. Then a model that takes a second, one run after the other and several at a time, through leases and directly in the
// same sandbox.

const runCount = Number(process.argv[2] ?? 60);

const itemCount = Number(process.argv[3] ?? 4_000);

const [startMsMax, rateMin] = [1_000, 0.9];

const slowCount = 6;

/** About a second on the items: on a busy machine a run begins again after five. */
const multiplications = 40;

const slots = 3;

/** Runs at a time of the last part: a slot is kept for dry runs. */
const atATime = slots - 1;

const patience = { everyMs: 5, patienceMs: 600_000 };

function formatTestSet(round: number): string {
  const rng = createRng(`runs-${round}`);
  const rows = Array.from({ length: itemCount }, (_, i) => {
    const [a, b] = [rng.nextUnit(), rng.nextUnit()];
    return `round-${round}-${i},${a.toFixed(6)},${b.toFixed(6)},${b > a !== rng.nextUnit() < 0.2 ? 'yes' : 'no'}`;
  });
  return `id,a,b,label\n${rows.join('\n')}\n`;
}

const firstWord = 'begun';

const predicting = `$| = 1; print STDERR "${firstWord}\\n";
open I, "<", "/input/inputs.csv" or die; open O, ">", "/output/predictions.csv" or die; print O "id,prediction\\n"; <I>;
while (<I>) { chomp; my ($id, $a, $b) = split /,/; print O $id, ",", ($b > $a ? "yes" : "no"), "\\n" } close O or die`;

const makeImage = async (): Promise<Buffer> =>
  gzipSync(
    writeDockerArchive({
      layers: [await writePerlLayer()],
      config: { Entrypoint: ['/bin/perl', '-e', predicting] },
    }),
    { level: 1 },
  );

/** The time of the last program's first output, by kind. */
const begunAtMs = { onnx: 0, container: 0 };

subscribe('child_process', (message) => {
  if (!(message instanceof Object && 'process' in message && message.process instanceof ChildProcess)) return;
  const child = message.process;
  // The pipes are made after this message.
  process.nextTick(() => {
    child.stdout?.once('data', () => {
      begunAtMs.onnx = performance.now();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes(firstWord)) begunAtMs.container = performance.now();
    });
  });
});

type Kind = keyof typeof begunAtMs;

const quantile = (sample: readonly number[], share: number): number =>
  sample.toSorted((x, y) => x - y)[Math.ceil(share * sample.length) - 1] ?? Number.NaN;

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const beganAtMs = performance.now();
  await work();
  return (performance.now() - beganAtMs) / 1_000;
};

/** Runs several pieces of work, so many at a time. */
async function runAll(pieces: readonly (() => Promise<unknown>)[], count: number): Promise<void> {
  const waiting = [...pieces];
  const workThrough = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: count }, workThrough));
}

const [facts, engine] = [await findSandboxFacts(), await findContainerEngine('runsc')];

if (!facts || !engine) throw new Error('this needs apt-get install bubblewrap runsc umoci');

const sandbox = { kind: 'native', facts } as const;

const server = await startThrowawayPostgres('bench', { durable: true });

chmodSync(server.dataDir, 0o711);

try {
  const site = await makeTestSite(await prepareTestServer(server.superuserUrl));
  const scorer = await spawnProcess('worker/main.ts', {
    ...site.environments.scorer,
    TIDEMARK_REACHABLE_FROM: 'loopback',
  });
  const served = await serveRunners({ leases, oneLease });
  const { token, identity } = await makeRunner(site);
  const images = await openImageCache(
    join(server.dataDir, 'unpacked'),
    Number.MAX_SAFE_INTEGER,
    site.scorer.log,
  );
  const stop = new AbortController();
  const runner = workOnLeases(
    { call: callOverHttp({ site: served.url, token }), identity, log: site.scorer.log },
    { runner: sandbox, failedTrials: [], containers: onThisMachine(engine, images) },
    { slots, signal: stop.signal },
  );

  const maintainer = await makePerson(site);
  const slug = await makeBenchmark(maintainer, {
    ...acceptsTinyModels,
    ...{ accepts: ['onnx', 'container'], inputs: 'hidden' },
    container_needs: { memory_mb: 512, wall_seconds: 60 },
  });
  await makeOpenRound(maintainer, slug, formatTestSet(1));
  await openNextRound(maintainer, slug, formatTestSet(2));
  await awaitOfficial(slug, 1);
  unwrap(await revealRound(maintainer, slug, 1));

  const awaitPractice = (ids: readonly string[]) =>
    waitUntil(async () => {
      const rows = await site.superuser<{ state: string }[]>`
        select state from practice_scores where submission_id in ${site.superuser([...ids])}`;
      if (rows.some(({ state }) => !['queued', 'scored'].includes(state)))
        throw new Error('a run has no score');
      return rows.length === ids.length && rows.every(({ state }) => state === 'scored');
    }, patience);
  /** Submits a model to the open round; it is scored on the revealed one too. */
  const send = async (kind: Kind, model: string, file: Uint8Array): Promise<string> => {
    const { id } = unwrap(await submitModel(await makePerson(site), slug, file, { model, kind }));
    await awaitPractice([id]);
    return id;
  };
  /** Lets scored models wait for a run on the revealed round once more. */
  const runAgain = async (ids: readonly string[]) => {
    await site.superuser.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update practice_scores set state = 'queued', attempt = 0, score = null, finished_at = null
        where submission_id in ${tx([...ids])}`;
    });
    await waitUntil(async () => {
      const [row] = await site.superuser<[{ count: number }]>`select count(*)::int from runs`;
      return row.count === 0;
    }, patience);
    const beganAtMs = performance.now();
    for (const submissionId of ids) await runScorePractice(site.scorer, { submissionId });
    await awaitPractice(ids);
    return beganAtMs;
  };

  console.log(`load ${loadavg()[0]?.toFixed(1)} before it`);
  const missed: string[] = [];
  for (const [kind, file] of [
    ['onnx', slowModel(1)],
    ['container', await makeImage()],
  ] as const) {
    const id = await send(kind, `Quick ${kind}`, file);
    const startsMs: number[] = [];
    for (let i = 0; i < runCount; i++) {
      const beganAtMs = await runAgain([id]);
      startsMs.push(begunAtMs[kind] - beganAtMs);
    }
    const [half, most] = [quantile(startsMs, 0.5), quantile(startsMs, 0.95)];
    console.log(
      `${kind}: begun after ${half.toFixed(0)} ms (p50), ${most.toFixed(0)} ms (p95) of ${runCount}`,
    );
    if (most > startMsMax) missed.push(`${kind}: promised to begin within ${startMsMax} ms`);
  }

  const slow = slowModel(multiplications);
  const ids: string[] = [];
  for (let i = 0; i < slowCount; i++) ids.push(await send('onnx', `Slow ${i}`, slow));
  const [{ roundId, versionId }] = await site.superuser<[{ roundId: string; versionId: string }]>`
    select (select round_id from rounds where number = 1) as "roundId", version_id as "versionId"
    from submissions where submission_id = ${ids[0] ?? ''}`;
  const composed = await composeOnRound(
    site.scorer,
    makeRoundVault(site.scorer),
    { kind: 'onnx', roundId, isLong: false },
    { versionId },
  );
  const { request } = unwrap(composed ?? { ok: false, error: 'the try is over' });
  if (!('model' in request)) throw new Error('the work of another kind of model');
  const runDirectly = async () => unwrap(await runModel(request, sandbox));
  const compare = async (count: number, runLeased: () => Promise<unknown>): Promise<number> => {
    const leased = await secondsOf(runLeased);
    const direct = await secondsOf(() =>
      runAll(
        ids.map(() => runDirectly),
        count,
      ),
    );
    console.log(
      `${ids.length} runs, ${count} at a time: through leases ${leased.toFixed(1)} s, directly ${direct.toFixed(1)} s: ` +
        `${(direct / leased).toFixed(2)} of the throughput`,
    );
    return direct / leased;
  };
  await compare(1, async () => {
    for (const id of ids) await runAgain([id]);
  });
  if ((await compare(atATime, () => runAgain(ids))) < rateMin)
    missed.push(`promised ${rateMin} of the throughput, ${atATime} at a time`);

  stop.abort();
  await runner;
  await served.stop();
  await scorer.end('SIGKILL');
  await site.drop();
  for (const promise of missed) console.log(promise);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await server.remove();
}
