import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isEmbed, policyOfEmbed, policyOfHashes } from '../content-security-policy';
import { askInside } from './ask-inside';
import { isByAVisitor } from './is-by-a-visitor';
import { findKeptRoute } from './kept-routes';
import { mayBeKept } from './may-be-kept';
import { packAnswer } from './pack-answer';
import { type Filled, makePageCache } from './page-cache';
import { sendPacked } from './send-packed';

export type KeptPages = {
  /** Sends what is kept for the request. False, and nothing done, where nothing is. */
  send: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Sends what the site answers to all visitors now, or has the request answered by itself. */
  sendNew: (request: IncomingMessage, response: ServerResponse, alone: () => void) => Promise<void>;
  /** What the public sees has changed. */
  drop: () => void;
};

/** How the site answers a request that carries nothing of anybody's. */
export type AnswerInside = (
  request: IncomingMessage,
  response: ServerResponse,
  how: { nonce: string; tellListed: (isListed: boolean) => void },
) => void;

/** More than any page has. */
const answerBytesMax = 32 * 2 ** 20;

/**
 * Keeps what visitors are answered. The site is asked for it with a request of ours that has no header of a visitor's, so there is
 * nothing personal that it could answer with.
 * @param host the site's own, under which it is asked
 * @param headersOf what every answer says, under a content security policy
 */
export function keepPages({
  answer,
  host,
  headersOf,
  isHearing,
}: {
  answer: AnswerInside;
  host: string;
  headersOf: (policy: string) => Readonly<Record<string, string>>;
  isHearing: () => boolean;
}): KeptPages {
  const fill = async (path: string): Promise<Filled | null> => {
    const nonce = randomBytes(16).toString('hex');
    let isListed: boolean | null = null;
    const tellListed = (said: boolean) => {
      isListed = isListed !== false && said;
    };
    const asked = await askInside((request, response) => answer(request, response, { nonce, tellListed }), {
      path,
      headers: { host, accept: path.startsWith('/api/') ? '*/*' : 'text/html,*/*' },
      bytesMax: answerBytesMax,
    });
    // A fault of ours is nothing to hand on: each who asks is told by themselves.
    if (asked.status >= 500 || asked.headers['set-cookie'] !== undefined) return null;
    const raw = { ...asked, nonce, isListed };
    const route = findKeptRoute(path);
    const isKept = route !== undefined && mayBeKept(raw, route);
    return {
      answer: await packAnswer(raw, {
        isKept,
        headersOf,
        policyOf: isEmbed(path) ? () => policyOfEmbed : policyOfHashes,
      }),
      isKept,
    };
  };
  const cache = makePageCache({
    fill: (path) => fill(path).catch(() => null),
    isHearing,
    readClockMs: () => performance.now(),
    sleep,
  });

  return {
    send: (request, response) => {
      const kept = isByAVisitor(request) ? cache.find(request.url ?? '') : undefined;
      if (kept) sendPacked(request, response, kept);
      return kept !== undefined;
    },
    sendNew: async (request, response, alone) => {
      const { url = '' } = request;
      const isAsked = isByAVisitor(request) && findKeptRoute(url) !== undefined;
      const packed = isAsked ? await cache.ask(url) : null;
      if (packed === null) alone();
      else if (!response.destroyed) sendPacked(request, response, packed);
    },
    drop: cache.drop,
  };
}
