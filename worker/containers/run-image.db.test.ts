import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { findModelVersion } from '@/db/queries/model-version-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { insertRun, updateRunPrepared } from '@/db/queries/run-queries';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeRunner } from '@/testing/make-runner';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestEngine } from '@/testing/provide-containers';
import { serveRunners } from '@/testing/serve-runners';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runBeginAutomatic } from '../automatic/run-begin-automatic';
import { decodeContainerResult } from '../runner/container/container-result';
import type { ContainerEngine } from '../runner/container/find-engine';
import { writePerlLayer } from '../runner/container/testing/perl-image';
import { writeDockerArchive } from '../runner/container/testing/write-image';
import { workOnLeases } from '../runner/lease-work';
import { encodeWork } from '../runner/run-request';
import { findProgram } from '../runner/sandbox-facts';
import { makeRoundVault, type OpenedRound } from '../vault/round-vault';
import { type RunContainer, runHere, runImage, tryImage } from './run-image';
import { allowArtefact, type StoredImage } from './seal-request';

const engine = await findTestEngine('runsc');
const sandboxed = describe.skipIf(engine === undefined);
const perlLayer = engine && (await writePerlLayer());

const good = `print O $id, ",", ($b > $a ? "yes" : "no"), "\\n";`;

/** Predicts yes where b > a, or what `row` does for each row. */
const predicting = (row = good) => `
open I, "<", "/input/inputs.csv" or die $!; open O, ">", "/output/predictions.csv" or die $!;
print O "id,prediction\\n"; <I>;
while (<I>) { chomp; my ($id, $a, $b) = split /,/; ${row} }
close O or die $!;`;

/** The same on the sample, and what `row` does on hidden inputs. */
const onHidden = (row: string) => predicting(`if ($id =~ /^sample/) { ${good} } else { ${row} }`);

const imageOf = (code: string): Buffer =>
  gzipSync(
    writeDockerArchive({
      layers: [perlLayer ?? Buffer.alloc(0)],
      config: { Entrypoint: ['/bin/perl', '-e', code] },
    }),
    { level: 1 },
  );

