import { webPlatform } from '@/adapters/web-platform';

/** What only who runs the site can say; null where they don't. */
export type Operator = {
  readonly name: string | null;
  /** `mailto:` or `https:`, as RFC 9116 wants it. */
  readonly contact: string | null;
  /** Where the code of this very site is. */
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

/** The address this site tells people. */
export const findPublicUrl = (): string => webPlatform().environment.PUBLIC_URL;
