import { fetchArchiveJson, fetchPublished, type RoundSite } from '@/lib/contracts/fetch-round-archive';
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
      const answer = await fetch(new URL(path, address.origin)).catch((cause: unknown) => {
        throw new ArchiveUnreadable(`${address.origin} can not be reached`, { cause });
      });
      if (answer.status === 404 || answer.status === 409) return null;
      if (!answer.ok) throw new ArchiveUnreadable(`${path} answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
  const published = await fetchPublished(site);
  if (!published) throw new ArchiveUnreadable(`there is no such round on ${address.origin}`);
  const archiveBytes = await fetchArchiveJson(site);
  if (!archiveBytes) throw new ArchiveUnreadable('the round has no archive: it is not revealed');
  return {
    archiveBytes,
    files: published.files,
    published: published.published,
    ranking: published.ranking,
    close: () => {},
  };
}
