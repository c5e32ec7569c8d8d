import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createItemIndex } from '@/lib/core/round/item-index';
import { checkPredictions } from './check-file';

const spec = {
  task: 'binary',
  classes: ['no', 'yes'],
  needsProbabilities: false,
  ids: createItemIndex(['a', 'b']),
  logLossClip: null,
} as const;
const check = (text: string | Buffer<ArrayBuffer>, packing: 'plain' | 'gzip') =>
  checkPredictions(new File([text], 'predictions'), packing, spec, () => {});

describe('the browser’s check of a prediction file', () => {
  it('accepts a valid file, gzipped or plain', async () => {
    const good = 'id,prediction\nb,yes\na,no\n';
    expect(await check(good, 'plain')).toEqual({
      ...{ itemCount: 2, problems: [], problemCount: 0, clippedCount: 0 },
    });
    expect(await check(gzipSync(good), 'gzip')).toMatchObject({ problemCount: 0 });
  });

  it('rejects what the server rejects: a file with too much text or too many rows for its round', async () => {
    const long = `id,prediction\n${' '.repeat(900_000)}\n${' '.repeat(900_000)}\n`;
    expect(await check(long, 'plain')).toMatchObject({ problems: [{ code: 'too_large' }] });
    const { problems } = await check(`id,prediction\n${'a,no\n'.repeat(10_000)}`, 'plain');
    expect(problems.at(-1)).toMatchObject({ code: 'too_many_rows' });
  });
});
