import { describe, expect, it } from 'vitest';
import { correctionsMax } from '@/lib/contracts/erratum';
import { readCorrections } from './read-corrections';

describe('the parser of typed corrections', () => {
  it('reads an id, a comma and a label per line', () => {
    expect(readCorrections('a1,ripe\n\n"b, 2",green')).toEqual({
      ok: true,
      value: [
        { id: 'a1', to: 'ripe' },
        { id: 'b, 2', to: 'green' },
      ],
    });
  });

  it.each([
    ['malformed lines', 'x\n'],
    ['corrections', 'a,b\n'],
    ['blank lines', '\n'],
  ])('stops after the maximum for half a million %s', (_, line) => {
    const read = readCorrections(line.repeat(500_000));
    if (read.ok) throw new Error('all of it was read');
    expect(read.error.length).toBeLessThanOrEqual(20);
    expect(readCorrections('a,b\n'.repeat(correctionsMax))).toMatchObject({ ok: true });
  });
});
