import { webPlatform } from '@/adapters/web-platform';

/** The address this site tells people. */
export const findPublicUrl = (): string => webPlatform().environment.PUBLIC_URL;
