import type { IncomingMessage, ServerResponse } from 'node:http';
import { composeOutageAnswer } from './compose-outage-answer';

/**
 * Sees that a request is answered with a word while the database is away or slow: an answer of 500 becomes 503 where that is why, and
 * a reading request that has no answer in time gets one.
 * @param isAway asked once there is an answer of 500
 * @param deadlineMs for GET and HEAD; whatever sends something may take longer
 */
export function guardAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { isAway, deadlineMs }: { isAway: () => boolean; deadlineMs: number },
): void {
  const { write, end, writeHead } = response;
  let hasAnswered = false;

  const answerOutage = () => {
    hasAnswered = true;
    const { status, headers, body } = composeOutageAnswer(request);
    for (const name of response.getHeaderNames())
      if (!keptHeaders.includes(name)) response.removeHeader(name);
    writeHead.call(response, status, headers);
    Reflect.apply(end, response, request.method === 'HEAD' ? [] : [body]);
  };
  /** @returns whether this answer stands, and what follows goes nowhere */
  const isOutage = (): boolean => {
    if (!hasAnswered && !response.headersSent && response.statusCode >= 500 && isAway()) answerOutage();
    return hasAnswered;
  };

  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) => {
      response.statusCode = status;
      return isOutage() ? response : Reflect.apply(writeHead, response, [status, ...rest]);
    },
    write: (...words: unknown[]) => isOutage() || Reflect.apply(write, response, words),
    end: (...words: unknown[]) => (isOutage() ? response : Reflect.apply(end, response, words)),
  });

  if (request.method !== 'GET' && request.method !== 'HEAD') return;
  const timer = setTimeout(() => {
    if (!response.headersSent && !response.writableEnded) answerOutage();
  }, deadlineMs);
  response.once('close', () => clearTimeout(timer));
}

/** Set for every answer, before Next is asked. */
const keptHeaders = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'strict-transport-security',
];
