/**
 * The bytes that a site has at a path, or null where it has none. The browser's cache is passed by: what is verified is
 * what the site serves now.
 * @throws Error, in words for the reader
 */
export async function fetchBytes(url: URL): Promise<Uint8Array | null> {
  const answer = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new Error(`The site could not be reached at ${url.pathname}.`, { cause });
  });
  if (answer.status === 404 || answer.status === 409) return null;
  if (!answer.ok) throw new Error(`The site responded with ${answer.status} at ${url.pathname}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
