/** What a search for data sets reads in the page of a revealed round. It is data, not a program: nothing runs it. */
export function CroissantData({ description }: { description: object }) {
  // A title may say `</script>`; as JSON an escaped `<` means the same.
  const json = JSON.stringify(description).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD must stand in a script element, and `<` is escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
