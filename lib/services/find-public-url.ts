import { webPlatform } from '@/lib/adapters/web-platform';

/** The address this site tells people. */
export const findPublicUrl = (): string => webPlatform().environment.PUBLIC_URL;
