import { describe, expect, it } from 'vitest';
import { drawStrokes } from './rounds-strip';

describe('the strokes of a round', () => {
  it('have their heights, each once, from the top on', () => {
    expect(drawStrokes([40.2, 12, 12.1, 40.6])).toBe('M62 12h14m-14 28h14m-14 0.5h14');
    expect(drawStrokes([7.5])).toBe('M62 7.5h14');
  });
});
