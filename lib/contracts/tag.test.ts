import { describe, expect, it } from 'vitest';
import { tagsSchema } from './tag';

describe('the tags of a benchmark', () => {
  it('are kept in lower case, in their order', () => {
    expect(tagsSchema.parse([' Tabular', 'co2-2026'])).toEqual(['tabular', 'co2-2026']);
  });

  it.each([
    [['a']],
    [['x'.repeat(31)]],
    [['two words']],
    [['-a']],
    [['a--b']],
    [['été']],
    [['twice', 'Twice']],
    [Array.from({ length: 9 }, (_, i) => `tag-${i}`)],
  ])('are refused where they are no plain words, too many or given twice: %j', (tags) => {
    expect(tagsSchema.safeParse(tags).success).toBe(false);
  });
});
