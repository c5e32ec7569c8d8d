import { expect, test } from 'vitest';
import { drawStrokes } from './round-plot';

test('strokes stand at their heights, each once, from the top on', () => {
  expect(drawStrokes([40.2, 12, 12.1, 40.6])).toBe('M95 12h5m-5 28h5m-5 0.5h5');
  expect(drawStrokes([7.5])).toBe('M95 7.5h5');
});
