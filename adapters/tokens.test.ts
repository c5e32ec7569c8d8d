import { describe, expect, it } from 'vitest';
import { hashToken, isWellFormedToken, makeToken } from './tokens';

describe('API tokens', () => {
  it('have a valid form, are distinct, and differ from their hash', () => {
    const tokens = Array.from({ length: 50 }, makeToken);
    expect(tokens.every(isWellFormedToken)).toBe(true);
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(hashToken(token)).not.toContain(token.slice(4, 20));
  });

  it('count as mistyped when one character changes', () => {
    const token = makeToken();
    const at = 10;
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(isWellFormedToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    expect(isWellFormedToken('')).toBe(false);
    expect(isWellFormedToken('tdm_short')).toBe(false);
  });
});
