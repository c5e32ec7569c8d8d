import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { newBenchmarkSchema } from './benchmark';
import { newDisclosureSchema } from './disclosure';
import {
  contactSchema,
  instantSchema,
  lineText,
  linkSchema,
  longText,
  nameText,
  tagsSchema,
  webAddress,
} from './fields';
import { newTokenSchema } from './people';
import { newRoundSchema } from './round';
import { newSubmissionSchema } from './submission';

describe('name entered in a form or sent to the API', () => {
  it('can’t contain an invisible character, and the fault names the character and its position', () => {
    expect(nameText(1, 80).safeParse('Boosted\u200b trees').error?.issues[0]?.message).toBe(
      'it has an invisible character (U+200B) at place 8; leave it out',
    );
    expect(nameText(1, 80).safeParse('a\nb').error?.issues[0]?.message).toBe(
      'it has a line break or another control character (U+000A) at place 2; leave it out',
    );
  });

  it('normalises a name to NFC, trims it and collapses its spaces before checking its length', () => {
    expect(nameText(1, 5).parse('  e\u0301\u00a0 b ')).toBe('é b');
    expect(nameText(1, 5).safeParse('\u3000').success).toBe(false);
  });

  it('refuses a name of 40 kB quickly, for any characters', () => {
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

  it('has the same rules for benchmarks, rounds, models and versions', () => {
    const hidden = 'a\u2800b';
    expect(newBenchmarkSchema.shape.title.safeParse(`${hidden}c`).success).toBe(false);
    expect(newRoundSchema.safeParse({ title: hidden }).error?.issues[0]?.path).toEqual(['title']);
    for (const field of ['model', 'version'])
      expect(
        newSubmissionSchema.safeParse({ model: 'a', [field]: hidden }).error?.issues.map(({ path }) => path),
      ).toEqual([[field]]);
  });
});

describe('tags of a benchmark', () => {
  it('lower-cases tags and keeps their order', () => {
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
  ])('can’t be words with other characters, too many, or repeated: %j', (tags) => {
    expect(tagsSchema.safeParse(tags).success).toBe(false);
  });
});

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

  it.each(['Ünïcode é', 'مرحبا', '🦉 owl', 'x'])(
    'accepts printable text in any writing system: %j',
    (text) => {
      expect(lineText(1, 20).parse(` ${text} `)).toBe(text);
    },
  );

  it('counts length after trimming', () => {
    expect(lineText(1, 3).safeParse('   ').success).toBe(false);
    expect(lineText(1, 3).safeParse('abcd').success).toBe(false);
  });
});

describe('longText', () => {
  it.each(['a\0b', 'a\ud800b'])('refuses text that the database cannot store: %j', (text) => {
    expect(longText(20).safeParse(text).success).toBe(false);
  });

  it('accepts line breaks, tabs and surrogate pairs unchanged', () => {
    expect(longText(20).parse('a\r\n\tb 🦉\n')).toBe('a\r\n\tb 🦉\n');
  });
});

it('every stored text field of a round, a submission and a token refuses control characters', () => {
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

describe('link of a benchmark', () => {
  const isTaken = (url: string) => linkSchema.safeParse({ url, title: 'Data card' }).success;

  it.each([
    'https://example.org/card?x=1#part',
    'http://example.org',
    'https://de.wikipedia.org/wiki/Käse',
    'https://example.org/@ada',
  ])('can be %s', (url) => expect(isTaken(url)).toBe(true));

  it.each([
    'no address',
    'javascript:alert(1)',
    ' javascript:alert(1)//https://example.org',
    'data:text/html,x',
    'https://good.example@evil.example/',
    'https://a:b@evil.example/',
    'https://example.org/\u202egro.elpmaxe',
    'https://example.org/\u200b',
    'https://example.org/\ud800',
    'https://example.org/a b',
    `https://example.org/${'a'.repeat(500)}`,
  ])('can’t be %j', (url) => expect(isTaken(url)).toBe(false));

  it('isn’t parsed over the limit of its length, since a long host name takes a time quadratic in it', () => {
    // A fault of the address itself, which the parser would report too.
    const address = `https://${'漢'.repeat(600)} :x`;
    const faultsOf = (schema: z.ZodType, value: unknown) =>
      schema.safeParse(value).error?.issues.map(({ code }) => code);
    expect(faultsOf(webAddress, address)).toEqual(['too_big']);
    expect(faultsOf(contactSchema, address)).toEqual(['too_big']);
    const links = [{ kind: 'paper', url: address }];
    expect(faultsOf(newDisclosureSchema, { links })).toEqual(['too_big']);
  });

  it('has the same rules if it is a contact link', () => {
    expect(contactSchema.safeParse('https://good.example@evil.example/').success).toBe(false);
    expect(contactSchema.safeParse('neither').success).toBe(false);
    expect(contactSchema.safeParse('ada@example.org').success).toBe(true);
  });
});

it('a benchmark accepts each kind of submission once', () => {
  const faultOf = (accepts: string[]) =>
    newBenchmarkSchema.shape.accepts.safeParse(accepts).error?.issues[0]?.code;
  expect(faultOf(['predictions', 'onnx'])).toBeUndefined();
  expect(faultOf(['onnx', 'onnx'])).toBe('custom');
  expect(faultOf(Array(50_000).fill('onnx'))).toBe('too_big');
});

describe('an instant', () => {
  it.each([
    ['9999-12-31T23:59:59Z', true],
    ['9999-12-31T23:59:59-00:01', false],
    ['no date', false],
  ])('has a UTC year of four digits, as PostgreSQL reads no other: %s', (text, isAccepted) => {
    expect(instantSchema.safeParse(text).success).toBe(isAccepted);
  });
});
