import { writeYaml } from './yaml';

export type Cited = {
  readonly benchmark: {
    readonly slug: string;
    readonly title: string;
    readonly links: readonly { readonly url: string }[];
  };
  readonly round: { readonly number: number; readonly title: string };
  readonly publishedAt: string;
  /** The cited model by name and team, with its score as text; null for a citation of the ranking. */
  readonly model: { readonly name: string; readonly team: string; readonly score: string } | null;
  readonly itemCount: number;
  readonly url: string;
};

export type Citation = { readonly bibtex: string; readonly cff: string };

/** Composes the citation of an official ranking, or of a model in it, as BibTeX and as a Citation File. */
export const composeCitation = (cited: Cited): Citation => ({
  bibtex: composeBibtex(cited),
  cff: composeCff(cited),
});

function composeBibtex(cited: Cited): string {
  const { benchmark, round, publishedAt, model, url } = cited;
  const doi = findDoi(benchmark.links);
  const fields: readonly (readonly [string, string])[] = [
    ...(model ? [['author', `{${escapeBibtex(model.team)}}`] as const] : []),
    ['title', `{${escapeBibtex(titleOf(cited))}}`],
    ['year', publishedAt.slice(0, 4)],
    ['month', String(Number(publishedAt.slice(5, 7)))],
    ['howpublished', `{\\url{${url}}}`],
    ...(doi === null ? [] : [['doi', `{${escapeBibtex(doi)}}`] as const]),
    ['note', `{${noteOf(cited)}}`],
  ];
  const key = `tidemark-${benchmark.slug}-r${round.number}`;
  return `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = ${value},`).join('\n')}\n}`;
}

/** Composes CITATION.cff in version 1.2.0 of the Citation File Format, which has the types software and data set. */
function composeCff(cited: Cited): string {
  const { benchmark, round, publishedAt, model, url } = cited;
  const doi = findDoi(benchmark.links);
  return writeYaml({
    'cff-version': '1.2.0',
    message: 'Please cite the round too: each has a test set of its own.',
    type: 'dataset',
    title: titleOf(cited),
    authors: [{ name: model ? model.team : `The maintainers of ${benchmark.title}` }],
    version: `round ${round.number}`,
    'date-released': publishedAt.slice(0, 10),
    url,
    ...(doi === null ? {} : { doi }),
    abstract: noteOf(cited),
  });
}

const titleOf = ({ benchmark, round, model }: Cited): string => {
  const of = `${benchmark.title}, round ${round.number} (${round.title})`;
  return model ? `${of}: ${model.name}, ${model.score}` : of;
};

const noteOf = ({ itemCount }: Cited): string => `Tidemark, final split, ${itemCount} items`;

/** Finds the first DOI among the maintainers' links; null if there is none. */
export function findDoi(links: Cited['benchmark']['links']): string | null {
  for (const { url } of links) {
    const found = /^https:\/\/(?:dx\.)?doi\.org\/(10\.\d{4,9}\/[^\s?#]+)$/i.exec(url);
    if (found?.[1]) return found[1];
  }
  return null;
}

const bibtexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // BibTeX also counts escaped braces, so an unbalanced brace would end the field.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Escapes characters of a name that are commands in BibTeX and LaTeX. */
const escapeBibtex = (text: string): string =>
  text.replace(/[\\{}$&#_%~^]/g, (sign) => bibtexEscapes[sign] ?? `\\${sign}`);
