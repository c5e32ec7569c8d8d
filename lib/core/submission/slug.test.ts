import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from './slug';

describe('slugOf', () => {
  it('makes an address of any name', () => {
    expect(slugOf('Forêt aléatoire  2.1', 'model')).toBe('foret-aleatoire-2-1');
    expect(slugOf('模型', 'model')).toBe('model');
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(slugOf(name, 'model')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });
});
