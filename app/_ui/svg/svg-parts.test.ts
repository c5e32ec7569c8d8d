import { expect, test } from 'vitest';
import { escapeMarkup } from './svg-parts';

test('leaves nothing by which a text could end its element or its attribute', () => {
  expect(escapeMarkup(`<b a="1" c='2'>&amp;</b>`)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  expect(escapeMarkup('plain, ünd 日本')).toBe('plain, ünd 日本');
});
