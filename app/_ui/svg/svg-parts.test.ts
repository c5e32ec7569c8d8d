import { describe, expect, it } from 'vitest';
import { escapeMarkup } from './svg-parts';

describe('escaped markup', () => {
  it('has no character that could end an element or an attribute', () => {
    expect(escapeMarkup(`<b a="1" c='2'>&amp;</b>`)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  });

  it('keeps all other characters, in any writing system', () => {
    expect(escapeMarkup('plain, ünd 日本')).toBe('plain, ünd 日本');
  });
});
