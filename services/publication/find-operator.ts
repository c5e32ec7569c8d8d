import { webPlatform } from '@/adapters/web-platform';

/** Facts about the operator of the site, from the settings; null where a setting is missing. */
export type Operator = {
  readonly name: string | null;
  /** An address of the form `mailto:` or `https:`, as RFC 9116 (security.txt) requires. */
  readonly contact: string | null;
  /** The address of this site's source code, for licences and readers. */
  readonly sourceUrl: string | null;
};

export function findOperator(): Operator {
  const { TIDEMARK_OPERATOR, TIDEMARK_CONTACT, TIDEMARK_SOURCE_URL } = webPlatform().environment;
  return {
    name: TIDEMARK_OPERATOR ?? null,
    contact: TIDEMARK_CONTACT === undefined ? null : toUri(TIDEMARK_CONTACT),
    sourceUrl: TIDEMARK_SOURCE_URL ?? null,
  };
}

const toUri = (contact: string): string => (contact.includes('://') ? contact : `mailto:${contact}`);

/** The public address of the site, without a path. */
export const findPublicUrl = (): string => webPlatform().environment.PUBLIC_URL;
