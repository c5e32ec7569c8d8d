/** Fields of a person's profile. Each is public only if the person has chosen so. */
export const profileFields = ['name', 'affiliation', 'orcid', 'link'] as const;
export type ProfileField = (typeof profileFields)[number];

export type Profile = Readonly<Record<ProfileField, string | null>>;

/** Selects the fields of a profile that every reader may see. */
export function selectShown(profile: Profile, shown: readonly ProfileField[]): Profile {
  const show = (field: ProfileField) => (shown.includes(field) ? profile[field] : null);
  return { name: show('name'), affiliation: show('affiliation'), orcid: show('orcid'), link: show('link') };
}

/**
 * Checks the form `0000-0002-1825-0097` and its last character, a checksum (ISO 7064, MOD 11-2; ORCID, "Structure of the ORCID
 * Identifier").
 */
export function isOrcid(text: string): boolean {
  if (!/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(text)) return false;
  const digits = text.replaceAll('-', '');
  let total = 0;
  for (const digit of digits.slice(0, 15)) total = (total + Number(digit)) * 2;
  const remainder = (12 - (total % 11)) % 11;
  return digits[15] === (remainder === 10 ? 'X' : String(remainder));
}
