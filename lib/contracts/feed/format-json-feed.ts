import type { FeedDocument } from './feed-document';

/** A JSON Feed of version 1.1 (https://jsonfeed.org/version/1.1): the entries of the Atom feed, with the same ids. */
export const formatJsonFeed = ({ title, subtitle, url, feedUrl, entries }: FeedDocument): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: subtitle,
    home_page_url: url,
    feed_url: feedUrl,
    language: 'en',
    authors: [{ name: 'Tidemark' }],
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_text: entry.lines.join('\n'),
      date_published: entry.updated.toISOString(),
    })),
  });
