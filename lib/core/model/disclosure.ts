export const opennessLevels = ['open', 'on-request', 'closed'] as const;

export type OpennessLevel = (typeof opennessLevels)[number];

/** Parts of a model that may be open, in display order. */
export const openParts = ['code', 'weights', 'training_data'] as const;

export type OpenPart = (typeof openParts)[number];

/** Null is "undisclosed". */
export type Openness = Readonly<Record<OpenPart, OpennessLevel | null>>;

export const linkKinds = ['paper', 'code', 'weights', 'data', 'page'] as const;

export type DisclosureLink = { readonly kind: (typeof linkKinds)[number]; readonly url: string };

/**
 * A team's public disclosure of a model version, with the keys of the API; a null or an empty list is "undisclosed". The site
 * doesn't check it.
 */
export type PublicDisclosure = {
  /** The last day or month of its training data, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly training_cutoff: string | null;
  /** Training data beyond the benchmark's own data. */
  readonly external_data: string | null;
  /** Number of fitted parameters. */
  readonly parameters: number | null;
  /** SPDX identifier. */
  readonly licence: string | null;
  readonly links: readonly DisclosureLink[];
  readonly openness: Openness;
};

/** A team's complete disclosure of a model version. The notes are for the team and, after the close, for the maintainers. */
export type Disclosure = PublicDisclosure & { readonly notes: string | null };

/** Disclosure without any entry. */
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
export const publicDisclosureOf = ({ notes: _, ...disclosed }: Disclosure): PublicDisclosure => disclosed;

/** Filter of a ranking by open parts, each once and in display order; empty for no filter. */
export type OpennessFilter = readonly OpenPart[];

/** Names of the parts in URLs. */
export const partNames: Readonly<Record<OpenPart, string>> = {
  code: 'code',
  weights: 'weights',
  training_data: 'data',
};

/** @param value of `?open=`: names separated by commas; a repeated parameter adds names. Unknown names are ignored. */
export function parseOpennessFilter(value: string | readonly string[] | undefined): OpennessFilter {
  const names = new Set([value ?? []].flat().flatMap((list) => list.split(',')));
  return openParts.filter((part) => names.has(partNames[part]));
}

/** Formats the value of `open=`; empty for no filter. */
export const formatOpennessFilter = (filter: OpennessFilter): string =>
  filter.map((part) => partNames[part]).join(',');

/** Adds a part, or removes it if present. */
export const toggleOpenPart = (filter: OpennessFilter, part: OpenPart): OpennessFilter =>
  openParts.filter((other) => filter.includes(other) !== (other === part));

/** Checks that all of these parts are disclosed as open; undisclosed parts are not. */
export const isOpenIn = (
  disclosure: Pick<PublicDisclosure, 'openness'> | null,
  filter: OpennessFilter,
): boolean => filter.every((part) => disclosure?.openness[part] === 'open');
