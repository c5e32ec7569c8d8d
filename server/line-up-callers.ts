import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { toProblem } from '@/lib/contracts/problem';

/** Requests of one address: how many are answered at a time and wait in line, and how many wait in all lines. */
export type LineLimits = { readonly atOnce: number; readonly inLine: number; readonly inAllLines: number };

/** Answers a request when it is its turn. False, and nothing done, where no more may wait. */
export type LineUp = (caller: string, response: ServerResponse, answer: () => void) => boolean;

type Line = { readonly answering: Set<ServerResponse>; readonly waiting: Map<ServerResponse, () => void> };

/**
 * Whoever asks for a thousand things at once stands in line behind themselves, and not everybody else behind them. What waits costs
 * nothing but its connection. An event stream that has begun is an answer, and no longer counts.
 */
export function lineUpCallers({ atOnce, inLine, inAllLines }: LineLimits): LineUp {
  const lines = new Map<string, Line>();
  let waitingCount = 0;

  const begin = (line: Line, response: ServerResponse, answer: () => void): void => {
    line.answering.add(response);
    whenHeadIsWritten(response, () => leave(line, response));
    answer();
  };
  const leave = (line: Line, response: ServerResponse): void => {
    line.answering.delete(response);
    if (line.waiting.delete(response)) waitingCount -= 1;
    for (const [next, answer] of line.waiting) {
      if (line.answering.size >= atOnce) return;
      line.waiting.delete(next);
      waitingCount -= 1;
      begin(line, next, answer);
    }
  };

  return (caller, response, answer) => {
    const line: Line = lines.get(caller) ?? { answering: new Set(), waiting: new Map() };
    const isNext = line.waiting.size === 0 && line.answering.size < atOnce;
    if (!isNext && (line.waiting.size >= inLine || waitingCount >= inAllLines)) return false;
    lines.set(caller, line);
    whenOver(response, () => {
      leave(line, response);
      if (line.answering.size + line.waiting.size === 0 && lines.get(caller) === line) lines.delete(caller);
    });
    if (isNext) begin(line, response, answer);
    else {
      line.waiting.set(response, answer);
      waitingCount += 1;
    }
    return true;
  };
}

/** What is to be done when a connection ends. */
const endsOf = new WeakMap<Socket, Set<() => void>>();

/**
 * A response that stands behind another one on its connection (pipelined) is told nothing when that ends: else it would be answered
 * for nobody, or hold its place for good. One listener serves all of a connection.
 */
function whenOver(response: ServerResponse, then: () => void): void {
  const { socket } = response.req;
  const ends = endsOf.get(socket) ?? new Set();
  const end = () => {
    // What waits first: it would take the place of what is answered.
    for (const one of [...ends].reverse()) one();
  };
  if (!endsOf.has(socket)) {
    endsOf.set(socket, ends);
    socket.once('close', end);
  }
  const over = () => {
    if (ends.delete(over)) then();
  };
  ends.add(over);
  // Of a connection that has ended, the response in front is told first.
  response.once('close', () => (socket.destroyed ? end() : over()));
}

/** Node writes a head that nobody asks for by the same method. A second call does nothing more. */
function whenHeadIsWritten(response: ServerResponse, then: () => void): void {
  const { writeHead } = response;
  Object.assign(response, {
    writeHead: (...words: unknown[]) => {
      const written: unknown = Reflect.apply(writeHead, response, words);
      then();
      return written;
    },
  });
}

const retryAfterSeconds = 1;
const problem = toProblem({ kind: 'rate_limited', retryAfterSeconds });

/** Made once: it is what a flood is answered. */
export const tooMany = {
  status: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    connection: 'close',
    'retry-after': String(retryAfterSeconds),
  },
  body: JSON.stringify(problem),
} as const;
