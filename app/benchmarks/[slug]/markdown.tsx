import { formatMarkdown } from '@/adapters/markdown';

/** A maintainer's words, made safe by the adapter. */
export function Markdown({ text }: { text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: formatMarkdown sanitises, and its test holds it to that
  return <div className="prose" dangerouslySetInnerHTML={{ __html: formatMarkdown(text) }} />;
}
