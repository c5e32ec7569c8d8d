import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundlePrograms, threadStarters } from './bundle-programs';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('bundler of programs', () => {
  it('lists each module of the site that starts a thread in TypeScript', () => {
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

  it('bundles each program so that it needs no loader and finds its packages, threads and files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const programs = join(folder, 'programs');
    const findBundle = await bundlePrograms({ root, programs: ['worker/main.ts'], folder: programs });
    expect(readFileSync(findBundle('worker/main.ts'), 'utf8')).not.toContain('tsx/esm/api');
    // A pool starts the thread; the thread draws a card with the fonts beside its source, and imports a
    // package.
    writeFileSync(
      join(programs, 'try.mjs'),
      `import { fileURLToPath } from 'node:url';
    import { Piscina } from 'piscina';
    const filename = fileURLToPath(new URL('./adapters-pictures-thread.mjs', import.meta.url));
    const pool = new Piscina({ filename, name: 'runTask', maxThreads: 1, execArgv: [], env: {} });
    const style = { fontFamily: 'serif', display: 'flex' };
    const task = { type: 'div', key: null, props: { style, children: 'A card' } };
    const { value } = await pool.run({ number: 1, task });
    console.log(Buffer.from(value).toString('latin1', 1, 4));
    await pool.destroy();`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [join(programs, 'try.mjs')]);
    expect(stdout).toBe('PNG\n');
  });
});
