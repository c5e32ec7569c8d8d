import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/core/files/canonical-json';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { consentOf } from '@/testing/consent-of';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { makeRevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { mislabelledRounds, setObjectionPeriod } from '@/testing/mislabelled-round';
import { withTestScorer } from '@/testing/start-test-scorer';
import { closeAndRank } from '@/testing/submit-predictions';
import { meaninglessId } from '@/testing/synthetic-items';
import { acceptsTinyModels, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { consentToErratum, proposeErratum, publishErratum } from '../erratum/propose';
import { findErratum, listErrata } from '../erratum/view';
import { findDataPage } from '../page/find-data-page';
import { findMaintainedErrataPage } from '../page/find-maintained-round-page';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { findArchive, findInputs } from '../round/inputs';
import { invalidateRound } from '../round/invalidate';
import { revealRound } from '../round/openings';
import { findTrainingData } from './find-training-data';

const itemCount = 40;

/** Labels that occur nowhere else in the site, so that each one found in a response proves where it came from. */
const labelOf = (round: number, i: number): string =>
  String(Number.parseInt(meaninglessId(round * 1_000 + i), 16));

const idOf = (round: number, i: number): string => `item-${meaninglessId(round * 1_000 + 500 + i)}`;

const makeRows = (round: number) =>
  Array.from({ length: itemCount }, (_, i) => ({ id: idOf(round, i), label: labelOf(round, i) }));

const formatRound = (round: number): string =>
  `label,date,id,"a, b",size\n${makeRows(round)
    .map(
      ({ id, label }, i) =>
        `${label},2026-0${round}-01,${id},"t ""${i % 3}""",${round * 100 + ((i * 7) % 11)}`,
    )
    .join('\n')}\n`;

describe('training data', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  beforeAll(async () => {
    await setObjectionPeriod(site, 0);
  });

  const withScorer = <T>(act: () => Promise<T>) => withTestScorer(site, act);

  /** Downloads the whole training file and checks that its size is the one that API and page state. */
  async function read(slug: string): Promise<{ text: string; etag: string }> {
    const { open, etag } = unwrap(await findTrainingData(slug));
    const { stream, byteCount } = await open();
    const bytes = await buffer(stream);
    expect(bytes).toHaveLength(byteCount);
    expect((await readPage(slug)).training).toMatchObject({ byte_count: byteCount });
    return { text: bytes.toString('utf8'), etag };
  }

  const readPage = async (slug: string) => unwrap(await findDataPage(null, slug));

  async function close(slug: string, number: number): Promise<void> {
    await closeAndRank(maintainer, slug, number);
  }

  it('has the same columns as the open round’s inputs, and labels of revealed rounds only', async () => {
    await withScorer(async () => {
      const slug = await makeBenchmark(maintainer, { task: 'regression', classes: [], metric: 'mae' });
      await makeOpenRound(maintainer, slug, formatRound(1));
      expect(await findTrainingData(slug)).toMatchObject({ error: { kind: 'not_found' } });
      await close(slug, 1);
      expect(await findTrainingData(slug)).toMatchObject({ error: { kind: 'not_found' } });
      unwrap(await revealRound(maintainer, slug, 1));
      await makeOpenRound(maintainer, slug, formatRound(2));

      const { text } = await read(slug);
      const inputs = await buffer((await unwrap(await findInputs(slug, 2)).open()).stream);
      const [header] = inputs.toString('utf8').split('\n');
      expect(header).toBe('id,date,"a, b",size');
      const [names, ...rows] = text.trimEnd().split('\n');
      expect(names).toBe(`${header},label,round`);
      expect(
        rows.map((row) => [row.split(',')[0], row.split(',').at(-2), row.split(',').at(-1)]).sort(),
      ).toEqual(
        makeRows(1)
          .map(({ id, label }) => [id, label, '1'])
          .sort(),
      );
      const page = await readPage(slug);
      expect(page.byteCounts.inputs).toBe(inputs.length);
      expect(page.columns?.columns.map(({ name, type }) => [name, type])).toEqual([
        ...[
          ['id', 'text'],
          ['date', 'date'],
          ['a, b', 'text'],
          ['size', 'number'],
        ],
        ...[
          ['label', 'number'],
          ['round', 'number'],
        ],
      ]);

      const secrets = makeRows(2).flatMap(({ id, label }) => [id, label]);
      const expectUnchanged = async () => {
        const again = await read(slug);
        expect(again.text).toBe(text);
        const shown = JSON.stringify(await readPage(slug));
        expect(secrets.filter((secret) => again.text.includes(secret) || shown.includes(secret))).toEqual([]);
      };
      await expectUnchanged();
      unwrap(await freezeRound(maintainer, slug, 2, { reason: 'Under suspicion.' }));
      await expectUnchanged();
      unwrap(await unfreezeRound(maintainer, slug, 2));
      await close(slug, 2);
      await expectUnchanged();
      unwrap(await freezeRound(maintainer, slug, 2, { reason: 'Under suspicion.' }));
      unwrap(await invalidateRound(maintainer, slug, 2, { reason: 'It leaked.' }));
      const operator = await makeOperator(site, await makePerson(site));
      unwrap(await invalidateRound(operator, slug, 2, await consentOf(site, slug, 2)));
      await expectUnchanged();
      await makeSealedRound(maintainer, slug, formatRound(3));
      await expectUnchanged();
    });
  });

  it('includes input columns that are hidden before the reveal', async () => {
    await withScorer(async () => {
      const slug = await makeBenchmark(maintainer, {
        ...acceptsTinyModels,
        ...{ model_sample: null, inputs: 'hidden' },
      });
      const testSet = tinyTestSet(1);
      await makeOpenRound(maintainer, slug, testSet);
      const expectNothing = async () => {
        expect(await findTrainingData(slug)).toMatchObject({ error: { kind: 'not_found' } });
        expect(await readPage(slug)).toMatchObject({
          ...{ training: null, columns: null },
          byteCounts: { inputs: null, sampleSubmission: null },
        });
      };
      await expectNothing();
      await close(slug, 1);
      await expectNothing();
      unwrap(await revealRound(maintainer, slug, 1));
      const [header, ...rows] = (await read(slug)).text.trimEnd().split('\n');
      expect(header).toBe('id,a,b,label,round');
      expect(rows.sort()).toEqual(
        testSet
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((row) => `${row},1`)
          .sort(),
      );
    });
  });

  it.each(['binary', 'multiclass', 'regression', 'text'] as const)(
    'has the corrected labels after a published erratum (%s), while the archive keeps the sealed ones',
    async (task) => {
      const { round, corrections } = mislabelledRounds[task];
      const { slug } = await makeRevealedRound(site, maintainer, round);
      const name = task === 'multiclass' ? 'train.jsonl' : 'train.csv';
      const readArchived = async () => {
        const { stream } = await unwrap(await findArchive(slug, 1, name)).open();
        return (await buffer(stream)).toString('utf8');
      };
      const sealed = await read(slug);
      expect(sealed.text).toBe(await readArchived());
      expect((await readPage(slug)).training?.corrected).toEqual([]);

      unwrap(await proposeErratum(maintainer, slug, 1, { corrections, reason: 'They were wrong.' }));
      await withScorer(async () => {
        await waitUntil(async () => {
          const { maintained } = unwrap(await findMaintainedErrataPage(maintainer, slug, 1));
          return maintained?.errata[0]?.state === 'compared';
        });
        const operator = await makeOperator(site, await makePerson(site));
        const { consent_to } = unwrap(await findErratum(operator, slug, 1, 1));
        unwrap(await consentToErratum(operator, slug, 1, 1, { consent_to }));
        expect(await read(slug), 'consented to, not published').toEqual(sealed);
        expect(unwrap(await publishErratum(maintainer, slug, 1, 1)).state).toBe('published');
      });

      const corrected = await read(slug);
      expect(corrected.etag).not.toBe(sealed.etag);
      expect(await readArchived()).toBe(sealed.text);
      const applied = unwrap(await listErrata(slug, 1)).published[0]!.corrections;
      expect(applied).toHaveLength(corrections.length);
      const right = new Map(applied.map(({ id, to }) => [id, to]));
      expect(parseRows(corrected.text, name)).toEqual(
        parseRows(sealed.text, name).map((row) => ({
          ...row,
          label: right.get(String(row.id)) ?? row.label,
        })),
      );
      expect((await readPage(slug)).training?.corrected).toEqual([
        { number: 1, title: 'A round', count: corrections.length },
      ]);
    },
  );
});

function parseRows(text: string, name: string): Record<string, JsonValue>[] {
  if (name.endsWith('.jsonl'))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const rows: Record<string, JsonValue>[] = [];
  let names: readonly string[] = [];
  const reader = createDelimitedReader({
    onHeader: (header) => {
      names = [...header];
      return true;
    },
    onRow: (fields) => {
      rows.push(Object.fromEntries(names.map((column, i) => [column, fields[i]!])));
    },
    onProblem: ({ detail }) => {
      throw new Error(detail);
    },
  });
  reader.push(text);
  reader.finish();
  return rows;
}
