import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '@/testing/run-program';
import { findBundle } from '@/testing/spawn-process';

const models = resolve('lib/core/onnx/testing/models');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
  const output = { kind: 'probabilities', classes: ['setosa', 'versicolor', 'virginica'] };
  const signature = { input: { kind: 'one-tensor', shape: [4] }, output };
  await writeFile(join(folder, 'signature.json'), JSON.stringify(signature));
  await writeFile(
    join(folder, 'wrong.json'),
    JSON.stringify({ ...signature, output: { kind: 'probability' } }),
  );
  await writeFile(join(folder, 'model.pkl'), Uint8Array.of(0x80, 4, 0x95));
  await symlink(join(models, 'iris-forest.onnx'), join(folder, 'link.onnx'));
});

afterAll(() => rm(folder, { recursive: true }));

const run = async (...words: string[]) =>
  runProgram(process.execPath, [await findBundle('cli/check-model.ts'), ...words], {
    environment: { INIT_CWD: folder },
  });

describe('npm run check-model', { timeout: 60_000 }, () => {
  it('exits with 0 for a valid model, and names the output with the predictions', async () => {
    const { exitCode, output } = await run('link.onnx', '--signature', 'signature.json');
    expect(output).toContain('input "X": float32 [N, 4]');
    expect(output).toContain('✓ It fits the signature: the prediction is output 2, probabilities.');
    expect(exitCode).toBe(0);
  });

  it('exits with 1 for a refused model, with code, limit and fix', async () => {
    const pickle = await run('model.pkl', '--json');
    expect(JSON.parse(pickle.output)).toMatchObject({
      accepted: false,
      faults: [{ code: 'foreign_format' }],
    });
    expect(pickle.exitCode).toBe(1);
    const zipped = await run(join(models, 'iris-zipmap.onnx'), '--signature', 'signature.json');
    expect(zipped.output).toContain('zipmap_output');
    expect(zipped.exitCode).toBe(1);
  });

  it.each([
    [['none.onnx'], 'there is no'],
    [['.'], 'is no file'],
    [['link.onnx', '--signature', 'model.pkl'], 'is not JSON'],
    [['link.onnx', '--signature', 'wrong.json'], 'output.kind'],
  ])('exits with 2 for a file that can’t be read: %s', async (words, reason) => {
    const { exitCode, output } = await run(...words);
    expect(output).toContain(reason);
    expect(output).not.toContain('    at ');
    expect(exitCode).toBe(2);
  });
});
