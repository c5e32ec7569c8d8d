import type { DisclosureAnswers, OpenPart } from './disclosure';
import { openParts } from './disclosure';

/** The parts by which a ranking is filtered, each once and in their order; none is no filter. */
export type OpennessFilter = readonly OpenPart[];

/** How an address names the parts. */
export const partNames: Readonly<Record<OpenPart, string>> = {
  code: 'code',
  weights: 'weights',
  training_data: 'data',
};

/** @param asked of `?open=`: names with commas between them, or such a list more than once. What is no name asks for nothing. */
export function parseOpennessFilter(asked: string | readonly string[] | undefined): OpennessFilter {
  const names = new Set([asked ?? []].flat().flatMap((list) => list.split(',')));
  return openParts.filter((part) => names.has(partNames[part]));
}

/** The value of `open=` that asks for it; empty where it asks for nothing. */
export const formatOpennessFilter = (filter: OpennessFilter): string =>
  filter.map((part) => partNames[part]).join(',');

/** With a part added, or left out where it was there. */
export const toggleOpenPart = (filter: OpennessFilter, part: OpenPart): OpennessFilter =>
  openParts.filter((other) => filter.includes(other) !== (other === part));

/** Whether all of these parts are said to be open; of what is undisclosed none is. */
export const isOpenIn = (
  disclosure: Pick<DisclosureAnswers, 'openness'> | null,
  filter: OpennessFilter,
): boolean => filter.every((part) => disclosure?.openness[part] === 'open');
