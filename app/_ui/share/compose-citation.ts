export type Cited = {
  readonly benchmark: { readonly slug: string; readonly title: string };
  readonly round: { readonly number: number; readonly title: string };
  readonly publishedAt: string;
  /** Of a model: its name and team, and its score in words. */
  readonly model: { readonly name: string; readonly team: string; readonly score: string } | null;
  readonly itemCount: number;
  readonly url: string;
};

/** An official ranking, or a model in it, as BibTeX. */
export function composeCitation({ benchmark, round, publishedAt, model, itemCount, url }: Cited): string {
  const of = `${benchmark.title}, round ${round.number} (${round.title})`;
  const fields: readonly (readonly [string, string])[] = [
    ...(model ? [['author', `{${escapeBibtex(model.team)}}`] as const] : []),
    ['title', `{${escapeBibtex(model ? `${of}: ${model.name}, ${model.score}` : of)}}`],
    ['year', publishedAt.slice(0, 4)],
    ['month', String(Number(publishedAt.slice(5, 7)))],
    ['howpublished', `{\\url{${url}}}`],
    ['note', `{Tidemark, final part, ${itemCount} items}`],
  ];
  const key = `tidemark-${benchmark.slug}-r${round.number}`;
  return `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = ${value},`).join('\n')}\n}`;
}

const bibtexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Names may hold what BibTeX and LaTeX read as commands. */
const escapeBibtex = (text: string): string =>
  text.replace(/[\\{}$&#_%~^]/g, (sign) => bibtexEscapes[sign] ?? `\\${sign}`);