sandboxed('run of a container image', () => {
  let site: TestSite;
  let slug: string;
  let vault: ReturnType<typeof makeRoundVault>;
  let found: NonNullable<Awaited<ReturnType<typeof findRoundWithBenchmark>>>;
  let opened: OpenedRound;

  beforeAll(async () => {
    site = await makeTestSite();
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, {
      accepts: ['container'],
      inputs: 'hidden',
      container_needs: { memory_mb: 256, wall_seconds: 10 },
      model_sample: [
        { a: 1, b: 2 },
        { a: '2.5', b: null },
      ],
    });
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await scorer.stop();
    const [round] = await site.superuser`select round_id as id from rounds`;
    found = (await findRoundWithBenchmark(site.scorer.client.db, round!.id))!;
    vault = makeRoundVault(site.scorer);
    opened = await vault.open(found.round as never, found.benchmark);
  });
  afterAll(() => site?.drop());

  const requireEngine = (): ContainerEngine => {
    if (!engine) throw new Error('a test that should have been skipped');
    return engine;
  };
  const here = () => runHere(site.scorer, requireEngine());

  /** Sends an image as a participant does. */
  async function send(code: string): Promise<StoredImage> {
    const version = randomUUID();
    unwrap(
      await submitModel(await makePerson(site), slug, imageOf(code), {
        model: `Image ${version}`,
        kind: 'container',
      }),
    );
    const [row] = await site.superuser`
      select version_id as id from model_versions order by frozen_at desc, version_id limit 1`;
    const { versionId: id, sha256, byteCount } = (await findModelVersion(site.scorer.client.db, row!.id))!;
    return { key: objectKeys.artefact(id), id, sha256, byteCount };
  }
  let hiddenRuns = 0;
  const runOn = (image: StoredImage, run: RunContainer = here()) =>
    runImage(site.scorer, run, image, {
      ...{ benchmark: found.benchmark, round: found.round as never, opened },
      onHiddenRun: async () => {
        hiddenRuns++;
      },
    });
  const trySample = (image: StoredImage) =>
    tryImage(site.scorer, here(), image, { benchmark: found.benchmark, format: 'csv' });

  it('predicts what the same program predicts outside, of a file of inputs without a label', async () => {
    const seen: Buffer[] = [];
    const ran = await runOn(await send(predicting()), (work, key) => {
      seen.push(Buffer.from(work.input.bytes));
      return here()(work, key);
    });
    const { predictions, record } = unwrap(ran);
    const [sample, inputs] = seen;
    expect(sample!.toString()).toBe('id,a,b\nsample-1,1,2\nsample-2,2.5,\n');
    const text = inputs!.toString();
    expect(text.split('\n')[0]).toBe('id,a,b');
    expect(text).not.toMatch(/yes|no/);
    const uploaded = tinyTestSet(1).split('\n').slice(1, -1);
    const numbersOf = (rows: string[], first: number) =>
      rows
        .map((row) =>
          row
            .split(',')
            .slice(first, first + 2)
            .join(),
        )
        .sort();
    expect(numbersOf(text.split('\n').slice(1, -1), 1)).toEqual(numbersOf(uploaded, 1));

    const folder = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(folder, 'inputs.csv'), inputs!);
    const outside = predicting().replaceAll(/\/(?:input|output)\//g, `${folder}/`);
    execFileSync(findProgram('perl') ?? '', ['-e', outside]);
    const rows = readFileSync(join(folder, 'predictions.csv'), 'utf8').split('\n').slice(1, -1);
    rmSync(folder, { recursive: true });
    const expected = rows
      .map((row) => row.split(','))
      .sort(([a], [b]) => (a! < b! ? -1 : 1))
      .map(([, name]) => (name === 'yes' ? 1 : 0));
    expect([...predictions.predicted]).toEqual(expected);
    expect(record).toMatchObject({
      modelHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      runtime: 'runsc',
      imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      limits: { memoryBytesMax: 256 * 1024 ** 2, wallMsMax: 10_000, cores: 1 },
    });
  });

  it('shows the end of stderr on the sample, where no hidden run begins, and only a code on hidden inputs', async () => {
    const before = hiddenRuns;
    const onSample = await runOn(await send(predicting('die "cannot read $id with $a";')));
    expect(onSample).toMatchObject({ ok: false, error: { code: 'exit_code' } });
    expect(!onSample.ok && onSample.error.message).toContain('cannot read sample-1 with 1');
    expect(hiddenRuns).toBe(before);
    const onRound = await runOn(await send(onHidden('die "cannot read $id with $a";')));
    expect(onRound).toMatchObject({ ok: false, error: { code: 'exit_code' } });
    expect(JSON.stringify(onRound)).not.toContain('cannot read');
    expect(hiddenRuns).toBe(before + 1);
  });

  const again = 'open O, ">", "/output/predictions.csv"; print O "id,nothing\\n";';
  it.each([
    ['wrong ids', 'print O "x$id,yes\\n";', 'unknown_id'],
    ['missing rows', 'print O "$id,yes\\n" if $. == 2;', 'missing_ids'],
    ['an unknown class', 'print O "$id,$b and $a\\n";', 'wrong_class'],
    ['rows twice', 'print O "$id,yes\\n" x 2;', 'duplicate_id'],
    ['another header', `if ($. == 2) { close O; ${again} } print O "$id,yes\\n";`, 'wrong_header'],
    ['no file', 'unlink "/output/predictions.csv"; exit 0;', 'no_output'],
    ['a bomb', '1 while print O "x" x 65536; exit 0;', 'output_too_large'],
    ['too much memory', 'my @m; push @m, "x" x 1_000_000 while 1;', 'memory'],
    ['an endless program', '1 while 1;', 'timeout'],
  ])('rejects %s on hidden inputs by a code, with nothing of the inputs', async (_, row, expected) => {
    const ran = await runOn(await send(onHidden(row)));
    expect(ran).toMatchObject({ ok: false, error: { code: expected } });
    if (ran.ok) return;
    for (const id of opened.index.listIds()) expect(ran.error.message).not.toContain(id);
    expect(ran.error.message).not.toMatch(/line \d|0\.\d/);
  });

  it('names on the sample in which line the predictions are wrong, and what stands there', async () => {
    const tried = await trySample(await send(predicting('print O "$id,maybe\\n";')));
    expect(tried).toMatchObject({ ok: false, error: { code: 'wrong_class' } });
    expect(!tried.ok && tried.error.message).toMatch(/in line 2: .*maybe/s);
  });

  it('returns the predictions for the sample in its order', async () => {
    const tried = unwrap(await trySample(await send(predicting())));
    expect([...tried!.predicted]).toEqual([1, 0]);
  });

  it('throws, so that the fault is the platform’s, where the stored image is another team’s or was cut', async () => {
    const [one, other] = [await send(predicting()), await send(predicting(''))];
    const swapped = { ...one, key: other.key };
    await expect(runOn(swapped)).rejects.toMatchObject({ name: 'ObjectChanged' });
    const stored = await buffer((await site.scorer.objects.open(one.key)).stream);
    const cutKey = objectKeys.artefact(randomUUID());
    await site.scorer.objects.put(cutKey, Readable.from([stored.subarray(0, -100)]));
    await expect(runOn({ ...one, key: cutKey })).rejects.toMatchObject({ name: 'ObjectChanged' });
    await expect(runOn({ ...one, sha256: other.sha256 })).rejects.toMatchObject({
      name: 'ObjectChanged',
    });
  });

  it('gives no runner the key of another file, such as a test set in the place of an image', async () => {
    const image = await send(predicting());
    const labels = await buffer(
      (await site.scorer.objects.open(objectKeys.testSet(found.round.roundId))).stream,
    );
    const given: unknown[] = [];
    const spy: RunContainer = async (work) => {
      given.push(work);
      return { ok: false, error: { code: 'artefact_changed' } };
    };
    for (const bytes of [labels, Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(0)]) {
      const key = objectKeys.artefact(randomUUID());
      await site.scorer.objects.put(key, Readable.from([bytes]));
      await expect(runOn({ ...image, key }, spy)).rejects.toMatchObject({ name: 'ObjectChanged' });
    }
    const other = await send(predicting('1;'));
    await expect(runOn({ ...image, key: other.key }, spy)).rejects.toMatchObject({ name: 'ObjectChanged' });
    expect(given).toEqual([]);
  });

  it('leaves nothing on the machine', async () => {
    await runOn(await send('exit 1'));
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`tidemark-image-${process.pid}-`));
    expect(left).toEqual([]);
  });

  describe('on a registered runner', () => {
    let served: Awaited<ReturnType<typeof serveRunners>>;
    beforeAll(async () => {
      served = await serveRunners({ leases, oneLease });
    });
    afterAll(() => served?.stop());

    /** Leases a run to the next runner that asks, as the scorer does. */
    const leaseOut: RunContainer = async (request, key) => {
      const { client, objects, identity } = site.scorer;
      const runId = randomUUID();
      await insertRun(client.db, runId, new Date(Date.now() + 600_000));
      await allowArtefact(site.scorer, runId, { key });
      const find = async (state: string) => {
        const [row] = await site.superuser`
            select fence, recipient from runs join runners using (runner_id) where run_id = ${runId} and state = ${state}`;
        return row as { fence: number; recipient: string } | undefined;
      };
      const leased = await waitUntil(() => find('leased'));
      const encrypter = new Encrypter();
      encrypter.addRecipient(leased.recipient);
      const work = encodeWork({ recipient: identity.recipient, request });
      const sealed = await encrypter.encrypt(Buffer.concat(work));
      await objects.put(objectKeys.runWork(runId, leased.fence), Readable.from([Buffer.from(sealed)]));
      await updateRunPrepared(client.db, { runId, fence: leased.fence });
      await waitUntil(() => find('returned'));
      const result = await buffer((await objects.open(objectKeys.runResult(runId, leased.fence))).stream);
      return decodeContainerResult((await identity.open(result)).subarray(64), request);
    };

    it('gives the predictions of a run on this machine, from the stored ciphertext', async () => {
      const made = await makeRunner(site);
      const stop = new AbortController();
      const ended = workOnLeases(
        { ...made, site: served.url, log: pino({ level: 'silent' }) },
        { runner: { kind: 'wasm' }, failedTrials: [], engine: requireEngine() },
        { slots: 1, signal: stop.signal },
      );
      try {
        const image = await send(predicting());
        const onRunner = unwrap(await runOn(image, leaseOut));
        const onThisMachine = unwrap(await runOn(image));
        expect(onRunner).toEqual(onThisMachine);
        const faulty = await runOn(await send(onHidden('die;')), leaseOut);
        expect(faulty).toMatchObject({ ok: false, error: { code: 'exit_code' } });
      } finally {
        stop.abort();
        await ended;
      }
    });

    it('gives a runner the image of its own lease alone, as ciphertext', async () => {
      const { token } = await makeRunner(site);
      const other = await makeRunner(site);
      const image = await send(predicting());
      const runId = randomUUID();
      await insertRun(site.scorer.client.db, runId, new Date(Date.now() + 600_000));
      await allowArtefact(site.scorer, runId, image);
      const call = (path: string, bearer = token, init: RequestInit = {}) =>
        fetch(`${served.url}/api/runner/leases${path}`, {
          ...init,
          headers: { authorization: `Bearer ${bearer}` },
        });
      const asked = { method: 'POST', body: '{"failed_trials":[],"kinds":["onnx","container"]}' };
      const lease = await (await call('', token, asked)).json();
      expect(lease).toMatchObject({ run_id: runId, fence: 1 });
      // Before the scorer has prepared the lease nothing is given out.
      expect((await call(`/${runId}/1/artefact`)).status).toBe(409);
      await updateRunPrepared(site.scorer.client.db, { runId, fence: 1 });
      expect((await call(`/${runId}/1/artefact`, other.token)).status).toBe(409);
      expect((await call(`/${runId}/2/artefact`)).status).toBe(409);
      expect((await call(`/${randomUUID()}/1/artefact`)).status).toBe(409);
      expect((await call(`/${runId}/1/artefact`, 'tdm_none')).status).toBe(401);
      const given = await call(`/${runId}/1/artefact`);
      expect(given.status).toBe(200);
      const bytes = Buffer.from(await given.arrayBuffer());
      const stored = await buffer((await site.scorer.objects.open(image.key)).stream);
      expect(bytes.equals(stored)).toBe(true);
      expect(createHash('sha256').update(bytes).digest('hex')).not.toBe(image.sha256);
      expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
      await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
      expect((await call(`/${runId}/1/artefact`)).status).toBe(409);
    });
  });

  it('is entered again, as an image, into the round that opens after it was frozen', async () => {
    const { id } = await send(predicting());
    const roundId = randomUUID();
    await site.superuser.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update model_versions set state = 'active' where version_id = ${id}`;
      await tx`update rounds set state = 'closed', closed_at = now()`;
      const next = JSON.stringify({
        round_id: roundId,
        number: 2,
        state: 'open',
        closed_at: null,
        opened_at: new Date(),
      });
      await tx`insert into rounds select (jsonb_populate_record(r, ${next}::text::jsonb)).* from rounds r`;
    });
    await runBeginAutomatic(site.scorer, { roundId });
    const [entered] = await site.superuser`
      select kind, evidence from submissions where version_id = ${id} and round_id = ${roundId}`;
    expect(entered).toEqual({ kind: 'container', evidence: 'prospective' });
  });
});
