import { webPlatform } from '@/adapters/web-platform';

/** Facts about the operator; null where they aren't set. */
export type Operator = {
  readonly name: string | null;
  /** `mailto:` or `https:`, as RFC 9116 requires. */
  readonly contact: string | null;
  /** The source code of this site. */
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

/** The site's public address. */
export const findPublicUrl = (): string => webPlatform().environment.PUBLIC_URL;
