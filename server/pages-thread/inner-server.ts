import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { openAnswers } from '@/adapters/open-answer';
import { openAnswerOf } from '../open-answer-of';
import { requestFaults } from '../outage/request-faults';
import { toldHeaders } from './inner-headers';
import { headBytesMax } from './pass-on';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * What the pages' thread answers with, to the process's main thread alone. That one holds visitors to their times, so this one has
 * none: a connection that it let go of could be one on which a request is under way.
 */
export function makeInnerServer(handle: Handle): Server {
  const server = createServer({ maxHeaderSize: headBytesMax }, (request, response) => {
    const faults = { isDatabaseAway: false };
    let isListed: boolean | null = null;
    tellWithAnswer(response, () => ({
      ...(isListed === null ? {} : { [toldHeaders.isListed]: isListed ? 'yes' : 'no' }),
      ...(faults.isDatabaseAway ? { [toldHeaders.isDatabaseAway]: 'yes' } : {}),
    }));
    const open = openAnswerOf(response, (said) => {
      isListed = isListed !== false && said;
    });
    void requestFaults().run(faults, () => openAnswers().run(open, () => handle(request, response)));
  });
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  return server;
}

/** Puts what is known into the answer's head, and once more behind its body, where that is sent in pieces and more may be known. */
function tellWithAnswer(response: ServerResponse, known: () => Record<string, string>): void {
  const { writeHead, end } = response;
  Object.assign(response, {
    writeHead: (...words: unknown[]) => {
      for (const [name, value] of Object.entries(known())) response.setHeader(name, value);
      return Reflect.apply(writeHead, response, words);
    },
    end: (...words: unknown[]) => {
      response.addTrailers(known());
      return Reflect.apply(end, response, words);
    },
  });
}
