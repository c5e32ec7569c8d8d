/**
 * The paragraph that says what the task is, out of a rendered description: the first that is more than the one sentence that stands
 * above it already.
 * @param html as it was rendered and sanitised when it was saved
 * @returns null where there is none
 */
export function findLead(html: string, summary: string): string | null {
  const paragraphs = html.match(/<p(?: [^>]*)?>[\s\S]*?<\/p>/g) ?? [];
  return paragraphs.find((paragraph) => textOf(paragraph) !== summary.trim()) ?? null;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
};

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#x?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();
