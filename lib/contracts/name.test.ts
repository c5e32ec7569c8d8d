import { describe, expect, it } from 'vitest';
import { newBenchmarkSchema } from './benchmark';
import { nameText } from './name';
import { newRoundSchema } from './round';
import { newSubmissionSchema } from './submission';

describe('a name in a form or in the API', () => {
  it('is refused with the character that can’t be seen, and its place', () => {
    expect(nameText(1, 80).safeParse('Boosted\u200b trees').error?.issues[0]?.message).toBe(
      'it has an invisible character (U+200B) at place 8; leave it out',
    );
    expect(nameText(1, 80).safeParse('a\nb').error?.issues[0]?.message).toBe(
      'it has a line break or another control character (U+000A) at place 2; leave it out',
    );
  });

  it('is composed, trimmed and single-spaced before it is measured', () => {
    expect(nameText(1, 5).parse('  e\u0301\u00a0 b ')).toBe('é b');
    expect(nameText(1, 5).safeParse('\u3000').success).toBe(false);
  });

  it('of forty kilobytes is refused at once, whatever it is made of', () => {
    const rows = ['\u0301\u0316', '\u0627\u0301', '\u200c\u0301', ' ', '\u200d', '\u0f71\u0f72'];
    const startedAt = performance.now();
    for (const row of rows) {
      const text = `a${row.repeat(20_000 / row.length)}b`;
      expect(newSubmissionSchema.safeParse({ model: text, version: text }).success).toBe(false);
      expect(newBenchmarkSchema.safeParse({ title: text, classes: ['a', text] }).success).toBe(false);
      expect(newRoundSchema.safeParse({ title: text }).success).toBe(false);
    }
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('is every name that others read: of a benchmark, a round, a model and a version', () => {
    const hidden = 'a\u2800b';
    expect(newBenchmarkSchema.shape.title.safeParse(`${hidden}c`).success).toBe(false);
    expect(newRoundSchema.safeParse({ title: hidden }).error?.issues[0]?.path).toEqual(['title']);
    for (const field of ['model', 'version'])
      expect(
        newSubmissionSchema.safeParse({ model: 'a', [field]: hidden }).error?.issues.map(({ path }) => path),
      ).toEqual([[field]]);
  });
});
