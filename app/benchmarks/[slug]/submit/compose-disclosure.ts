import {
  type DisclosureLink,
  linkKinds,
  type OpennessLevel,
  type OpenPart,
  openParts,
} from '@/lib/core/model/disclosure';

type LinkKind = DisclosureLink['kind'];

/** The form's fields as typed; an empty field means undisclosed. */
export type DisclosureDraft = {
  training_cutoff: string;
  external_data: string;
  parameters: string;
  licence: string;
  openness: Readonly<Record<OpenPart, OpennessLevel | ''>>;
  links: Readonly<Record<LinkKind, string>>;
  notes: string;
};

export const emptyDisclosure: DisclosureDraft = {
  training_cutoff: '',
  external_data: '',
  parameters: '',
  licence: '',
  openness: { code: '', weights: '', training_data: '' },
  links: { paper: '', code: '', weights: '', data: '', page: '' },
  notes: '',
};

/** The disclosure for the request body. A malformed number is sent as typed, so that the API's response can name the fault. */
export const composeDisclosure = (draft: DisclosureDraft) => ({
  training_cutoff: draft.training_cutoff.trim() || null,
  external_data: draft.external_data.trim() || null,
  parameters: readCount(draft.parameters),
  licence: draft.licence.trim() || null,
  openness: Object.fromEntries(openParts.map((part) => [part, draft.openness[part] || null])),
  links: listLinks(draft),
  notes: draft.notes || null,
});

/** The links that were filled in, in the order of their kinds. */
const listLinks = ({ links }: Pick<DisclosureDraft, 'links'>): DisclosureLink[] =>
  linkKinds.flatMap((kind) => (links[kind].trim() ? [{ kind, url: links[kind].trim() }] : []));

/** The API's name of a link's field, which contains the link's index among those that are sent. */
export function fieldOfLink(draft: Pick<DisclosureDraft, 'links'>, kind: LinkKind): string | null {
  const place = listLinks(draft).findIndex((link) => link.kind === kind);
  return place < 0 ? null : `disclosure.links.${place}`;
}

/**
 * Reads a whole number that may have separators, such as `1,200,000` or `1 200 000`. Other text is returned as typed; null for
 * an empty text.
 */
function readCount(text: string): number | string | null {
  const digits = text.replaceAll(/[\s,_’']/g, '');
  if (digits === '') return null;
  return /^\d+$/.test(digits) ? Number(digits) : text;
}
