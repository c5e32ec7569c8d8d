import { describe, expect, it } from 'vitest';
import { newTokenSchema } from './person';
import { newRoundSchema } from './round';
import { newSubmissionSchema } from './submission';
import { lineText, longText } from './text';

describe('lineText', () => {
  it.each([
    'a\0b',
    'a\nb',
    'a\tb',
    'a\u007fb',
    'a\u0085b',
    'a\ud800b',
    'a\udc00',
    '\u202eab',
    'a\u202ab',
    'a\u2066b',
    'a\u2069',
  ])('refuses control characters, lone surrogates and bidi controls: %j', (text) => {
    expect(lineText(1, 20).safeParse(text).success).toBe(false);
  });

  it.each(['Ünïcode é', 'مرحبا', '🦉 owl', 'x'])('takes printable text of any script: %j', (text) => {
    expect(lineText(1, 20).parse(` ${text} `)).toBe(text);
  });

  it('counts its bounds after trimming', () => {
    expect(lineText(1, 3).safeParse('   ').success).toBe(false);
    expect(lineText(1, 3).safeParse('abcd').success).toBe(false);
  });
});

describe('longText', () => {
  it.each(['a\0b', 'a\ud800b'])('refuses what the database cannot store: %j', (text) => {
    expect(longText(20).safeParse(text).success).toBe(false);
  });

  it('keeps line breaks, tabs and pairs of surrogates as they are', () => {
    expect(longText(20).parse('a\r\n\tb 🦉\n')).toBe('a\r\n\tb 🦉\n');
  });
});

it('guards every stored text of a round, a submission and a token', () => {
  expect(newRoundSchema.safeParse({ title: 'a\0' }).error?.issues[0]?.path).toEqual(['title']);
  expect(newTokenSchema.safeParse({ name: 'a\0' }).error?.issues[0]?.path).toEqual(['name']);
  for (const [wish, path] of [
    [{ model: 'a\0' }, 'model'],
    [{ version: 'a\0' }, 'version'],
    [{ disclosure: { notes: 'a\0' } }, 'disclosure.notes'],
  ] as const) {
    const parsed = newSubmissionSchema.safeParse({ model: 'a', ...wish });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  }
});
