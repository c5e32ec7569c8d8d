import type { MetadataRoute } from 'next';
import { findPublicUrl } from '@/services/publication/find-operator';

export const dynamic = 'force-dynamic';

/** What is personal, and what has no end: a ranking in each order and filter. */
const left = ['/settings', '/submissions', '/maintain', '/sign-in', '/inbox', '/invitations', '/*?*'];

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: left },
    sitemap: new URL('/sitemap.xml', findPublicUrl()).href,
  };
}
