/** How open a part of a model is to others. */
export const opennessLevels = ['open', 'on-request', 'closed'] as const;

export type OpennessLevel = (typeof opennessLevels)[number];

/** What of a model may be open, in the order in which it is shown. */
export const openParts = ['code', 'weights', 'training_data'] as const;

export type OpenPart = (typeof openParts)[number];

/** Null is "undisclosed". */
export type Openness = Readonly<Record<OpenPart, OpennessLevel | null>>;

export const linkKinds = ['paper', 'code', 'weights', 'data', 'page'] as const;

export type DisclosureLink = { readonly kind: (typeof linkKinds)[number]; readonly url: string };

/**
 * What a team says for everybody about a model version, in the keys of the API; a null or an empty list is "undisclosed". Nobody
 * checks it but by reading.
 */
export type DisclosureAnswers = {
  /** The last day or month whose data it learnt from, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly training_cutoff: string | null;
  /** What it learnt from beyond the benchmark's own data. */
  readonly external_data: string | null;
  /** How many numbers were fitted. */
  readonly parameters: number | null;
  /** As SPDX writes it. */
  readonly licence: string | null;
  readonly links: readonly DisclosureLink[];
  readonly openness: Openness;
};

/** All that a team says about a model version: the notes are for itself and, once the round is over, for maintainers. */
export type Disclosure = DisclosureAnswers & { readonly notes: string | null };

/** What nobody has said anything about. */
export const undisclosed: Disclosure = {
  training_cutoff: null,
  external_data: null,
  parameters: null,
  licence: null,
  links: [],
  openness: { code: null, weights: null, training_data: null },
  notes: null,
};

/** The public part. */
export const answersOf = ({ notes: _, ...answers }: Disclosure): DisclosureAnswers => answers;

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
