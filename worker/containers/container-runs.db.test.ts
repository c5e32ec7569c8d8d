import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { updateRunPrepared } from '@/db/queries/run-queries';
import { encodePredictions } from '@/lib/core/submission/predictions';
import type { Actor } from '@/services/access/caller';
import { findDryRun } from '@/services/dry-run/dry-run';
import { findSubmission } from '@/services/submission/view';
import { endRuns } from '@/testing/end-runs';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { findTestEngine } from '@/testing/provide-containers';
import { sendDryRun } from '@/testing/send-dry-run';
import { serveRunners } from '@/testing/serve-runners';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { writePerlLayer } from '../runner/container/testing/perl-image';
import { writeDockerArchive } from '../runner/container/testing/write-image';
import { callOverHttp } from '../runner/lease-work';
import { findProgram } from '../runner/sandbox-facts';
import { runDryRun } from '../runs/run-dry-run';
import { runFinishModel } from '../runs/run-finish-model';
import { runScoreModel } from '../runs/run-score-model';
import { findRoundOf } from '../scoring/run-score-submission';
import { makeRoundVault, type OpenedRound } from '../vault/round-vault';
import { composeRoundInputs } from './compose-inputs';
import { openSealedImage } from './sealed-image';

const engine = await findTestEngine('runsc');
const sandboxed = describe.skipIf(engine === undefined);
const perlLayer = engine && (await writePerlLayer());

const good = `print O $id, ",", ($b > $a ? "yes" : "no"), "\\n";`;

/** Makes a Perl program that predicts yes where b > a, or does what `row` says for each row. */
const predicting = (row = good) => `
open I, "<", "/input/inputs.csv" or die $!; open O, ">", "/output/predictions.csv" or die $!;
print O "id,prediction\\n"; <I>;
while (<I>) { chomp; my ($id, $a, $b) = split /,/; ${row} }
close O or die $!;`;

