import { beforeAll, describe, expect, it } from 'vitest';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import { makeArchive } from '@/testing/make-archive';
import { parseArchive } from './round-archive';

const count = 100_000;

/** Combining marks in the order for which Unicode normalisation takes longest. */
const marks = '\u0301\u0316'.repeat(count / 2);

describe('parseArchive', () => {
  let text: string;
  beforeAll(async () => {
    const { bytesOf } = await makeArchive(createWebCryptoHasher(crypto.subtle), {
      itemCount: 10,
      submissionCount: 1,
    });
    text = new TextDecoder().decode(bytesOf.get('archive.json'));
  });
  const read = (change: (archive: Record<string, unknown>, item: Record<string, unknown>) => void) => {
    const archive = JSON.parse(text);
    change(archive, archive.items[3]);
    return parseArchive(new TextEncoder().encode(JSON.stringify(archive)));
  };

  it.each<[string, (archive: Record<string, unknown>, item: Record<string, unknown>) => void]>([
    ['an id', (_, item) => (item.id = `a${marks}`)],
    ['a label', (_, item) => (item.label = `a${marks}`)],
    ['an input', (_, item) => (item.input = { text: [`a${marks}`] })],
    ['a name in an input', (_, item) => (item.input = { [`a${marks}`]: 1 })],
    ['a class', (archive) => (archive.classes = ['no', `a${marks}`])],
    [
      'many inputs',
      (_, item) => (item.input = Array.from({ length: 50 }, () => `a${marks.slice(0, 2_000)}`)),
    ],
  ])('refuses combining marks whose normalisation would take seconds or hours, in %s', (_, change) => {
    const parsed = read(change);
    expect(parsed).toMatchObject({ ok: false, error: expect.stringContaining('combining marks') });
  });
});
