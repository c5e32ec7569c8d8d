import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { bundlePrograms, threadStarters } from './bundle-programs';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('knows each module of the site that starts a thread in TypeScript', () => {
  const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'app', 'server', 'demo'];
  const starters = rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)),
    )
    .filter(
      (path) => path.endsWith('.mjs') && readFileSync(join(root, path), 'utf8').includes('tsx/esm/api'),
    );
  expect([...threadStarters].sort()).toEqual(starters.sort());
});

it('leaves no program in need of a loader, and each finds its packages, its threads and the files beside its sources', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const programs = join(folder, 'programs');
  const findBundle = await bundlePrograms({ root, programs: ['worker/main.ts'], folder: programs });
  expect(readFileSync(findBundle('worker/main.ts'), 'utf8')).not.toContain('tsx/esm/api');
  // A thread of its own, which typesets with the fonts beside its source, and a package.
  writeFileSync(
    join(programs, 'try.mjs'),
    `import { Worker } from 'node:worker_threads';
    await import('zod');
    const thread = new Worker(new URL('./adapters-pictures-thread.mjs', import.meta.url), { execArgv: [], env: {} });
    thread.once('message', (word) => { console.log(word); process.exit(); });`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [join(programs, 'try.mjs')]);
  expect(stdout).toBe('ready\n');
});
