import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBenchmark } from '@/db/testing/make-benchmark';
import { makePerson } from '@/db/testing/make-person';
import { makeTestSite, type TestSite } from '@/db/testing/make-test-site';
import { readPeakMemory, spawnProcess } from '@/db/testing/spawn-process';
import { unwrap } from '@/db/testing/unwrap';
import { waitUntil } from '@/db/testing/wait-until';
import { closeRound } from '@/lib/services/close-round';
import { createRound } from '@/lib/services/create-round';
import { findLeaderboard } from '@/lib/services/find-leaderboard';
import { findRound } from '@/lib/services/find-round';
import { listMaintainedRounds } from '@/lib/services/list-rounds';
import { openRound } from '@/lib/services/open-round';
import { revealRound } from '@/lib/services/reveal-round';
import { sealRound } from '@/lib/services/seal-round';

let site: TestSite;
beforeAll(async () => { site = await makeTestSite(); });
afterAll(() => site?.drop());

const n = 1_000_000;
function* rows() {
  yield 'id,text,a,b,label\n';
  for (let i = 0; i < n; i++) {
    const k = (i * 7919) % n;
    yield `00000000-0000-4000-8000-${String(k).padStart(12, '0')},${'lorem ipsum '.repeat(12)}${k},${k % 97},${Math.sin(k)},${k % 3 ? 'no' : 'yes'}\n`;
  }
}
function form(): Request {
  const b = 'xyzboundary';
  function* body() {
    yield Buffer.from(`--${b}\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n${JSON.stringify({ title: 'Big' })}\r\n--${b}\r\nContent-Disposition: form-data; name="test_set"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n`);
    let p = '';
    for (const r of rows()) { p += r; if (p.length > 65536) { yield Buffer.from(p); p = ''; } }
    yield Buffer.from(`${p}\r\n--${b}--\r\n`);
  }
  return new Request('http://127.0.0.1:3000/', { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${b}` }, body: Readable.toWeb(Readable.from(body(), { objectMode: false })), duplex: 'half' } as RequestInit);
}
it('big', async () => {
  const maintainer = await makePerson(site);
  let scorer = spawnProcess('worker/main.ts', site.environments.scorer);
  const slug = await makeBenchmark(maintainer);
  unwrap(await createRound(maintainer, slug, form()));
  const state = (f: (r: any) => boolean) => waitUntil(async () => { const r = unwrap(await listMaintainedRounds(maintainer, slug))[0]; return r && f(r); }, { patienceMs: 400_000, everyMs: 200 });
  await state((r) => r.check !== null);
  console.log('checked', performance.now());
  unwrap(await sealRound(maintainer, slug, 1)); await state((r) => r.state === 'sealed');
  unwrap(await openRound(maintainer, slug, 1)); await state((r) => r.state === 'open');
  unwrap(await closeRound(maintainer, slug, 1));
  await waitUntil(async () => (await findLeaderboard(null, slug, 1)).ok);
  console.log('closed', performance.now(), readPeakMemory(scorer.pid)! / 1e6);
  await scorer.end('SIGKILL');
  await site.superuser`delete from scorer_heartbeats`;
  scorer = spawnProcess('worker/main.ts', site.environments.scorer);
  const t = performance.now();
  unwrap(await revealRound(maintainer, slug, 1));
  let beats = 0; let longest = 0;
  await state((r) => r.state === 'revealed');
  console.log('revealed in s', (performance.now() - t) / 1000, 'peak MB', readPeakMemory(scorer.pid)! / 1e6);
  console.log(JSON.stringify(unwrap(await findRound(null, slug, 1)).archive.map((f) => [f.name, f.byte_count])));
  console.log(scorer.output().slice(-1500));
  await scorer.end('SIGTERM');
  expect(1).toBe(1);
}, 900_000);
