import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatJsonFeed } from './format-json-feed';

/** What version 1.1 asks of a feed (https://jsonfeed.org/version/1.1). */
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

it('is a JSON Feed with the entries as they are, markup and all', () => {
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
