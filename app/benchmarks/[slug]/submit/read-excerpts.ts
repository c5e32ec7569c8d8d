import type { Excerpt } from '@/app/_ui/submit/findings-table';
import { openPlain } from '@/app/_ui/submit/open-plain';

const beforeMax = 24;
const afterMax = 24;
const lineLengthMax = 20_000;

/**
 * The text around each of the places, read from the file once more; it ends with the last place's line.
 * @param places lines and columns from 1
 * @returns by `line:column`
 */
export async function readExcerpts(
  file: File,
  packing: 'plain' | 'gzip',
  places: readonly { line: number | null; column: number | null }[],
): Promise<ReadonlyMap<string, Excerpt>> {
  const wanted = places.filter(
    (place): place is { line: number; column: number | null } => place.line !== null,
  );
  const lastLine = Math.max(0, ...wanted.map(({ line }) => line));
  const excerpts = new Map<string, Excerpt>();
  const decoder = new TextDecoder();
  let text = '';
  let line = 1;
  const cut = (content: string) => {
    for (const place of wanted)
      if (place.line === line) excerpts.set(`${line}:${place.column}`, excerptOf(content, place.column ?? 1));
    line += 1;
  };
  for await (const bytes of openPlain(file, packing, () => {})) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf('\n'); end !== -1 && line <= lastLine; end = text.indexOf('\n')) {
      cut(text.slice(0, Math.min(end, lineLengthMax)).replace(/\r$/, ''));
      text = text.slice(end + 1);
    }
    if (line > lastLine) return excerpts;
    if (text.length > lineLengthMax * 4) return excerpts;
  }
  if (line <= lastLine) cut(text);
  return excerpts;
}

/** The value at the column, up to its comma, with a little of what stands around it. */
function excerptOf(content: string, column: number): Excerpt {
  const start = Math.min(column - 1, content.length);
  const comma = content.indexOf(',', start);
  const end = Math.min(comma === -1 ? content.length : comma, start + 40);
  const from = Math.max(0, start - beforeMax);
  const to = Math.min(content.length, end + afterMax);
  return {
    before: (from > 0 ? '…' : '') + content.slice(from, start),
    marked: content.slice(start, end),
    after: content.slice(end, to) + (to < content.length ? '…' : ''),
  };
}
