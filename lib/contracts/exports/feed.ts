import { createHash } from 'node:crypto';
import { Feed } from 'feed';

/** A feed entry, independent of the feed's format. */
export type FeedEntry = {
  /** A permanent URI of the entry (RFC 4287 section 4.2.6), the same in all formats. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly updated: Date;
  /** Content of the entry, one line of text each. */
  readonly lines: readonly string[];
};

export type FeedDocument = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Absolute URL of the page that the feed describes; `feedUrl` is the URL of the feed itself. */
  readonly url: string;
  readonly feedUrl: string;
  /** Date of the feed if it has no entries; otherwise the date of the newest entry is used. */
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
};

/** Formats an Atom 1.0 document (RFC 4287). Markup in a title is escaped, so that feed readers display it as text. */
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

/** Removes characters that XML 1.0 doesn't allow (section 2.2), not even as references. */
const xmlText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

/** Escapes `&` once more, since the library unescapes `&amp;` in plain text; the output then contains the original text. */
const asText = (text: string): string => xmlText(text).replaceAll('&', '&amp;');

/** Makes HTML from text. The library writes it in a CDATA section, which no text without `>` can end. */
const asHtml = (text: string): string =>
  xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Formats a JSON Feed of version 1.1 (https://jsonfeed.org/version/1.1) with the entries of the Atom feed and the same ids.
 */
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

/** Namespace for UUIDs made from URLs (RFC 9562 section 6.6). */
export const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** Computes a UUID of version 5 (RFC 9562 section 5.5), which is the same for the same name on every machine. */
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
