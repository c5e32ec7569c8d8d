import type { ServerResponse } from 'node:http';
import type { OpenAnswer } from '@/adapters/open-answer';

/** Lets an action set the status of its page's answer, which Next sets to 200 afterwards. */
export function openAnswerOf(
  response: ServerResponse,
  tellListed: OpenAnswer['tellListed'] = () => {},
): OpenAnswer {
  return {
    tellListed,
    setStatus: (status, headers) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      Object.defineProperty(response, 'statusCode', { get: () => status, set: () => {}, configurable: true });
    },
  };
}
