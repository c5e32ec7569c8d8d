import { createHash } from 'node:crypto';
import { Feed } from 'feed';

/** A feed entry in any format. */
export type FeedEntry = {
  /** A permanent URI (RFC 4287 section 4.2.6), the same in all formats. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly updated: Date;
  /** One line of text each. */
  readonly lines: readonly string[];
};

export type FeedDocument = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Absolute URLs of the page that the feed is about, and of the feed. */
  readonly url: string;
  readonly feedUrl: string;
  /** Date of a feed without entries; otherwise the newest entry's date counts. */
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
};

/** Formats an Atom 1.0 document (RFC 4287). Markup in a title is escaped, so readers display it as text. */
export function formatAtomFeed({
  entries,
  id,
  title,
  subtitle,
  url,
  feedUrl,
  updated,
}: FeedDocument): string {
  const newestMs = Math.max(...entries.map((entry) => entry.updated.getTime()));
  const feed = new Feed({
    id,
    title: asText(title),
    description: asText(subtitle),
    link: url,
    feedLinks: { atom: feedUrl },
    updated: entries.length > 0 ? new Date(newestMs) : updated,
    author: { name: 'Tidemark' },
    generator: 'Tidemark',
    copyright: '',
  });
  for (const entry of entries)
    feed.addItem({
      id: entry.id,
      title: asHtml(entry.title),
      link: entry.url,
      date: entry.updated,
      content: entry.lines.map((line) => `<p>${asHtml(line)}</p>`).join(''),
    });
  return feed.atom1();
}

/** XML 1.0 has no other characters (section 2.2), not even as references. */
const xmlText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

/** The library unescapes `&amp;` in plain text, so the text is escaped once more and comes out unchanged. */
const asText = (text: string): string => xmlText(text).replaceAll('&', '&amp;');

/** The library writes the content as HTML in CDATA. Without `>` no text can end the CDATA section. */
const asHtml = (text: string): string =>
  xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

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

/** For names that are addresses (RFC 9562 section 6.6). */
export const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** A UUID of version 5 (RFC 9562 section 5.5), which is the same for the same name on every machine. */
export function nameUuid(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
