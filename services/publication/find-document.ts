import { webPlatform } from '@/adapters/web-platform';

export type { Heading, RenderedDocument } from '@/adapters/documents/render-document';

/** A document of the repository as HTML. @param address its path below `/docs` */
export const findDocument = (address: string) => webPlatform().documents.find(address);
