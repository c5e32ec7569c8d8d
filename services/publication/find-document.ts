import { webPlatform } from '@/adapters/web-platform';
import { findNewestOfficialEntry } from '@/db/queries/snapshot-queries';

/** A document of `docs/` as HTML. @param address its path below `/docs` */
export const findDocument = (address: string) => webPlatform().documents.find(address);

/**
 * The definition of a word in docs/glossary.md as plain text.
 * @throws for a word that the glossary lacks, so that no page can mark a word without a definition
 */
export function defineWord(word: string): string {
  const definition = webPlatform().documents.define(word);
  if (definition === null) throw new Error(`docs/glossary.md has no ${word}`);
  return definition;
}

export type ApiExample = { slug: string; number: number; model: string };

/** Placeholders in the API examples before any ranking is published. */
const none: ApiExample = { slug: 'a-benchmark', number: 1, model: 'a-model' };

/** Values for the API examples that exist on this site: the model that leads the last published ranking. */
export const findApiExample = async (): Promise<ApiExample> =>
  (await findNewestOfficialEntry(webPlatform().db)) ?? none;
