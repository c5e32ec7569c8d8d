import { respondPublicText } from './respond';

/** A feed for everybody, which a reader that asks every hour gets only when it has changed. */
export const respondFeed = (request: Request, text: string, contentType: string): Response =>
  respondPublicText(request, text, contentType, 'public, max-age=60');
