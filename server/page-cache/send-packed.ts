import type { IncomingMessage, ServerResponse } from 'node:http';
import { chooseCoding } from './choose-coding';
import type { PackedAnswer } from './pack-answer';
import { sendWhole } from './send-whole';

/** Sends a packed answer as the request wants it; 304 to whoever has it already (RFC 9110 § 13.1.2), no body to HEAD. */
export function sendPacked(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  response: ServerResponse,
  { status, etag, ways }: PackedAnswer,
): void {
  const way = ways[chooseCoding(headers['accept-encoding'])];
  const known = headers['if-none-match'];
  if (status === 200 && known !== undefined && isAmong(known, etag)) {
    response.writeHead(304, withoutBody(way.headers)).end();
    return;
  }
  if (method === 'HEAD') response.writeHead(status, way.headers).end();
  else if (status === 200) sendWhole(response, way);
  else response.writeHead(status, way.headers).end(way.body);
}

/** By the weak comparison, so that each coding of an answer stands for all of them. */
const isAmong = (known: string, etag: string): boolean =>
  known.split(',').some((given) => {
    const tag = given.trim();
    return tag === '*' || (tag.startsWith('W/') ? tag.slice(2) : tag) === etag;
  });

const ofTheBody = new Set(['content-length', 'content-encoding', 'content-type']);

const withoutBody = (said: readonly string[]): string[] =>
  said.filter((_, place) => !ofTheBody.has(said[place - (place % 2)]!));
