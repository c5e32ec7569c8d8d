import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { countEdits } from '@/lib/core/feedback/count-edits';
import { createRng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { countEditsFromNearest } from './earlier-files';

const rng = createRng('earlier files');

const itemCount = 300;

function drawFile(): Predictions {
  const yes = Array.from({ length: itemCount }, () => rng.nextUnit());
  return {
    kind: 'probabilities',
    predicted: Int32Array.from(yes, (share) => (share > 0.5 ? 1 : 0)),
    probabilities: Float64Array.from(yes.flatMap((share) => [1 - share, share])),
  };
}

const benchmark = { metric: 'log_loss' as const, classes: ['no', 'yes'], logLossClip: 1e-15 };

describe('counts of edits from the nearest earlier file', () => {
  it('require reading each earlier file at most once, however many files follow', async () => {
    const files = Array.from({ length: 40 }, () => ({ submissionId: randomUUID(), file: drawFile() }));
    const openedIds: string[] = [];
    const open = async (id: string) => {
      openedIds.push(id);
      return files.find(({ submissionId }) => submissionId === id)!.file;
    };
    // The cache is empty here, as if another thread had decided on the first half.
    for (let i = 20; i < files.length; i++) {
      const earlier = files.slice(0, i);
      const nearest = await countEditsFromNearest(
        benchmark,
        { ...files[i]!, earlier: earlier.map(({ submissionId }) => submissionId) },
        open,
      );
      const counts = earlier.map(({ file }) => countEdits('log_loss', benchmark, file, files[i]!.file));
      expect(nearest).toBe(Math.min(...counts));
    }
    expect(openedIds).toEqual(files.slice(0, 20).map(({ submissionId }) => submissionId));
  });

  it('have no count for a first file', async () => {
    const first = { submissionId: randomUUID(), file: drawFile(), earlier: [] };
    expect(
      await countEditsFromNearest(benchmark, first, () => Promise.reject(new Error('no file'))),
    ).toBeNull();
  });
});
