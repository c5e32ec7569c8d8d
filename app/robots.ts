import type { MetadataRoute } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

export const dynamic = 'force-dynamic';

/** Not for crawlers: personal pages, and queries, of which rankings have endlessly many. */
const left = ['/settings', '/submissions', '/maintain', '/sign-in', '/inbox', '/invitations', '/*?*'];

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: left },
    sitemap: new URL('/sitemap.xml', findPublicUrl()).href,
  };
}
