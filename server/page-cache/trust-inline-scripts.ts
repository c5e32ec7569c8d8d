import { createHash } from 'node:crypto';

/** A page without its nonce, and the sources of its policy by which its inline scripts run all the same. */
export type TrustedPage = { html: string; sources: readonly string[] };

/**
 * Puts hashes in the place of a nonce, which must not be the same for many. Only scripts that carry the nonce are trusted: a script in
 * somebody's text can't, since it was drawn after the text was written. Next sends what its own scripts need in many small pieces,
 * one after the other; they become one, since each hash has to be told with every answer.
 * @param nonce hexadecimal, so that it is written the same way everywhere
 */
export function trustInlineScripts(page: string, nonce: string): TrustedPage {
  const attribute = ` nonce="${nonce}"`;
  const inline = new RegExp(
    `<script((?:${withoutNonce})*)${attribute}((?:${withoutNonce})*)>([\\s\\S]*?)</script>`,
    'g',
  );
  const bare = (text: string) => text.replaceAll(attribute, '').replaceAll(nonce, '');

  const pieces = [...page.matchAll(inline)].filter(([, before, after, body]) =>
    isPieceOfNext(`${before}${after}`, body!),
  );
  const last = pieces.at(-1)?.index;
  const data = pieces.map(([, , , body]) => bare(body!)).join(';');
  const sources = new Set<string>();
  const trust = (body: string): string => {
    sources.add(`'sha256-${createHash('sha256').update(body).digest('base64')}'`);
    return body;
  };

  const html = page.replaceAll(
    inline,
    (script: string, before: string, after: string, body: string, at: number) => {
      const attributes = `${before}${after}`;
      if (isPieceOfNext(attributes, body)) return at === last ? `<script>${trust(data)}</script>` : '';
      if (attributes.includes(' src=')) return bare(script);
      return `<script${bare(attributes)}>${trust(bare(body))}</script>`;
    },
  );
  return { html: bare(html), sources: [...sources] };
}

/** An attribute, whole: what stands between quotes isn't looked into. */
const withoutNonce = `\\s+(?!nonce=)[\\w:-]+(?:="[^"]*")?`;

const isPieceOfNext = (attributes: string, body: string): boolean =>
  attributes === '' &&
  /^(?:\(self\.__next_f=self\.__next_f\|\|\[\]\)|self\.__next_f)\.push\(\[[\s\S]*\]\)$/.test(body);
