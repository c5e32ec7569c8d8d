import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testOncePerBoot } from './test-once-per-boot';

function openFolder() {
  const folder = join(mkdtempSync(join(tmpdir(), 'tested-')), 'state');
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }));
  let tests = 0;
  return {
    folder,
    file: join(folder, 'sandbox.json'),
    countTests: () => tests,
    test: (fingerprint: string, bootId: string, failed: string[] = []) =>
      testOncePerBoot(
        { name: 'sandbox', fingerprint, folder },
        async () => {
          tests++;
          return { failed };
        },
        bootId,
      ),
  };
}

describe('stored self-test of a runner’s sandbox', () => {
  it('makes another test unnecessary in the same boot with the same fingerprint, and in no other case', async () => {
    const { test, countTests, file } = openFolder();
    for (const _ of [1, 2]) expect(await test('parts', 'monday')).toEqual([]);
    expect(countTests()).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await test('parts', 'tuesday');
    await test('other parts', 'tuesday');
    expect(countTests()).toBe(3);
  });

  it('never contains a failed test, and is ignored if its file is damaged', async () => {
    const { test, countTests, file } = openFolder();
    for (const _ of [1, 2]) expect(await test('parts', 'monday', ['network'])).toEqual(['network']);
    expect(await test('parts', 'monday')).toEqual([]);
    writeFileSync(file, '{"bootId":"monday",');
    expect(await test('parts', 'monday', ['network'])).toEqual(['network']);
    expect(countTests()).toBe(4);
  });
});
