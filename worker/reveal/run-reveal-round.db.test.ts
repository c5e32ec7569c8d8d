import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { nodeHasher } from '@/adapters/node-hasher';
import { ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { readPredictionsFile } from '@/adapters/read-predictions-file';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { addJob } from '@/db/queries/job-queries';
import type { Archive } from '@/lib/core/commitment/archive';
import { verifyItems } from '@/lib/core/commitment/verify-items';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { createItemIndex, indexGroups } from '@/lib/core/round/item-index';
import { padTestSet, testSetEnvelope } from '@/lib/core/round/test-set-envelope';
import type { LabelColumn } from '@/lib/core/scoring/label-column';
import { scoreSplit } from '@/lib/core/scoring/score-split';
import type { Actor } from '@/services/access/caller';
import { findDifferingItems, listDifferingItems } from '@/services/publication/find-differing-items';
import { findTrainingData } from '@/services/publication/find-training-data';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { findArchive, findCommitment, findInputs } from '@/services/round/inputs';
import { revealRound as askToReveal, closeRound } from '@/services/round/openings';
import { findRound } from '@/services/round/view';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { type RoundToPlay, roundsToPlay } from '@/testing/rounds-to-play';
import { spawnProcess } from '@/testing/spawn-process';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { RunningScorer } from '../run-scorer';
import type { ScorerPlatform } from '../scorer-platform';
import { runPublishSnapshot } from '../snapshot/run-publish-snapshot';
import { makeRoundVault } from '../vault/round-vault';
import { runRevealRound } from './run-reveal-round';

/**
 * True for files that the zip doesn't contain: the zip itself, and the training file, whose items the zip has
 * already.
 */
const isBesideZip = (name: string): boolean => name === 'archive.zip' || name.startsWith('train.');

type Played = { slug: string; roundId: string; submissionIds: string[] };

describe('revealing a round', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let scorer: RunningScorer | null = null;

  /**
   * Plays a round until it is closed, scored and ranked. Each submitted file is compressed in another way.
   */
  async function play({ wishes, testSet, files }: RoundToPlay): Promise<Played> {
    scorer ??= await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, wishes);
    await makeOpenRound(maintainer, slug, testSet);
    const sent: { researcher: Actor; id: string }[] = [];
    for (const [i, file] of files.entries()) {
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, i % 2 === 0 ? file : gzipSync(file), {
        model: `Model ${i}`,
      });
      sent.push({ researcher, id });
    }
    for (const { researcher, id } of sent)
      expect(await awaitFinal(researcher, id)).toMatchObject({ state: 'scored' });
    const submissionIds = sent.map(({ id }) => id);
    await closeAndRank(maintainer, slug, 1);
    const { roundId } = await findRoundIds(site, slug);
    return { slug, roundId, submissionIds };
  }

  /** Plays a round and stops its scorer, so that the test runs the reveal itself. */
  async function playAndStop(round: RoundToPlay): Promise<Played> {
    const played = await play(round);
    await scorer?.stop();
    scorer = null;
    return played;
  }

  async function read(slug: string, name: string): Promise<Buffer> {
    const file = unwrap(await findArchive(slug, 1, name));
    const { stream, byteCount } = await file.open();
    const bytes = await buffer(Readable.from(stream));
    expect(bytes).toHaveLength(byteCount);
    expect(sha256(bytes)).toBe(file.etag);
    return bytes;
  }

  const readArchive = async (slug: string): Promise<Archive> =>
    JSON.parse((await read(slug, 'archive.json')).toString('utf8'));

  function labelsOf({ task, classes, items }: Archive): LabelColumn {
    if (task === 'text') return items.map(({ label }) => String(label));
    return task === 'regression'
      ? Float64Array.from(items, ({ label }) => Number(label))
      : Int32Array.from(items, ({ label }) => classes.indexOf(String(label)));
  }

  const listFiles = async (slug: string) => unwrap(await findRound(slug, 1)).archive;

  const expectNothingServed = async ({ slug, submissionIds }: Played) => {
    const names = ['archive.json', 'items.csv', 'items.parquet', 'archive.zip', 'README.txt', 'SHA256SUMS'];
    for (const name of [...names, `predictions/${submissionIds[0]}.csv`])
      expect(await findArchive(slug, 1, name)).toMatchObject(refusedAs('not_revealed'));
    expect(await listFiles(slug)).toEqual([]);
    const pair = ['model-0', 'model-1'] as const;
    for (const result of [await findDifferingItems(slug, 1, pair), await listDifferingItems(slug, 1, pair)])
      expect(result).toMatchObject(refusedAs('not_revealed'));
  };

  const listStored = async (roundId: string, names: readonly string[]) => {
    const found = await Promise.all(
      names.map((name) => site.web.objects.has(objectKeys.archiveFile(roundId, name))),
    );
    return names.filter((_, i) => found[i]);
  };

  const listValues = async ({ roundId, submissionIds }: Played) => {
    const names = ['items', 'labels', ...submissionIds];
    const found = await Promise.all(
      names.map((name) => site.web.objects.has(objectKeys.itemValues(roundId, name))),
    );
    return names.filter((_, i) => found[i]);
  };

  function readCsv(text: string): Record<string, string | undefined>[] {
    const rows: (readonly string[])[] = [];
    let header: readonly string[] = [];
    const reader = createDelimitedReader(
      {
        onHeader: (names) => {
          header = names;
          return true;
        },
        onRow: (fields) => rows.push([...fields]),
        onProblem: (problem) => expect(problem).toBeNull(),
      },
      { rowLengthMax: 1_000_000, quotedLengthMax: 1_000_000 },
    );
    reader.push(text);
    reader.finish();
    return rows.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i]])));
  }

  /**
   * A platform on which writing this file of the archive fails, as if the scorer died; files written before
   * remain.
   */
  const dyingAt = (fileName: string): ScorerPlatform => ({
    ...site.scorer,
    objects: {
      ...site.scorer.objects,
      put: async (key, source) => {
        if (key.endsWith(fileName)) throw new Error('killed');
        return site.scorer.objects.put(key, source);
      },
    },
  });

  describe.each(['binary', 'multiclass', 'regression', 'text'] as const)(
    'archive of a %s benchmark',
    (task) => {
      const round = roundsToPlay[task];
      let played: Played;
      let archive: Archive;

      beforeAll(async () => {
        played = await play(round);
        await expectNothingServed(played);
        expect(unwrap(await askToReveal(maintainer, played.slug, 1)).state).toBe('revealed');
        archive = await readArchive(played.slug);
      });

      it('shows the final items on which two models differ, and each item’s label', async () => {
        const pair = ['model-0', 'model-1'] as const;
        const { item_count, first_better, second_better, labels } = unwrap(
          await findDifferingItems(played.slug, 1, pair),
        );
        const final = archive.items.filter(({ split }) => split === 'final');
        expect(item_count).toBe(final.length);
        expect(first_better + second_better).toBeGreaterThan(0);
        expect(labels?.map(({ label }) => label) ?? null).toEqual(
          task === 'binary' || task === 'multiclass' ? archive.classes : null,
        );
        for (const { label, item_count: counted } of labels ?? [])
          expect(counted).toBe(final.filter((item) => item.label === label).length);
        const csv = await buffer(Readable.from(unwrap(await listDifferingItems(played.slug, 1, pair))));
        const rows = readCsv(csv.toString('utf8'));
        expect(rows).toHaveLength(first_better + second_better);
        expect(rows.filter(({ better }) => better === 'model-0')).toHaveLength(first_better);
        const labelById = new Map(final.map(({ id, label }) => [id, String(label)]));
        for (const { id, label } of rows) expect(labelById.get(id!)).toBe(label);
        // A model compared with itself has no differing items; neither has an unknown model name.
        for (const other of ['model-0', 'nobody'])
          expect(await findDifferingItems(played.slug, 1, ['model-0', other])).toMatchObject(
            refusedAs('not_found'),
          );
      });

      it('contains the committed items, in the order of the Merkle leaves', async () => {
        const { findings, root } = await verifyItems(archive, nodeHasher);
        expect(findings).toEqual([]);
        expect(unwrap(await findCommitment(played.slug, 1))).toMatchObject({ root, replaced: [] });
        const ids = archive.items.map(({ id }) => id);
        expect(ids).toEqual([...ids].sort());
        expect(archive).toMatchObject({
          benchmark: played.slug,
          round: 1,
          task,
          title: 'A round',
          commitment: { root, item_count: 60 },
        });
      });

      it('contains scores that its items and prediction files reproduce, to the last bit', async () => {
        expect(archive.evaluations.map(({ submission }) => submission)).toEqual(played.submissionIds);
        for (const [i, evaluation] of archive.evaluations.entries()) {
          const bytes = await read(played.slug, evaluation.predictions);
          expect(bytes.toString('utf8')).toBe(round.files[i]);
          const path = join(site.objectStoreDir, 'predictions-to-score');
          await writeFile(path, bytes);
          const rules = {
            ...archive,
            secondaryMetrics: archive.secondary_metrics,
            logLossClip: archive.commitment.log_loss_clip,
          };
          const predictions = unwrap(
            await readPredictionsFile(path, {
              ...rules,
              needsProbabilities: metricByName[archive.metric].needs === 'probabilities',
              ids: createItemIndex(archive.items.map(({ id }) => id)),
            }),
          );
          const labels = labelsOf(archive);
          for (const split of ['feedback', 'final'] as const) {
            const positions = Uint32Array.from(
              archive.items.flatMap((item, at) => (item.split === split ? [at] : [])),
            );
            const { scores } = scoreSplit({
              rules,
              labels,
              groups: indexGroups(archive.items.map(({ group }) => group)),
              positions,
              predictions,
              seed: `${evaluation.file_sha256}:${archive.benchmark}:${archive.round}:${split}`,
            });
            expect(evaluation.scores[split]).toEqual({
              score: scores.primary?.score,
              interval: scores.primary?.interval,
              secondary: scores.secondary,
            });
          }
        }
      });

      it('has the same items in archive.json, items.csv and items.parquet', async () => {
        const fromCsv = readCsv((await read(played.slug, 'items.csv')).toString('utf8'));

        const parquet = await read(played.slug, 'items.parquet');
        const fromParquet = await parquetReadObjects({
          file: new Uint8Array(parquet).buffer,
        });

        const expected = archive.items.map(({ input, ...item }) => ({
          ...item,
          ...(task === 'multiclass'
            ? { input: expect.toSatisfy((text: string) => isSameJson(JSON.parse(text), input)) }
            : Object.fromEntries(
                Object.entries(input as object).map(([name, value]) => [`input_${name}`, value]),
              )),
        }));
        expect(fromParquet).toEqual(expected);
        expect(fromCsv).toEqual(
          expected.map((row) => ({
            ...row,
            label: String(row.label),
            group: row.group ?? '',
            date: row.date ?? '',
          })),
        );
      });

      it('has a training file: the published inputs with label and round behind each', async () => {
        const isJson = task === 'multiclass';
        const name = isJson ? 'train.jsonl' : 'train.csv';
        const inputs = await buffer((await unwrap(await findInputs(played.slug, 1)).open()).stream);
        const readRows = (bytes: Buffer): Record<string, unknown>[] =>
          isJson
            ? bytes
                .toString('utf8')
                .trimEnd()
                .split('\n')
                .map((line) => JSON.parse(line))
            : readCsv(bytes.toString('utf8'));
        const labels = new Map(archive.items.map(({ id, label }) => [id, label]));
        const expected = readRows(inputs).map((row) => {
          const label = labels.get(String(row.id))!;
          return { ...row, label: isJson ? label : String(label), round: isJson ? 1 : '1' };
        });
        const byId = (rows: Record<string, unknown>[]) =>
          rows.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
        const bytes = await read(played.slug, name);
        expect(byId(readRows(bytes))).toEqual(byId(expected));
        expect(Object.keys(readRows(bytes)[0]!)).toEqual(Object.keys(expected[0]!));

        const all = await unwrap(await findTrainingData(played.slug)).open();
        expect(await buffer(all.stream)).toEqual(bytes);
        expect(all.byteCount).toBe(bytes.length);
      });

      it('lists every file with its hash, in SHA256SUMS, croissant.json and the zip alike', async () => {
        const files = await listFiles(played.slug);
        expect(files.map(({ name }) => name).sort()).toEqual(
          [
            ...[
              'README.txt',
              'SHA256SUMS',
              'archive.json',
              'archive.zip',
              'croissant.json',
              'items.csv',
              'items.parquet',
              task === 'multiclass' ? 'train.jsonl' : 'train.csv',
            ],
            ...archive.evaluations.map(({ predictions }) => predictions),
          ].sort(),
        );
        const sums = (await read(played.slug, 'SHA256SUMS')).toString('utf8');
        const summed = files.filter(({ name }) => name !== 'SHA256SUMS' && !isBesideZip(name));
        expect(sums.trimEnd().split('\n').sort()).toEqual(
          summed.map(({ name, sha256: hash }) => `${hash}  ${name}`).sort(),
        );

        const croissant = JSON.parse((await read(played.slug, 'croissant.json')).toString('utf8'));
        const described = [
          'archive.json',
          'items.csv',
          'items.parquet',
          ...archive.evaluations.map((e) => e.predictions),
        ];
        expect(
          croissant.distribution.map((file: Record<string, string>) => [file.contentUrl, file.sha256]).sort(),
        ).toEqual(
          files
            .filter(({ name }) => described.includes(name))
            .map(({ name, sha256: hash }) => [name, hash])
            .sort(),
        );

        const zipped = await unzip(await read(played.slug, 'archive.zip'));
        expect([...zipped.keys()].sort()).toEqual(
          files
            .map(({ name }) => name)
            .filter((name) => !isBesideZip(name))
            .sort(),
        );
        for (const { name, sha256: hash } of files)
          if (!isBesideZip(name)) expect(sha256(zipped.get(name)!)).toBe(hash);
      });

      it('serves only the files that its list names', async () => {
        for (const name of [
          '',
          '.',
          '../test-set.age',
          '../inputs',
          'archive.json/',
          'Archive.json',
          'readme.txt',
          '/archive.json',
          'predictions',
          'toString',
        ])
          expect(await findArchive(played.slug, 1, name)).toMatchObject(refusedAs('not_found'));
      });

      it('causes one public audit event', async () => {
        const events = await site.superuser`
        select act, actor_kind, is_public from audit_events where round_id = ${played.roundId} and act = 'round_revealed'`;
        expect(events).toEqual([{ act: 'round_revealed', actor_kind: 'scorer', is_public: true }]);
        const before = await listFiles(played.slug);
        await runRevealRound(site.scorer, played);
        expect(await listFiles(played.slug)).toEqual(before);
        expect(await askToReveal(maintainer, played.slug, 1)).toMatchObject(refusedAs('illegal_transition'));
      });
    },
  );

  it('refuses a reveal before the official ranking is published, in the request and in the job', async () => {
    scorer ??= await startTestScorer(site);
    const slug = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, slug, roundsToPlay.binary.testSet);
    await scorer.stop();
    scorer = null;
    const { id } = await submitPredictions(await makePerson(site), slug, roundsToPlay.binary.files[0]!);
    expect(await askToReveal(maintainer, slug, 1)).toMatchObject(refusedAs('illegal_transition'));
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    expect(await askToReveal(maintainer, slug, 1)).toMatchObject({
      error: { kind: 'submissions_unfinished', count: 1 },
    });
    expect(await askToReveal(await makePerson(site), slug, 1)).toMatchObject(refusedAs('forbidden'));
    expect(await askToReveal(null, slug, 1)).toMatchObject(refusedAs('not_signed_in'));
    const [row] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from submissions where submission_id = ${id}`;
    await runRevealRound(site.scorer, row!);
    await expectNothingServed({ slug, roundId: row!.roundId, submissionIds: [id] });
    expect(await listStored(row!.roundId, ['archive.json', 'items.csv'])).toEqual([]);
  });

  it('serves nothing after a scorer was killed at any file, and gives the same archive after the next try', async () => {
    const played = await playAndStop(roundsToPlay.binary);
    const seen = new Map<string, string>();
    const remembering: ScorerPlatform = {
      ...site.scorer,
      objects: {
        ...site.scorer.objects,
        put: async (key, source) => {
          const stored = await site.scorer.objects.put(key, source);
          seen.set(key, stored.sha256);
          if (key.endsWith('train.csv')) throw new Error('killed');
          return stored;
        },
      },
    };
    await expect(runRevealRound(remembering, played)).rejects.toThrow('killed');
    for (const fileName of [
      `${played.submissionIds[1]}.csv`,
      'archive.json',
      'items.parquet',
      'sha256sums',
      'archive.zip',
    ]) {
      await expect(runRevealRound(dyingAt(fileName), played)).rejects.toThrow('killed');
      expect(unwrap(await findRound(played.slug, 1)).state).toBe('closed');
      await expectNothingServed(played);
    }
    await runRevealRound(site.scorer, played);
    const files = await listFiles(played.slug);
    expect(files.length).toBe(seen.size);
    for (const { name, sha256: hash } of files)
      expect(seen.get(objectKeys.archiveFile(played.roundId, name))).toBe(hash);
  });

  it('serves nothing after SIGKILL of a scorer process during the reveal, and the next try reveals', async () => {
    const items = makeBinaryItems(20_000);
    const labels = items.labels.map((_, i) => (mixBits(i + 1) % 7 < 3 ? 'yes' : 'no'));
    const testSet = `id,size,label\n${items.ids.map((id, i) => `${id},${i},${labels[i]}`).join('\n')}\n`;
    const played = await playAndStop({
      wishes: {},
      testSet,
      files: [formatPredictions(items.ids, 'no')],
    });
    const child = await spawnProcess('worker/main.ts', site.environments.scorer);
    const { roundId } = played;
    await addJob(site.web.db, 'reveal_round', { roundId });
    await waitUntil(() => site.web.objects.has(objectKeys.archiveFile(roundId, 'archive.json')), {
      everyMs: 2,
    });
    await child.end('SIGKILL');
    expect(await listStored(roundId, ['archive.json', 'archive.zip'])).toEqual(['archive.json']);
    await expectNothingServed(played);
    await runRevealRound(site.scorer, played);
    expect((await readArchive(played.slug)).items).toHaveLength(items.ids.length);
  });

  it('serves nothing when all files are written and only the commit failed, and deletes these files once the round is frozen', async () => {
    const played = await playAndStop(roundsToPlay.binary);
    const { db } = site.scorer.client;
    const failing: ScorerPlatform = {
      ...site.scorer,
      client: {
        ...site.scorer.client,
        db: new Proxy(db, {
          get: (target, name) =>
            name === 'transaction'
              ? () => Promise.reject(new Error('no commit'))
              : Reflect.get(target, name, target),
        }),
      },
    };
    await expect(runRevealRound(failing, played)).rejects.toThrow('no commit');
    const written = ['archive.json', 'items.csv', 'items.parquet', 'archive.zip'];
    expect(await listStored(played.roundId, written)).toEqual(written);
    expect(await listValues(played)).toEqual(['items', 'labels', ...played.submissionIds]);
    await expectNothingServed(played);

    unwrap(await freezeRound(maintainer, played.slug, 1, { reason: 'Labels were seen elsewhere.' }));
    await runRevealRound(site.scorer, played);
    expect(await listStored(played.roundId, written)).toEqual([]);
    expect(await listValues(played)).toEqual([]);
    await expectNothingServed(played);

    unwrap(await unfreezeRound(maintainer, played.slug, 1));
    await runRevealRound(site.scorer, played);
    expect((await readArchive(played.slug)).items).toHaveLength(60);
  });

  it('neither reveals nor writes anything when a single label differs from the committed one', async () => {
    const played = await playAndStop(roundsToPlay.regression);
    const key = objectKeys.testSet(played.roundId);
    const sealed = await buffer((await site.web.objects.open(key)).stream);
    const tampered = roundsToPlay.regression.testSet.replace(/[^,]+\n$/, '17\n');
    const plain = Buffer.concat([
      testSetEnvelope(played.roundId),
      await buffer(padTestSet(Readable.from([Buffer.from(tampered)]))),
    ]);
    const resealed = await sealToScorer(site.web.environment.SCORER_RECIPIENT, new Blob([plain]).stream());
    await site.web.objects.put(key, Readable.from([await buffer(resealed)]));
    await expect(runRevealRound(site.scorer, played)).rejects.toThrow(ObjectChanged);
    const record = (bytes: Uint8Array) =>
      site.withoutTriggers`update rounds set test_set_sealed_sha256 = ${sha256(bytes)} where round_id = ${played.roundId}`;
    // Even if an attacker also changed the file's recorded hash, the Merkle root would show the change.
    await record(await buffer((await site.web.objects.open(key)).stream));
    await expect(runRevealRound(site.scorer, played)).rejects.toThrow('committed to');
    await record(sealed);
    expect(unwrap(await findRound(played.slug, 1)).state).toBe('closed');
    const names = ['archive.json', 'items.csv', `predictions/${played.submissionIds[0]}.csv`];
    expect(await listStored(played.roundId, names)).toEqual([]);

    await site.web.objects.put(key, Readable.from([sealed]));
    await runRevealRound(site.scorer, played);
    expect(unwrap(await findRound(played.slug, 1)).state).toBe('revealed');
  });

  it('omits withdrawn submissions, also when one is withdrawn while the archive is written', async () => {
    const played = await playAndStop(roundsToPlay.binary);
    const withdraw = (id: string) =>
      site.superuser`update submissions set withdrawn_at = now() where submission_id = ${id}`;
    const overtaken: ScorerPlatform = {
      ...site.scorer,
      objects: {
        ...site.scorer.objects,
        put: async (key, source) => {
          if (key.endsWith('archive.zip')) await withdraw(played.submissionIds[0]!);
          return site.scorer.objects.put(key, source);
        },
      },
    };
    await expect(runRevealRound(overtaken, played)).rejects.toThrow('the submissions of the round changed');
    await expectNothingServed(played);
    // A ranking that still contains a withdrawn submission prevents the reveal too.
    await expect(runRevealRound(site.scorer, played)).rejects.toThrow('published anew');
    await runPublishSnapshot(site.scorer, makeRoundVault(site.scorer), played);
    await runRevealRound(site.scorer, played);
    const { evaluations } = await readArchive(played.slug);
    expect(evaluations.map(({ submission }) => submission)).toEqual([played.submissionIds[1]]);
    expect(await findArchive(played.slug, 1, `predictions/${played.submissionIds[0]}.csv`)).toMatchObject(
      refusedAs('not_found'),
    );
  });

  it('refuses every direct write of the web process', async () => {
    const { roundId } = await playAndStop(roundsToPlay.binary);
    const web = site.web.db;
    await expect(
      web.execute(`update rounds set state = 'revealed' where round_id = '${roundId}'`),
    ).rejects.toMatchObject({ cause: { constraint_name: 'rounds_not_the_webs' } });
    const noRight = { cause: { code: '42501' } };
    await expect(
      web.execute(`update rounds set archive = '[]', revealed_at = now() where round_id = '${roundId}'`),
    ).rejects.toMatchObject(noRight);
    await expect(web.execute('select * from hidden.round_secrets')).rejects.toMatchObject(noRight);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isSameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}
