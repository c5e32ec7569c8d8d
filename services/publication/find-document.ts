import { webPlatform } from '@/adapters/web-platform';
import { findNewestOfficialEntry } from '@/db/queries/snapshot-queries';

/** A document of the repository as HTML. @param address its path below `/docs` */
export const findDocument = (address: string) => webPlatform().documents.find(address);

/**
 * The definition of a word in docs/glossary.md, as plain text.
 * @throws for one that the glossary lacks, so that a page can't show a word without it
 */
export function defineWord(word: string): string {
  const definition = webPlatform().documents.define(word);
  if (definition === null) throw new Error(`docs/glossary.md has no ${word}`);
  return definition;
}

export type ApiExample = { slug: string; number: number; model: string };

/** Placeholder before the first publication. */
const none: ApiExample = { slug: 'a-benchmark', number: 1, model: 'a-model' };

/** An existing address on this site: the leader of the last published ranking. */
export const findApiExample = async (): Promise<ApiExample> =>
  (await findNewestOfficialEntry(webPlatform().db)) ?? none;
