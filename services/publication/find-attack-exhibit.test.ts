import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderStore } from '@/adapters/object-store/folder-store';
import { objectKeys, objectStoreCodes } from '@/adapters/object-store/object-store';
import type { WebPlatform } from '@/adapters/web-platform';
import type { AttackExhibit } from '@/lib/contracts/attack-exhibit';
import { findAttackExhibit } from './find-attack-exhibit';

const round = (number: number, policy: 'exact' | 'guarded-ladder') => ({
  number,
  title: 'A round',
  policy,
  feedback_count: 1200,
  final_count: 2800,
  submissions: [0.49, 0.51].map((score) => ({
    outcome: 'score' as const,
    reported: score,
    feedback: score,
    final: 0.5,
    is_kept: true,
  })),
});

const exhibit: AttackExhibit = {
  benchmark: 'attack-exhibit',
  metric: 'accuracy',
  rounds: [round(1, 'exact'), round(2, 'guarded-ladder')],
};

describe('published attack of the demo', () => {
  let folder: string;
  let put: (text: string) => Promise<unknown>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-exhibit-'));
    const objects = folderStore(folder);
    put = (text) =>
      objects.put(
        objectKeys.attackExhibit,
        (async function* () {
          yield new TextEncoder().encode(text);
        })(),
      );
    vi.stubGlobal('tidemarkWebPlatform', { objects } satisfies Pick<WebPlatform, 'objects'>);
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  it('comes from the object store once, and then from memory', async () => {
    await put(JSON.stringify(exhibit));
    expect(await findAttackExhibit()).toEqual(exhibit);
    await rm(folder, { recursive: true });
    expect(await findAttackExhibit()).toEqual(exhibit);
  });

  it('doesn’t exist where no demo was seeded, until one has been', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    expect(await findAttackExhibit()).toBeNull();
    await put(JSON.stringify(exhibit));
    expect(await findAttackExhibit()).toBeNull();
    clock.mockReturnValue(7_000);
    expect(await findAttackExhibit()).toEqual(exhibit);
  });

  it('doesn’t exist if its object is missing, even if another bundle’s error class reports that, and while the store is unreachable; other failures are thrown', async () => {
    const failing = (error: Error) => ({ objects: { open: () => Promise.reject(error) } });
    const missing = Object.assign(new Error('no object'), { name: 'ObjectMissing' });
    vi.stubGlobal('tidemarkWebPlatform', failing(missing));
    expect(await findAttackExhibit()).toBeNull();
    const away = Object.assign(new Error('no response'), { code: objectStoreCodes.away });
    vi.stubGlobal('tidemarkWebPlatform', failing(away));
    expect(await findAttackExhibit()).toBeNull();
    vi.stubGlobal('tidemarkWebPlatform', failing(new Error('the disk is gone')));
    await expect(findAttackExhibit()).rejects.toThrow('the disk is gone');
  });

  it.each([
    ['{'],
    ['{}'],
    [JSON.stringify({ ...exhibit, metric: 'nonsense' })],
    [JSON.stringify({ ...exhibit, rounds: exhibit.rounds.slice(1) })],
    [JSON.stringify({ ...exhibit, padding: 'x'.repeat(300_000) })],
  ])('returns null for an object of another shape: %.40s', async (text) => {
    await put(text);
    expect(await findAttackExhibit()).toBeNull();
  });
});
