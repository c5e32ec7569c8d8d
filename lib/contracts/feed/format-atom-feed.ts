import { Feed } from 'feed';
import type { FeedDocument } from './feed-document';

/** An Atom 1.0 document (RFC 4287). Every text is text: markup in a title is shown, never run. */
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

/** The library takes `&amp;` in a plain text for an escape of its own; escaped once more, it comes out as it was. */
const asText = (text: string): string => xmlText(text).replaceAll('&', '&amp;');

/** The library puts it into CDATA as HTML; without `>` no text can end that. */
const asHtml = (text: string): string =>
  xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
