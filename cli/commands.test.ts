import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { nodeHasher } from '@/adapters/node-hasher';
import { labelArchive } from '@/lib/core/commitment/archive';
import { scorePractice } from '@/lib/core/commitment/score-practice';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import { type MadeArchive, makeArchive } from '@/testing/make-archive';
import { findBundle } from '@/testing/spawn-process';

let folder: string;

let made: MadeArchive;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  made = await makeArchive(nodeHasher, {
    itemCount: 80,
    submissionCount: 2,
    metric: 'log_loss',
    secondaryMetrics: ['roc_auc', 'macro_f1'],
  });
  for (const [path, bytes] of made.bytesOf) await write(`whole/${path}`, bytes);
  for (const [path, bytes] of made.bytesOf) await write(path, bytes);
});

afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function run(
  program: 'score' | 'verify',
  ...words: string[]
): Promise<{ code: number; out: string; error: string }> {
  const bundle = await findBundle(`cli/${program}.ts`);
  const environment = { ...process.env, INIT_CWD: folder };
  return new Promise((done) => {
    execFile(process.execPath, [bundle, ...words], { env: environment }, (fault, out, error) =>
      done({ code: typeof fault?.code === 'number' ? fault.code : 0, out, error }),
    );
  });
}

const known = () => [
  '--root',
  made.archive.commitment.root,
  '--sha256',
  made.files.listed!.get('archive.json')!,
];

describe('npm run verify', { timeout: 60_000 }, () => {
  it('exits with 0 for an honest archive with the root and the SHA-256 of archive.json, by folder and by file', async () => {
    for (const where of ['whole', 'archive.json']) {
      const { code, out } = await run('verify', where, ...known());
      expect(out).toMatch(
        /This archive verifies: \d+ checks passed\. Rankings, errata and withdrawals are published beside/,
      );
      expect(code).toBe(0);
    }
  });

  it('exits with 2 without a published root or SHA-256, or with a missing or a strange file, and names each', async () => {
    const { code, out } = await run('verify', 'whole');
    expect(out).toMatch(/– Not compared with a published commitment/);
    expect(out).toMatch(/– archive\.json was not compared with a published SHA-256/);
    expect(out).toMatch(/incomplete: nothing wrong was found, but 2 of \d+ checks were not made/);
    expect(code).toBe(2);
    await rename(join(folder, 'whole/items.csv'), join(folder, 'whole/Items.csv'));
    const renamed = await run('verify', 'whole', ...known());
    await rename(join(folder, 'whole/Items.csv'), join(folder, 'whole/items.csv'));
    expect(renamed.out).toContain('items.csv: it is not there');
    expect(renamed.out).toContain('Items.csv: no archive has a file of this name');
    expect(renamed.code).toBe(2);
  });

  it('exits with 1 for a tampered archive and names the item', async () => {
    const [first, ...rest] = made.archive.items;
    const items = [{ ...first!, label: first!.label === 'yes' ? 'no' : 'yes' }, ...rest];
    await write('tampered.json', JSON.stringify({ ...made.archive, items }));
    const { code, out } = await run('verify', 'tampered.json');
    expect(out).toContain(`${first!.id} (item 1)`);
    expect(code).toBe(1);
  });

  it('exits with 1 for a zip with a forged label in items.csv, and names the item', async () => {
    const item = made.archive.items[3]!;
    const zip = new ZipFile();
    for (const [path, bytes] of made.bytesOf) {
      const text = Buffer.from(bytes).toString();
      const forged = text.replace(
        `\n${item.id},${item.split},${item.label}`,
        `\n${item.id},${item.split},forged`,
      );
      zip.addBuffer(Buffer.from(path === 'items.csv' ? forged : bytes), path);
    }
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(join(folder, 'forged.zip')));
    const { code, out } = await run('verify', 'forged.zip');
    expect(out).toContain(`items.csv, ${item.id} (item 4)`);
    expect(code).toBe(1);
  });

  it('exits with 2 for a missing file or one that is no archive', async () => {
    await write('other.json', '{"items": []}');
    for (const where of ['other.json', 'nothing.json']) {
      const { code, error } = await run('verify', where);
      expect(error).not.toContain('at ');
      expect(code).toBe(2);
    }
  });
});

describe('hostile archive', { timeout: 60_000 }, () => {
  it('prints nothing but printable characters on its own line', async () => {
    const title = 'March\u001b[2J\r\n✓ This archive verifies\u009b\u202e';
    await write('loud.json', JSON.stringify({ ...made.archive, title, benchmark: title }));
    for (const words of [[], ['--json']]) {
      const { out } = await run('verify', 'loud.json', ...words);
      expect(out).toContain('March');
      expect(out.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
      expect(out).not.toMatch(/^✓ This archive verifies/m);
    }
  });

  it('causes a readable error where it is no file, or decompresses to more than an archive of its size can have', async () => {
    await promisify(execFile)('mkfifo', [join(folder, 'pipe.json')]);
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(50_000_000, '[],'), 'archive.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(join(folder, 'bomb.zip')));
    for (const [where, words] of [
      ['pipe.json', 'is a pipe or a device'],
      ['bomb.zip', 'which no archive of its size has'],
    ] as const) {
      const { code, error } = await run('verify', where);
      expect(error).toContain(words);
      expect(error).not.toContain('at ');
      expect(code).toBe(2);
    }
  });
});

describe('npm run score', { timeout: 60_000 }, () => {
  it('prints the same doubles as the stored evaluation and the browser, with the seed of file and round', async () => {
    const labelled = labelArchive(made.archive);
    if (!labelled.ok) throw new Error(labelled.error.detail);
    const { benchmark, round } = made.archive;
    for (const { file_sha256: sha256, predictions: path, scores } of made.archive.evaluations) {
      const seed = `${sha256}:${benchmark}:${round}`;
      const { out } = await run('score', '--round', '.', path, '--seed', seed, '--json');
      const printed = JSON.parse(out);
      expect(printed).toMatchObject({ mode: 'practice', ranked: false, seed, scores });
      const { rules, index } = labelled.value;
      const predictions = await parsePredictions([made.bytesOf.get(path)!], {
        ...rules,
        ids: index,
        needsProbabilities: true,
      });
      if (!predictions.ok) throw new Error('an honest file');
      expect(printed.scores).toEqual(scorePractice(labelled.value, predictions.value, seed));
    }
  });

  it('follows no symbolic link, and doesn’t wait for a pipe', async () => {
    await symlink('archive.json', join(folder, 'link.csv'));
    await promisify(execFile)('mkfifo', [join(folder, 'pipe.csv')]);
    for (const file of ['link.csv', 'pipe.csv']) {
      const { code, error } = await run('score', '--round', '.', file);
      expect(error).toMatch(/is a link|is a pipe/);
      expect(code).toBe(2);
    }
  });

  it('exits with 1 for a faulty file, with the line', async () => {
    await write('bad.csv', 'id,p_no,p_yes\nitem-0,2,1\n');
    const { code, error } = await run('score', '--round', '.', 'bad.csv');
    expect(error).toContain('line 2');
    expect(code).toBe(1);
  });
});
