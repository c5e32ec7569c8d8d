export const opennessLevels = ['open', 'on-request', 'closed'] as const;

export type OpennessLevel = (typeof opennessLevels)[number];

/** Parts of a model that may be open, in display order. */
export const openParts = ['code', 'weights', 'training_data'] as const;

export type OpenPart = (typeof openParts)[number];

/** How open each part of a model is; null means "undisclosed". */
export type Openness = Readonly<Record<OpenPart, OpennessLevel | null>>;

export const linkKinds = ['paper', 'code', 'weights', 'data', 'page'] as const;

export type DisclosureLink = { readonly kind: (typeof linkKinds)[number]; readonly url: string };

/**
 * A team's public disclosure of a model version, with the keys of the API; null or an empty list means "undisclosed". The
 * site doesn't check these statements.
 */
export type PublicDisclosure = {
  /** The last day or month from which the model has training data, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly training_cutoff: string | null;
  /** Training data that the team used besides the benchmark's own. */
  readonly external_data: string | null;
  /** Number of the model's fitted parameters. */
  readonly parameters: number | null;
  /** Licence of the model as an SPDX identifier. */
  readonly licence: string | null;
  readonly links: readonly DisclosureLink[];
  readonly openness: Openness;
};

/**
 * A team's complete disclosure of a model version. Only the team and, after the round's close, the maintainers can read the
 * notes.
 */
export type Disclosure = PublicDisclosure & { readonly notes: string | null };

/** A disclosure in which the team has stated nothing. */
export const undisclosed: Disclosure = {
  training_cutoff: null,
  external_data: null,
  parameters: null,
  licence: null,
  links: [],
  openness: { code: null, weights: null, training_data: null },
  notes: null,
};

/** Selects the part of a disclosure that the public may see. */
export const publicDisclosureOf = ({ notes: _, ...disclosed }: Disclosure): PublicDisclosure => disclosed;

/**
 * Filter that shows only models with these parts open. Each part occurs once, in display order; an empty list means no
 * filter.
 */
export type OpennessFilter = readonly OpenPart[];

/** Names of a model's parts in URLs. */
export const partNames: Readonly<Record<OpenPart, string>> = {
  code: 'code',
  weights: 'weights',
  training_data: 'data',
};

/**
 * Parses the query parameter `?open=`.
 * @param value names separated by commas; a repeated parameter adds names. Unknown names are ignored.
 */
export function parseOpennessFilter(value: string | readonly string[] | undefined): OpennessFilter {
  const names = new Set([value ?? []].flat().flatMap((list) => list.split(',')));
  return openParts.filter((part) => names.has(partNames[part]));
}

/** Formats a filter as the value of the query parameter `open=`; empty for no filter. */
export const formatOpennessFilter = (filter: OpennessFilter): string =>
  filter.map((part) => partNames[part]).join(',');

/** Adds a part to the filter, or removes the part if the filter has it. */
export const toggleOpenPart = (filter: OpennessFilter, part: OpenPart): OpennessFilter =>
  openParts.filter((other) => filter.includes(other) !== (other === part));

/** Checks that a model discloses all of these parts as open; an undisclosed part doesn't count as open. */
export const isOpenIn = (
  disclosure: Pick<PublicDisclosure, 'openness'> | null,
  filter: OpennessFilter,
): boolean => filter.every((part) => disclosure?.openness[part] === 'open');
