import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { FileToRead } from '@/adapters/read-predictions-file';
import { makeUploadSlots } from '@/adapters/upload-slots';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { formRequest, streamedRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitForm } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { findQuota } from './find-quota';
import { submit } from './submit';

const uploadBytesMax = countPlainBytesMax({ task: 'binary', classes: ['no', 'yes'], itemCount: 6 });

const items = makeBinaryItems(6);

const [first] = items.ids;

const good = formatPredictions(items.ids, (i) => (i % 2 === 0 ? 'no' : 'yes'));

const odds = `id,p_no,p_yes\n${items.ids.map((id) => `${id},0.25,0.75`).join('\n')}\n`;

const lines = (text: string) => text.trimEnd().split('\n');

/** The prediction file with another first row. */
const withRow = (file: string, row: string) => [lines(file)[0], row, ...lines(file).slice(2), ''].join('\n');

const malformed: { what: string; file: string | Uint8Array; code: string; line: number | null }[] = [
  { what: 'a wrong header', file: good.replace('prediction', 'guess'), code: 'wrong_header', line: 1 },
  { what: 'a duplicate id', file: `${good}${first},no\n`, code: 'duplicate_id', line: 8 },
  { what: 'an unknown id', file: `${good}stranger,no\n`, code: 'unknown_id', line: 8 },
  { what: 'a missing id', file: lines(good).slice(0, 6).join('\n'), code: 'missing_ids', line: null },
  { what: 'a NaN', file: withRow(odds, `${first},NaN,0.5`), code: 'not_a_number', line: 2 },
  { what: 'an infinity', file: withRow(odds, `${first},inf,0.5`), code: 'infinite_number', line: 2 },
  { what: 'a wrong class', file: withRow(good, `${first},maybe`), code: 'wrong_class', line: 2 },
  { what: 'an empty value', file: withRow(good, `${first},`), code: 'empty_value', line: 2 },
  {
    what: 'a probability out of range',
    file: withRow(odds, `${first},1.5,-0.5`),
    code: 'out_of_range',
    line: 2,
  },
  {
    what: 'probabilities that do not sum to one',
    file: withRow(odds, `${first},0.5,0.6`),
    code: 'probabilities_do_not_sum',
    line: 2,
  },
  {
    what: 'a decimal comma in quotes',
    file: withRow(odds, `${first},"0,25","0,75"`),
    code: 'decimal_comma',
    line: 2,
  },
  { what: 'decimal commas', file: withRow(odds, `${first},0,25,0,75`), code: 'wrong_column_count', line: 2 },
  { what: 'semicolons', file: good.replaceAll(',', ';'), code: 'semicolon_separated', line: 1 },
  { what: 'UTF-16', file: Buffer.from(`\ufeff${good}`, 'utf16le'), code: 'not_utf8', line: 1 },
  {
    what: 'bytes that are not UTF-8',
    file: Buffer.concat([Buffer.from(good), Buffer.of(0xff, 0x0a)]),
    code: 'not_utf8',
    line: 8,
  },
  { what: 'unbalanced quotes', file: withRow(good, `"${first},no`), code: 'unbalanced_quotes', line: 2 },
  { what: 'a wrong column count', file: withRow(good, `${first},no,7`), code: 'wrong_column_count', line: 2 },
  { what: 'no byte at all', file: '', code: 'empty_file', line: null },
  { what: 'a header alone', file: 'id,prediction\n', code: 'empty_file', line: null },
  { what: 'broken JSON', file: `{"id":"${first}","prediction":"no"}\n{"id":\n`, code: 'bad_json', line: 2 },
  {
    what: 'an Excel sheet’s archive cut off',
    file: Buffer.from('PK\u0003\u0004 nothing else'),
    code: 'bad_archive',
    line: null,
  },
  { what: 'a gzip file cut off', file: gzipSync(good).subarray(0, 30), code: 'bad_archive', line: null },
  {
    what: 'an archive that unpacks to far more than six rows',
    file: gzipSync(Buffer.alloc(60_000_000, 0x61)),
    code: 'too_large',
    line: null,
  },
];