/** Makes a program that predicts as above on the public sample, and does what `row` says on hidden inputs. */
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
  const site = provideTestSite();
  let slug: string;
  let vault: ReturnType<typeof makeRoundVault>;
  let found: Awaited<ReturnType<typeof findRoundOf>>;
  let opened: OpenedRound;

  beforeAll(async () => {
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
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1)));
    const [round] = await site.superuser<[{ id: string }]>`select round_id as id from rounds`;
    found = await findRoundOf(site.scorer, { roundId: round.id });
    vault = makeRoundVault(site.scorer);
    opened = await vault.open(found.round, found.benchmark);
  });

  type Sent = { person: Actor; id: string; versionId: string };

  /** Submits an image as a participant does. */
  async function send(code: string): Promise<Sent> {
    const person = await makePerson(site);
    const model = `Image ${randomUUID()}`;
    const { id } = unwrap(await submitModel(person, slug, imageOf(code), { model, kind: 'container' }));
    const [row] = await site.superuser<[{ versionId: string }]>`
      select version_id as "versionId" from submissions where submission_id = ${id}`;
    return { person, id, versionId: row.versionId };
  }
  /** Runs a submission until its end, and returns it as its team sees it. */
  async function score({ person, id }: Sent) {
    await runScoreModel(site.scorer, { submissionId: id });
    await endRuns(site, site.scorer, { containers: engine });
    await site.superuser`
      update hidden.hidden_runs set reportable_at = now() - interval '1 millisecond' where submission_id = ${id} and outcome is not null`;
    await runFinishModel(site.scorer, vault, { submissionId: id });
    return unwrap(await findSubmission(person, id));
  }
  async function tryOut(code: string) {
    const person = await makePerson(site);
    const { id } = unwrap(await sendDryRun(person, slug, imageOf(code), 'container'));
    await runDryRun(site.scorer, { dryRunId: id });
    await endRuns(site, site.scorer, { containers: engine });
    return unwrap(await findDryRun(person, id));
  }

  it('predicts what the same program predicts outside, of a file of inputs without a label', async () => {
    const { input } = await composeRoundInputs(site.scorer, found.round, found.benchmark, opened);
    const text = Buffer.from(input.bytes).toString();
    expect(text.split('\n')[0]).toBe('id,a,b');
    expect(text).not.toMatch(/yes|no/);
    const uploaded = tinyTestSet(1).split('\n').slice(1, -1);
    const numbersOf = (rows: string[]) => rows.map((row) => row.split(',').slice(1, 3).join()).sort();
    expect(numbersOf(text.split('\n').slice(1, -1))).toEqual(numbersOf(uploaded));

    const folder = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(folder, 'inputs.csv'), input.bytes);
    execFileSync(findProgram('perl') ?? '', [
      '-e',
      predicting().replaceAll(/\/(?:input|output)\//g, `${folder}/`),
    ]);
    const rows = readFileSync(join(folder, 'predictions.csv'), 'utf8').split('\n').slice(1, -1);
    rmSync(folder, { recursive: true });
    const outside = rows
      .map((row) => row.split(','))
      .sort(([a], [b]) => (a! < b! ? -1 : 1))
      .map(([, name]) => (name === 'yes' ? 1 : 0));

    const sent = await send(predicting());
    await score(sent);
    // The team sees this state only after feedback was decided, so the row is read directly.
    expect(await site.superuser`select state from submissions where submission_id = ${sent.id}`).toEqual([
      { state: 'scored' },
    ]);
    const [run] = await site.superuser`
      select predictions_sha256 as sha256, conditions from hidden.model_runs where submission_id = ${sent.id}`;
    const bytes = encodePredictions({
      ...{ kind: 'classes', probabilities: null },
      predicted: Int32Array.from(outside),
    });
    expect(run!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(run!.conditions).toMatchObject({
      runtime: 'runsc',
      runner: expect.stringMatching(/^runner-/),
      imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      limits: { memoryBytesMax: 256 * 1024 ** 2, wallMsMax: 10_000, cores: 1 },
    });
  });

  const countHiddenRuns = async () => {
    const [row] = await site.superuser<[{ count: number }]>`select count(*)::int from hidden.hidden_runs`;
    return row.count;
  };

  it('shows the end of stderr on the sample, where no hidden run begins, and only a code on hidden inputs', async () => {
    const before = await countHiddenRuns();
    const onSample = await score(await send(predicting('die "cannot read $id with $a";')));
    expect(onSample).toMatchObject({ state: 'rejected', code: 'exit_code' });
    expect(onSample.message).toContain('cannot read sample-1 with 1');
    expect(onSample.message).toContain('given back');
    expect(await countHiddenRuns()).toBe(before);
    const onRound = await score(await send(onHidden('die "cannot read $id with $a";')));
    expect(onRound).toMatchObject({ state: 'rejected', code: 'exit_code' });
    expect(onRound.message).not.toContain('cannot read');
    expect(await countHiddenRuns()).toBe(before + 1);
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
    ['too much memory', 'my @m; push @m, "x" x 50_000_000 while 1;', 'memory'],
    ['an endless program', '1 while 1;', 'timeout'],
  ])('rejects %s on hidden inputs by a code, with nothing of the inputs', async (_, row, expected) => {
    const scored = await score(await send(onHidden(row)));
    expect(scored).toMatchObject({ state: 'rejected', code: expected });
    for (const id of opened.index.listIds()) expect(scored.message).not.toContain(id);
    expect(scored.message).not.toMatch(/line \d|0\.\d/);
  });

  it('names on the sample in which line the predictions are wrong, and what stands there', async () => {
    const tried = await tryOut(predicting('print O "$id,maybe\\n";'));
    expect(tried).toMatchObject({ state: 'rejected', code: 'wrong_class' });
    expect(tried.message).toMatch(/in line 2: .*maybe/s);
  });

  it('shows the predictions for the sample in its order', async () => {
    const tried = await tryOut(predicting());
    expect(tried).toMatchObject({ state: 'passed', sample_count: 2 });
    expect(tried.outputs).toEqual(['yes', 'no']);
  });

  it('fails by a fault of the platform where the stored image is another team’s or was cut', async () => {
    const [one, other, cut] = [
      await send(predicting()),
      await send(predicting('')),
      await send(predicting()),
    ];
    const open = async (key: string) => (await site.scorer.objects.open(key)).stream;
    const replace = async (by: Buffer, { versionId }: Sent) => {
      await site.scorer.objects.delete(objectKeys.artefact(versionId));
      await site.scorer.objects.put(objectKeys.artefact(versionId), singleChunk(by));
    };
    await replace(await buffer(await open(objectKeys.artefact(other.versionId))), one);
    await replace((await buffer(await open(objectKeys.artefact(cut.versionId)))).subarray(0, -100), cut);
    for (const sent of [one, cut]) {
      await runScoreModel(site.scorer, { submissionId: sent.id });
      await expect(endRuns(site, site.scorer, { containers: engine })).rejects.toMatchObject({
        name: 'ObjectChanged',
      });
      expect(unwrap(await findSubmission(sent.person, sent.id))).toMatchObject({
        state: 'failed',
        code: 'file_changed',
      });
    }
  });

  it('gives no runner the key of another file, such as a test set in the place of an image', async () => {
    const { versionId: id } = await send(predicting());
    const { objects } = site.scorer;
    const labels = await buffer((await objects.open(objectKeys.testSet(found.round.roundId))).stream);
    const key = objectKeys.artefact(id);
    const openIt = () => openSealedImage(site.scorer, { key, id, sha256: '', byteCount: 1 });
    expect((await openIt()).fileKey).toHaveLength(16);
    for (const bytes of [labels, Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(0)]) {
      await objects.delete(key);
      await objects.put(key, singleChunk(bytes));
      await expect(openIt()).rejects.toMatchObject({ name: 'ObjectChanged' });
    }
  });

  it('leaves nothing on the machine', async () => {
    await tryOut('exit 1');
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`tidemark-image-${process.pid}-`));
    expect(left).toEqual([]);
  });

  it('gives a runner the image of its own lease alone, as ciphertext, once its work is prepared', async () => {
    const served = await serveRunners({ leases, oneLease });
    const [{ token }, other] = [await makeRunner(site), await makeRunner(site)];
    const { id, versionId } = await send(predicting());
    await runScoreModel(site.scorer, { submissionId: id });
    const call = (path: string, bearer = token, init: RequestInit = {}) =>
      callOverHttp({ site: served.url, token: bearer })(path, init);
    const body = JSON.stringify({ failed_trials: [], kinds: ['onnx', 'container'], takes: ['long'] });
    const { run_id: runId } = await (await call('leases', token, { method: 'POST', body })).json();
    const artefactOf = async (run: string, fence: number, bearer?: string) =>
      call(`leases/${run}/${fence}/artefact`, bearer);
    expect((await artefactOf(runId, 1)).status).toBe(409);
    await updateRunPrepared(site.scorer.client.db, { runId, fence: 1 }, new Date(Date.now() + 60_000));
    expect((await artefactOf(runId, 1, other.token)).status).toBe(409);
    expect((await artefactOf(runId, 2)).status).toBe(409);
    expect((await artefactOf(randomUUID(), 1)).status).toBe(409);
    expect((await artefactOf(runId, 1, 'tdm_none')).status).toBe(401);
    const given = await artefactOf(runId, 1);
    expect(given.status).toBe(200);
    const bytes = Buffer.from(await given.arrayBuffer());
    const stored = await buffer((await site.scorer.objects.open(objectKeys.artefact(versionId))).stream);
    expect(bytes.equals(stored)).toBe(true);
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
    expect((await artefactOf(runId, 1)).status).toBe(409);
    await site.superuser`delete from runs`;
    await served.stop();
  });
});

async function* singleChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
