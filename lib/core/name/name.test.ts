import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanName,
  findNameFault,
  nameLengthMax,
  normalizeName,
  proposeVersion,
  skeletonOf,
  slugOf,
  versionLengthMax,
} from './name';

const faultOf = (text: string) => findNameFault(normalizeName(text))?.kind ?? null;

describe('validation of a name', () => {
  it.each([
    'a\u200bb', // zero width space
    'a\u00adb', // soft hyphen
    'a\u2060b', // word joiner
    'a\ufeffb', // byte order mark
    'a\u034fb', // grapheme joiner
    'a\u202eb', // right-to-left override
    'a\u200fb', // right-to-left mark
    'a\u061cb', // Arabic letter mark
    'a\u2066b\u2069',
    '\u3164', // Hangul filler
    'a\uffa0b', // half-width filler
    '\u115f\u1160',
    '\u2800',
    'a\ufe0fb',
    'a\u{e0041}b', // tag
    'a\u{e0100}b', // variation selector
    '\u180ea',
    '\u17b4a',
  ])('refuses an invisible character: %j', (text) => {
    expect(faultOf(text)).toBe('invisible');
  });

  it.each(['a\nb', 'a\tb', 'a\0b', 'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\ud800'])(
    'refuses line breaks and broken characters: %j',
    (text) => {
      expect(faultOf(text)).toBe('control');
    },
  );

  it.each([
    ['\u0301a', 'marks'],
    [`a${'\u0316'.repeat(5)}`, 'marks'],
    ['a\ue000', 'unknown'],
    ['a\u0378', 'unknown'],
    ['a\uffff', 'unknown'],
  ])('refuses stacked combining marks and characters without a glyph: %j', (text, kind) => {
    expect(faultOf(text)).toBe(kind);
  });

  it.each([
    'می\u200cخواهم', // Persian, "I want"
    'क्\u200dष', // Devanagari, half form
    'क्\u200cष', // Devanagari, without the conjunct
    'ශ්\u200dරී ලංකා', // Sinhala, Sri Lanka
    'ന്\u200d', // Malayalam
    '👩\u200d🔬 labs',
    '👩🏽\u200d🔬',
    '🏳\ufe0f\u200d🌈',
    '❤\ufe0f',
    '1\ufe0f\u20e3',
    'Ünïcode é',
    'Việt Nam',
    'مرحبا',
    '深度学习 2.0',
    'O’Brien & Sons (v2)',
    'β-VAE',
  ])('accepts the joiners that a script needs, and any script: %s', (text) => {
    expect(faultOf(text)).toBeNull();
    expect(normalizeName(text)).toBe(text);
  });

  it.each([
    'a\u200cb',
    'a\u200db',
    'می\u200dخواهم',
    'ا\u200cب',
    '\u200d',
    'क\u200dष',
    '👩\u200d',
    'क्\u200d\u200dष',
  ])('refuses a joiner where nothing joins: %j', (text) => {
    expect(faultOf(text)).toBe('invisible');
  });

  it('names the character and its position', () => {
    expect(findNameFault('🦉ab\u200bc')).toEqual({ kind: 'invisible', codePoint: 0x200b, place: 4 });
  });

  it('composes characters (NFC), and replaces white space by single spaces', () => {
    expect(normalizeName(' e\u0301\u00a0\u3000b  c ')).toBe('é b c');
  });
});

describe('skeleton of a name', () => {
  // Pairs from the tables and examples of UTS #39, checked with ICU 76.
  it.each([
    ['paypal', 'pаypаl'],
    ['Boosted trees', 'Воosted trees'],
    ['Boosted trees', 'boosted  Trees'],
    ['Model 10', 'ModeI lO'],
    ['scope', 'ѕсоре'],
    ['modern', 'rnodem'],
    ['m', 'rn'],
    ['Café', 'Cafe\u0301'],
    ['ROC', '𝐑𝐎𝐂'],
    ['A-B', 'A‐B'],
    ['Tidemarꞗ', 'Tidemarb'],
    ['ₒwls', 'owls'],
    ['Ｏwlˢ', 'owls'],
  ])('calls %s a look-alike of %s', (one, other) => {
    expect(skeletonOf(normalizeName(other))).toBe(skeletonOf(normalizeName(one)));
  });

  it.each([
    ['Boosted trees', 'Boosted tree'],
    ['Cafe', 'Café'],
    ['Model 1', 'Model 2'],
    ['東京', '京東'],
  ])('distinguishes %s from %s', (one, other) => {
    expect(skeletonOf(other)).not.toBe(skeletonOf(one));
  });

  it('the skeleton of a skeleton is the skeleton itself', () => {
    for (const name of ['Model 10', 'Воosted trees', 'ﬃ½№', 'W', 'Ⅻ', 'İstanbul', 'ΑΒΓ', 'ẞ'])
      expect(skeletonOf(skeletonOf(name))).toBe(skeletonOf(name));
  });
});

describe('name from a sign-in provider', () => {
  it.each([
    ['Ada\nLovelace', 'Ada Lovelace'],
    ['\u202eecalevoL\u202c adA', 'ecalevoL adA'],
    ['  Ada \u200b Lovelace ', 'Ada Lovelace'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['\u3164', null],
    ['\n\n', null],
    ['', null],
  ])('loses only forbidden characters: %j', (text, name) => {
    expect(cleanName(text)).toBe(name);
  });

  it('cleans a name in little time, even if it consists only of combining marks', () => {
    const startedAt = performance.now();
    expect(cleanName(`a${'\u0301\u0316'.repeat(5_000)}`)).toMatch(/^á\p{Mn}{1,4}$/u);
    expect(cleanName('\u0301'.repeat(5_000))).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('checks a name in time that grows linearly with its length', () => {
    const startedAt = performance.now();
    findNameFault(`\u0628${'\u0301\u0316'.repeat(10_000)}\u200c`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('cuts a name at 80 characters', () => {
    expect(cleanName('🦉'.repeat(5000))).toBe('🦉'.repeat(nameLengthMax));
    expect(cleanName('\u200b'.repeat(5_000_000))).toBeNull();
  });
});

describe('proposed version', () => {
  it.each([
    ['2', '3'],
    ['1.2', '1.3'],
    ['1.9', '1.10'],
    ['v2', 'v3'],
    ['v09', 'v10'],
    ['2026-11', '2026-12'],
    ['v2 (seed 7)', 'v2 (seed 8)'],
    ['99999999999999999999', '100000000000000000000'],
    ['final', 'final-2'],
    ['9'.repeat(versionLengthMax), '2'],
    ['x'.repeat(versionLengthMax), '2'],
  ])('that follows %s is %s', (version, expected) => {
    expect(proposeVersion(version, [version])).toBe(expected);
  });

  it('looks like none of the used versions, and stays short enough', () => {
    expect(proposeVersion('1', ['1', '2', '3', '5'])).toBe('4');
    expect(proposeVersion('final', ['final', 'final-2', 'final-3'])).toBe('final-4');
    // A small l looks like the digit 1, and O looks like 0.
    expect(proposeVersion('0', ['l', 'O'])).toBe('2');
    const long = '9'.repeat(versionLengthMax);
    expect(proposeVersion(long, [long, '2', '3'])).toBe('4');
  });
});

describe('slugOf', () => {
  it('makes a valid URL segment of any name', () => {
    expect(slugOf('Forêt aléatoire  2.1', 'model')).toBe('foret-aleatoire-2-1');
    expect(slugOf('模型', 'model')).toBe('model');
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(slugOf(name, 'model')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });
});
