import {
  Agent,
  request as ask,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { headersToPass, toldHeaders } from './inner-headers';

export type PassingHow = {
  /** What we tell of the request, whatever its sender said under these names. */
  readonly said: Readonly<Record<string, string>>;
  /** Called before the answer's head is written. */
  readonly onDatabaseAway: () => void;
  /** Called before the answer ends, and maybe more than once. */
  readonly tellListed?: (isListed: boolean) => void;
};

export type PassOn = (request: IncomingMessage, response: ServerResponse, how: PassingHow) => void;

/** Beside a visitor's head, for which Node has 16 kB, there is what we tell; an answer's has a policy and what to preload. */
export const headBytesMax = 64 * 1024;

/**
 * Has requests answered over a unix socket. Both bodies are piped, so that neither is held whole, whoever reads slowly slows whoever
 * makes it, and either end that leaves ends the other. Connections are kept: the other end never lets go of one (`makeInnerServer`),
 * so none is lost to a request that is under way.
 */
export function passOnTo(socketPath: string): PassOn {
  const agent = new Agent({ keepAlive: true });
  return (request, response, { said, ...how }) => {
    const { method, url: path, headers } = request;
    const isOfUnknownLength = headers['transfer-encoding'] !== undefined;
    const inner = ask({
      ...{ socketPath, agent, method, path, maxHeaderSize: headBytesMax },
      headers: {
        ...headersToPass(headers),
        ...(isOfUnknownLength ? { 'transfer-encoding': 'chunked' } : {}),
        ...said,
      },
    });
    inner.once('response', (answer) => {
      sendOn(answer, response, how);
      // Node's client writes no more of a body than it has when the answer has ended, and says nothing of it.
      answer.once('end', () => {
        if (!inner.writableFinished) inner.destroy();
      });
    });
    inner.once('error', () => breakOff(response));
    // What nobody takes any more is read and forgotten, so that the visitor's connection can go on.
    inner.once('close', () => void request.unpipe(inner).resume());
    endTogether(request, response, inner);
    request.pipe(inner);
  };
}

function sendOn(
  answer: IncomingMessage,
  response: ServerResponse,
  { onDatabaseAway, tellListed = () => {} }: Omit<PassingHow, 'said'>,
): void {
  answer.once('error', () => breakOff(response));
  const hear = (told: NodeJS.Dict<string | string[]>) => {
    const isListed = told[toldHeaders.isListed];
    if (isListed !== undefined) tellListed(isListed === 'yes');
    if (told[toldHeaders.isDatabaseAway] !== undefined) onDatabaseAway();
  };
  // Whoever waited too long has an answer already (server/outage/guard-answer.ts).
  if (response.headersSent) {
    answer.destroy();
    return;
  }
  hear(answer.headers);
  for (const [name, value] of Object.entries(headersToPass(answer.headers))) response.setHeader(name, value);
  response.writeHead(answer.statusCode ?? 500);
  // An event stream's head comes long before its first event.
  if (!response.writableEnded) response.flushHeaders();
  answer.once('end', () => hear(answer.trailers));
  answer.pipe(response);
}

/** A visitor who is gone, or has been answered otherwise, needs no answer; one who hasn't sent all of it has sent nothing. */
function endTogether(request: IncomingMessage, response: ServerResponse, inner: ClientRequest): void {
  let answer: IncomingMessage | undefined;
  inner.once('response', (begun) => {
    answer = begun;
  });
  response.once('close', () => {
    if (!answer?.complete) inner.destroy();
  });
  request.once('close', () => {
    if (!request.complete) inner.destroy();
  });
}

function breakOff(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(502, { connection: 'close' }).end();
}
