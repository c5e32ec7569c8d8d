import { fetchArchiveJson, fetchPublished, type RoundSite } from '@/lib/contracts/fetch-round-archive';
import { archiveBytesMax, collectBytes, requireModestJson } from './bounds';
import { ArchiveUnreadable, type OpenedArchive } from './opened-archive';

/** A revealed round on a site, by the address of its page or of its API. */
export async function openSite(address: URL): Promise<OpenedArchive> {
  const [, slug, number] = /\/benchmarks\/([^/]+)\/rounds\/([1-9]\d*)/.exec(address.pathname) ?? [];
  if (slug === undefined || number === undefined)
    throw new ArchiveUnreadable('the address of a round has /benchmarks/<slug>/rounds/<number> in it');
  const site: RoundSite = {
    slug: decodeURIComponent(slug),
    number: Number(number),
    async fetchBytes(path) {
      // Unpacked on the way, an answer could be a thousand times what came over the line.
      const headers = { 'accept-encoding': 'identity' };
      const answer = await fetch(new URL(path, address.origin), { headers }).catch((cause: unknown) => {
        throw new ArchiveUnreadable(`${address.origin} can not be reached`, { cause });
      });
      if (answer.status === 404 || answer.status === 409) return null;
      if (!answer.ok) throw new ArchiveUnreadable(`${path} answered ${answer.status}`);
      if (answer.body === null) return new Uint8Array();
      return collectBytes(answer.body, archiveBytesMax, `${address.origin}${path}`);
    },
  };
  const published = await fetchPublished(site);
  if (!published) throw new ArchiveUnreadable(`there is no such round on ${address.origin}`);
  const archiveBytes = await fetchArchiveJson(site);
  if (!archiveBytes) throw new ArchiveUnreadable('the round has no archive: it is not revealed');
  requireModestJson(archiveBytes, null);
  return {
    archiveBytes,
    files: published.files,
    published: published.published,
    ranking: published.ranking,
    close: () => {},
  };
}
