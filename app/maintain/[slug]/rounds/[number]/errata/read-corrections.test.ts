import { describe, expect, it } from 'vitest';
import { correctionsMax } from '@/lib/contracts/erratum';
import { readCorrections } from './read-corrections';

describe('corrections typed into a form', () => {
  it('are an id, a comma and a label a line', () => {
    expect(readCorrections('a1,ripe\n\n"b, 2",green')).toEqual({
      ok: true,
      value: [
        { id: 'a1', to: 'ripe' },
        { id: 'b, 2', to: 'green' },
      ],
    });
  });

  it.each([
    ['lines that are none', 'x\n'],
    ['corrections', 'a,b\n'],
    ['blank lines', '\n'],
  ])('are read no further than an erratum is long: half a million %s', (_, line) => {
    const read = readCorrections(line.repeat(500_000));
    if (read.ok) throw new Error('all of it was read');
    expect(read.error.length).toBeLessThanOrEqual(20);
    expect(readCorrections('a,b\n'.repeat(correctionsMax))).toMatchObject({ ok: true });
  });
});
