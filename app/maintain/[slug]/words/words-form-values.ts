import type { BenchmarkFacts } from '@/lib/contracts/benchmark';

/** The saved texts as field values: one link or contact per line, tags separated by commas. */
export const formatWordsForm = ({
  title,
  description,
  rules,
  links,
  contacts,
  tags,
}: BenchmarkFacts): Record<string, string> => ({
  title,
  description,
  rules,
  links: links.map((link) => `${link.title} ${link.url}`).join('\n'),
  contacts: contacts.join('\n'),
  tags: tags.join(', '),
});

/** The request body, unchecked; the contract validates it. */
export const readWordsForm = ({
  title,
  description = '',
  rules = '',
  links = '',
  contacts = '',
  tags = '',
}: Readonly<Record<string, string>>): Record<string, unknown> => ({
  title,
  // Browsers send line breaks as CRLF; an untouched text must stay equal.
  description: description.replaceAll('\r\n', '\n'),
  rules: rules.replaceAll('\r\n', '\n'),
  links: listLines(links).map((line) => {
    const at = line.lastIndexOf(' ');
    return { title: line.slice(0, Math.max(0, at)).trim(), url: line.slice(at + 1) };
  }),
  contacts: listLines(contacts),
  tags: tags.split(/[\s,]+/).filter((tag) => tag !== ''),
});

const listLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
