import { describe, expect, it } from 'vitest';
import { showJson, showLine } from './terminal';

const hostile = 'a\u001b[2Jb\r\n✓ all\u009b1m\u202ec\u2028\u007f\u0000\ud800 ä😀';

describe('terminal output of archive texts', () => {
  it('contains no cursor movement, line break or direction control', () => {
    expect(showLine(hostile)).toBe(
      'a\\u{1b}[2Jb\\u{d}\\u{a}✓ all\\u{9b}1m\\u{202e}c\\u{2028}\\u{7f}\\u{0}\\u{d800} ä😀',
    );
  });

  it('shows an object as JSON in ASCII characters only, which parses to the same object', () => {
    const text = showJson({ [hostile]: [hostile] });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(text)).toEqual({ [hostile]: [hostile] });
  });
});