describe('submitting a file', () => {
  const site = provideTestSite();
  let slug: string;
  const researcher = providePerson(site);

  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { quota_per_round: 3 });
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
  });

  const send = (file: string | Uint8Array, dryRun = false) =>
    submit(researcher, slug, formRequest({ model: 'A model' }, 'file', file), {
      dryRun,
      idempotencyKey: null,
    });

  async function expectNothingTaken(): Promise<void> {
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({ round: { used: 0 }, day: { used: 0 } });
    const [row] = await site.superuser`
      select (select count(*)::int from submissions) as submissions, (select count(*)::int from graphile_worker.jobs) as jobs`;
    expect(row?.submissions).toBe(0);
    const files = await readdir(join(site.objectStoreDir, 'submissions')).catch(() => []);
    expect(files).toEqual([]);
  }

  it.each(malformed)(
    'fails for $what with the code $code, the place of the fault and a hint, and takes no slot',
    async ({ file, code, line }) => {
      for (const dryRun of [true, false]) {
        const outcome = await send(file, dryRun);
        if (outcome.ok || outcome.error.kind !== 'file_rejected')
          throw new Error(`not refused as a file: ${JSON.stringify(outcome)}`);
        const [fault] = outcome.error.faults;
        expect(fault).toMatchObject({ code, line });
        expect(fault?.hint).toMatch(/\w/);
      }
      await expectNothingTaken();
    },
  );

  it('fails for a file over the size limit while it arrives, and takes no slot', async () => {
    const chunk = Buffer.alloc(1 << 14, 0x61);
    let sent = 0;
    const boundary = 'b';
    async function* body() {
      yield Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n{"model":"A model"}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="f"\r\ncontent-type: text/csv\r\n\r\n`,
      );
      for (; sent < 40 * uploadBytesMax; sent += chunk.length) yield chunk;
    }
    const request = new Request('http://127.0.0.1:3000/', {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: Readable.toWeb(Readable.from(body(), { objectMode: false })),
      duplex: 'half',
    } as RequestInit);
    expect(await submitForm(researcher, slug, request)).toEqual({
      ok: false,
      error: { kind: 'too_large', bytesMax: uploadBytesMax },
    });
    expect(sent).toBeLessThan(10 * uploadBytesMax);
    await expectNothingTaken();
  });

  it.each(['ends', 'fails'])(
    'leaves no partial upload when its connection %s in the middle of the file',
    async (how) => {
      // This test has a temporary folder of its own, since other test sites on the machine write uploads too.
      const folder = await mkdtemp(join(tmpdir(), 'tidemark-upload-'));
      vi.stubEnv('TMPDIR', folder);
      async function* body() {
        yield Buffer.from(
          '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\ncontent-type: text/csv\r\n\r\nid,prediction\n',
        );
        yield Buffer.alloc(50_000, 0x61);
        if (how === 'fails') throw new Error('the connection has gone');
      }
      const request = streamedRequest(body());
      const outcome = submitForm(researcher, slug, request);
      if (how === 'fails') await expect(outcome).rejects.toThrow();
      else expect(await outcome).toMatchObject({ error: { kind: 'unsupported_media_type' } });
      expect(await readdir(folder)).toEqual([]);
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
      await expectNothingTaken();
    },
    10_000,
  );

  it('works for three concurrent files of a person, fails for more with Retry-After, and frees every slot afterwards', async () => {
    const { readers } = site.web;
    site.web.uploads = makeUploadSlots();
    let release = () => {};
    const refused = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The upload slots stay taken until the last upload was refused, since no file is read earlier.
    site.web.readers = { ...readers, check: (file) => refused.then(() => readers.check(file)) };
    let refusedCount = 0;
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const outcome = await send(good, true);
        if (!outcome.ok && ++refusedCount === 3) release();
        return outcome;
      }),
    );
    site.web.readers = readers;
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({
      ok: false,
      error: { kind: 'files_in_line', count: 3, retryAfterSeconds: expect.any(Number) },
    });
    for (const file of [good, 'nothing', good]) await send(file, true);
    expect(await send(good, true)).toMatchObject({ ok: true });
  });

  it('stops when its sender disconnects, both during the check of the file and while waiting for it', async () => {
    const reads: FileToRead[] = [];
    const { readers } = site.web;
    site.web.readers = {
      ...readers,
      check: (file) => {
        reads.push(file);
        return new Promise((resolve) => file.signal?.addEventListener('abort', () => resolve('left')));
      },
    };
    const sender = new AbortController();
    const form = formRequest({ model: 'A model' }, 'file', good);
    const request = new Request(form, { signal: sender.signal });
    const outcome = submit(researcher, slug, request, { dryRun: true, idempotencyKey: null });
    await waitUntil(async () => reads.length > 0);
    sender.abort();
    expect(await outcome).toMatchObject({ ok: false });
    site.web.readers = readers;
    expect(reads[0]).toMatchObject({ personId: researcher.userId, itemCount: 6 });
  });

  it('works with a byte order mark, CRLF, blank lines, any order of rows, gzip and JSON Lines', async () => {
    const jsonl = items.ids.map((id) => JSON.stringify({ id, prediction: 'no' })).join('\n');
    for (const file of [
      `\ufeff${good}`,
      good.replaceAll('\n', '\r\n'),
      `\n${good}\n\n`,
      ['id,prediction', ...lines(good).slice(1).reverse()].join('\n'),
      gzipSync(good),
      jsonl,
      `id,p_no,p_yes\r\n${items.ids.map((id) => `${id},1,0`).join('\r\n')}`,
    ])
      expect(await send(file, true)).toMatchObject({ ok: true, value: { kind: 'validated' } });
    await expectNothingTaken();
  });
});
