import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { openRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { listMaintainedRounds } from '@/services/round/view';
import { submit } from '@/services/submission/submit';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/**
 * Does the work of a web process for a round, in a process of its own: uploads, seals and opens a large test set, and submits
 * one prediction file. Prints the process's peak resident memory.
 */
const [slug = '', maintainerJson = '', researcherJson = '', itemCountText, byteCountText] =
  process.argv.slice(2);

await makeWebPlatform(readWebEnvironment());

const maintainer: Actor = JSON.parse(maintainerJson);
const researcher: Actor = JSON.parse(researcherJson);
const itemCount = Number(itemCountText);

const rowBytes = Math.floor(Number(byteCountText) / itemCount);

// Ids are so long that a string slice of a chunk of the file would keep the whole chunk in memory.
const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

const labelOf = (i: number) => (mixBits(i + 1) % 2 === 0 ? 'yes' : 'no');

function* testSetRows(): Generator<string> {
  yield 'id,text,label\n';
  for (let i = 0; i < itemCount; i++) {
    const [id, label] = [idOf(i), labelOf(i)];
    yield `${id},${'lorem ipsum '.repeat(200).slice(0, rowBytes - id.length - label.length - 3)},${label}\n`;
  }
}

function* predictionRows(): Generator<string> {
  yield 'id,p_no,p_yes\n';
  for (let i = 0; i < itemCount; i++)
    yield `${idOf(i)},0.${i % 10},0.${10 - (i % 10)}\n`.replace('0.10', '1.0');
}

/** A multipart request whose file is generated while it is read. */
function streamingForm(metadata: object, field: string, rows: Generator<string>): Request {
  const boundary = randomUUID();
  function* body(): Generator<Buffer> {
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n${JSON.stringify(metadata)}\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n`,
    );
    let piece = '';
    for (const row of rows) {
      piece += row;
      if (piece.length < 65_536) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    yield Buffer.from(`${piece}\r\n--${boundary}--\r\n`);
  }
  return new Request('http://127.0.0.1:3000/', {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Readable.toWeb(Readable.from(body(), { objectMode: false, highWaterMark: 65_536 })),
    duplex: 'half',
  } as RequestInit);
}

const { number } = unwrap(
  await createRound(maintainer, slug, streamingForm({ title: 'Big' }, 'test_set', testSetRows())),
);

const inState = (isThere: (round: { state: string; check: unknown }) => boolean) =>
  waitUntil(
    async () => {
      const round = unwrap(await listMaintainedRounds(maintainer, slug)).find((r) => r.number === number);
      return round !== undefined && isThere(round);
    },
    { patienceMs: 900_000, everyMs: 100 },
  );

await inState(({ check }) => check !== null);

unwrap(await sealRound(maintainer, slug, number));

await inState(({ state }) => state === 'sealed');

unwrap(await openRound(maintainer, slug, number));

await inState(({ state }) => state === 'open');

unwrap(
  await submit(researcher, slug, streamingForm({ model: 'Big' }, 'file', predictionRows()), {
    dryRun: false,
    idempotencyKey: 'big',
  }),
);

console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }));

process.exit(0);
