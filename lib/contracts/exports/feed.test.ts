import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FeedDocument, formatAtomFeed, formatJsonFeed, nameUuid } from './feed';

/** Parses XML strictly, by a parser that is a dependency of the feed library. */
const { xml2js }: { xml2js: (text: string) => Node } = createRequire(
  createRequire(import.meta.url).resolve('feed'),
)('xml-js');

type Node = {
  name?: string;
  text?: string;
  cdata?: string;
  elements?: Node[];
  attributes?: Record<string, string>;
};

const updated = new Date('2026-04-01T07:00:00.123Z');

const feed: FeedDocument = {
  id: 'urn:uuid:0b1f6d1e-54b4-4a58-8a75-6f2f2b3d1c22',
  title: 'Flights: changelog',
  subtitle: 'Newest head: 1:ab',
  url: 'https://tidemark.example/benchmarks/flights/changelog',
  feedUrl: 'https://tidemark.example/benchmarks/flights/feed.atom',
  updated: new Date(0),
  entries: [
    {
      id: 'urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2',
      title: 'The scorer sealed round 4.',
      url: 'https://tidemark.example/benchmarks/flights/rounds/4',
      updated,
      lines: ['The scorer sealed round 4.', 'Commitment: ab'],
    },
  ],
};

const parse = (text: string): Node => xml2js(text).elements![0]!;

const childrenOf = (node: Node, name: string): Node[] =>
  (node.elements ?? []).filter((child) => child.name === name);

const textOf = (node: Node): string =>
  (node.elements ?? []).map((child) => child.text ?? child.cdata ?? '').join('');

const only = (node: Node, name: string): Node => {
  const [child, ...more] = childrenOf(node, name);
  if (!child || more.length > 0) throw new Error(`not one ${name}`);
  return child;
};

const hostile = [
  ']]>',
  ']]>]]><script>alert(1)</script>',
  '<b>&amp;</b>',
  '&amp;amp; &lt; &#0; &',
  '"\'><!--',
  '\0\b\u001b[31m',
  '\ud800',
  '\udfff x',
  '\ufffe\uffff',
  '\u2028\u0085',
  '<?xml version="1.0"?>',
  '<![CDATA[',
  '🦉 é \r\n\t',
];

describe('formatAtomFeed', () => {
  it('has the elements that RFC 4287 requires of a feed and of an entry', () => {
    const root = parse(formatAtomFeed(feed));
    expect(root.name).toBe('feed');
    expect(root.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom' });
    expect(textOf(only(root, 'id'))).toBe(feed.id);
    expect(textOf(only(root, 'title'))).toBe(feed.title);
    expect(textOf(only(root, 'subtitle'))).toBe(feed.subtitle);
    expect(textOf(only(root, 'updated'))).toBe(updated.toISOString());
    expect(textOf(only(only(root, 'author'), 'name'))).toBe('Tidemark');
    expect(childrenOf(root, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', href: feed.url },
      { rel: 'self', href: feed.feedUrl },
    ]);
    const entry = only(root, 'entry');
    expect(textOf(only(entry, 'id'))).toBe(feed.entries[0]!.id);
    expect(textOf(only(entry, 'updated'))).toBe(updated.toISOString());
    expect(only(entry, 'link').attributes).toEqual({ href: feed.entries[0]!.url });
    expect(only(entry, 'content').attributes).toEqual({ type: 'html' });
    expect(textOf(only(entry, 'content'))).toBe('<p>The scorer sealed round 4.</p><p>Commitment: ab</p>');
  });

  it('dates a feed without entries by its benchmark', () => {
    const root = parse(formatAtomFeed({ ...feed, entries: [], updated }));
    expect(textOf(only(root, 'updated'))).toBe(updated.toISOString());
  });

  it.each(hostile)('escapes text and stays well-formed: %j', (text) => {
    const xml = formatAtomFeed({
      ...feed,
      title: text,
      subtitle: text,
      entries: [{ ...feed.entries[0]!, title: text, lines: [text, text] }],
    });
    expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    const root = parse(xml);
    const shown = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
    const decode = (html: string) =>
      html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    // XML parsers convert all line ends to line feeds.
    const lines = (value: string) => value.replaceAll(/\r\n?/g, '\n').trim();
    expect(lines(textOf(only(root, 'title')))).toBe(lines(shown));
    expect(lines(textOf(only(root, 'subtitle')))).toBe(lines(shown));
    const entry = only(root, 'entry');
    expect(lines(decode(textOf(only(entry, 'title'))))).toBe(lines(shown));
    const content = textOf(only(entry, 'content'));
    expect(content.match(/<[^>]*>/g)).toEqual(['<p>', '</p>', '<p>', '</p>']);
  });
});

/** Schema of the required fields of JSON Feed 1.1 (https://jsonfeed.org/version/1.1). */
const jsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: z.string().min(1),
      url: z.url(),
      title: z.string(),
      content_text: z.string(),
      date_published: z.iso.datetime(),
    }),
  ),
});

it('formatJsonFeed writes a valid JSON Feed with markup as plain text', () => {
  const title = '</script><b>&amp; "x"';
  const written = formatJsonFeed({
    ...{ id: 'urn:uuid:0b1f6d1e-54b4-4a58-8a75-6f2f2b3d1c22', title, subtitle: 'Newest head: 1:ab' },
    url: 'https://tidemark.example/benchmarks/flights/changelog',
    feedUrl: 'https://tidemark.example/benchmarks/flights/feed.json',
    updated: new Date(0),
    entries: [
      {
        id: 'urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2',
        title,
        url: 'https://tidemark.example/benchmarks/flights/rounds/4',
        updated: new Date('2026-04-01T07:00:00Z'),
        lines: [title, 'Commitment: ab'],
      },
    ],
  });
  const feed = jsonFeed.parse(JSON.parse(written));
  expect(feed.title).toBe(title);
  expect(feed.items[0]).toMatchObject({
    title,
    content_text: `${title}\nCommitment: ab`,
    date_published: '2026-04-01T07:00:00.000Z',
  });
});

it('nameUuid computes the UUID of the example in RFC 9562, appendix A.4', () => {
  expect(nameUuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});
