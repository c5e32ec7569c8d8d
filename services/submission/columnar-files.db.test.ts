import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { zip } from '@/testing/make-zip';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { submitForm } from '@/testing/submit-predictions';
import { makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { createRound } from '../round/create';
import { listMaintainedRounds } from '../round/view';
import { findSubmission } from './view';

const { ids, labels } = makeBinaryItems(60);

const texts = (name: string, data: readonly string[]) => ({ name, data: [...data], type: 'STRING' as const });

const parquetOf = (columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']) =>
  new Uint8Array(parquetWriteBuffer({ columnData }));

/** A test set in which neither row order nor input reveals the label. */
const testSet = parquetOf([
  texts('id', [...ids].sort()),
  { name: 'size', data: Int32Array.from({ length: ids.length }, (_, i) => (i * 37) % 97), type: 'INT32' },
  texts(
    'label',
    [...ids].sort().map((id) => labels[ids.indexOf(id)]!),
  ),
]);

/** A one-dimensional array of strings in NumPy's file format (numpy.lib.format 1.0). */
function npy(values: readonly string[]): Buffer {
  const width = Math.max(...values.map((value) => value.length));
  const header = `{'descr': '|S${width}', 'fortran_order': False, 'shape': (${values.length},), }\n`;
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([
    head,
    Buffer.from(header),
    ...values.map((value) => Buffer.from(value.padEnd(width, '\0'))),
  ]);
}

describe('Parquet and .npz', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', quota_per_round: 10 });
    await makeOpenRound(maintainer, slug, testSet);
  });

  const send = async (who: Actor, file: Uint8Array) =>
    submitForm(who, slug, formRequest({ model: `Model ${Math.random()}` }, 'file', file));

  it('give the same score as CSV, in a round whose test set was Parquet', async () => {
    const wrong = ids.map((_, i) => (i % 2 === 0 ? 'yes' : 'no'));
    const files: [Uint8Array, number][] = [
      [parquetOf([texts('prediction', labels), texts('id', ids)]), 1],
      [parquetOf([texts('id', ids), texts('prediction', wrong)]), 0],
      [
        zip([
          { name: 'id.npy', content: npy(ids) },
          { name: 'prediction.npy', content: npy(labels) },
        ]),
        1,
      ],
    ];
    for (const [file, score] of files) {
      const person = await makePerson(site);
      const sent = unwrap(await send(person, file));
      if (sent.kind !== 'accepted') throw new Error('the file was not accepted');
      const { id } = sent.submission;
      const scored = await waitUntil(async () => {
        const found = unwrap(await findSubmission(person, id));
        return found.feedback ? found : undefined;
      });
      expect(scored).toMatchObject({ state: 'scored', feedback: { score } });
    }
  });

  it('end in a rejection that names the faulty row, or says that the file is unreadable or unsupported', async () => {
    const person = await makePerson(site);
    const refusals: [Uint8Array, object][] = [
      [parquetOf([texts('id', ids), texts('prediction', ids)]), { code: 'wrong_class', line: 2 }],
      [parquetOf([texts('id', ids.slice(1)), texts('prediction', labels.slice(1))]), { code: 'missing_ids' }],
      [parquetOf([texts('name', ids)]), { code: 'wrong_header', line: 1 }],
      [testSet.subarray(0, 500), { code: 'bad_archive' }],
      [zip([{ name: 'prediction.npy', content: npy(labels) }]), { code: 'bad_archive' }],
      [npy(labels), { code: 'bad_archive', hint: expect.stringContaining('numpy.savez') }],
      [
        Buffer.from('\x80\x04\x95', 'latin1'),
        { code: 'bad_archive', hint: expect.stringContaining('never read') },
      ],
    ];
    for (const [file, fault] of refusals) {
      const outcome = await send(person, file);
      if (outcome.ok || outcome.error.kind !== 'file_rejected') throw new Error('the file was not rejected');
      expect(outcome.error.faults[0]).toMatchObject(fault);
    }
  });

  it('as test sets have a report of faults that quotes no cell', async () => {
    const upload = async (file: Uint8Array) => {
      const { number } = unwrap(
        await createRound(maintainer, slug, formRequest({ title: 'Faulty' }, 'test_set', file)),
      );
      const { check } = await waitUntil(async () =>
        unwrap(await listMaintainedRounds(maintainer, slug)).find(
          (one) => one.number === number && one.check,
        ),
      );
      return check?.problems;
    };
    expect(await upload(testSet.subarray(0, 700))).toMatchObject([{ code: 'bad_archive' }]);
    const [problem] = (await upload(parquetOf([texts('id', ids), texts('label', ids)]))) ?? [];
    expect(problem).toMatchObject({ code: 'wrong_class', line: 2 });
    expect(JSON.stringify(problem)).not.toContain(ids[0]);
  });
});
