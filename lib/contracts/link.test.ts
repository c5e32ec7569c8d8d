import { describe, expect, it } from 'vitest';
import { contactSchema, linkSchema } from './link';

describe('a link of a benchmark', () => {
  const isTaken = (url: string) => linkSchema.safeParse({ url, title: 'Data card' }).success;

  it.each([
    'https://example.org/card?x=1#part',
    'http://example.org',
    'https://de.wikipedia.org/wiki/Käse',
    'https://example.org/@ada',
  ])('may be %s', (url) => expect(isTaken(url)).toBe(true));

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
  ])('is not %j', (url) => expect(isTaken(url)).toBe(false));

  it('is held to the same as a contact', () => {
    expect(contactSchema.safeParse('https://good.example@evil.example/').success).toBe(false);
    expect(contactSchema.safeParse('neither').success).toBe(false);
    expect(contactSchema.safeParse('ada@example.org').success).toBe(true);
  });
});
