import type { MetadataRoute } from 'next';
import { findSiteMap } from '@/services/publication/find-site-map';

export const dynamic = 'force-dynamic';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  return (await findSiteMap()).map(({ url, changedAt }) => ({ url, lastModified: changedAt ?? undefined }));
}
