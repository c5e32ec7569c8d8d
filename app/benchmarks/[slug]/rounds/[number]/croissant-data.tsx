import { findCroissant } from '@/services/publication/find-croissant';
import { findPublicUrl } from '@/services/publication/find-public-url';

/** What a search for data sets reads in the page of a revealed round. It is data, not a program: nothing runs it. */
export async function CroissantData({ slug, number }: { slug: string; number: number }) {
  const description = await findCroissant(slug, number, findPublicUrl());
  if (description === null) return null;
  // A title may say `</script>`; as JSON an escaped `<` means the same.
  const json = JSON.stringify(description).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD must stand in a script element, and `<` is escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
