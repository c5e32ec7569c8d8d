import type { ServerResponse } from 'node:http';

/** A head as Node has written it, and the second in which it did: its date holds as long. */
type WrittenHead = { readonly text: string; readonly second: number; whole?: Buffer };

/** One way of sending an answer that is kept, with the head that was last written for it. */
export type SentWay = { readonly headers: string[]; body: Buffer; written?: WrittenHead };

/**
 * Sends a kept answer that was found. To check and join a dozen headers and to give the kernel head and body in pieces takes Node a third
 * of all the time that such an answer takes, and both are the same each time: the first answer of a second is Node's own, and the others of
 * that second are its head and the body in one piece (0071, 0076). Only where Node would write that very head: to a connection that goes on.
 * @param nowMs what Node dates its answers by, in milliseconds since 1970
 */
export function sendWhole(response: WithWrittenHead, way: SentWay, nowMs = Date.now()): void {
  const second = Math.floor(nowMs / 1_000);
  const isUsual = response.shouldKeepAlive && response.statusCode === 200;
  const { socket } = response;
  // A response that waits for another on its connection has no socket yet.
  if (isUsual && way.written?.second === second && response._headerSent === false && socket?.writable) {
    response._header = way.written.text;
    response._headerSent = true;
    socket.write(wholeOf(way, way.written));
    // It waits for what the socket hasn't taken, as after a body of its own.
    response.end();
    return;
  }
  response.writeHead(200, way.headers);
  if (isUsual && typeof response._header === 'string') way.written = { text: response._header, second };
  response.end(way.body);
}

/** Made for the second answer of a second. The body lies in it, so that it is kept once. */
function wholeOf(way: SentWay, written: WrittenHead): Buffer {
  if (written.whole) return written.whole;
  const head = Buffer.from(written.text, 'latin1');
  const whole = Buffer.concat([head, way.body]);
  way.body = whole.subarray(head.length);
  written.whole = whole;
  return whole;
}

/**
 * Where Node keeps what it has written of a head until the body comes, and whether it has gone. Set as properties: by `Reflect.set` one took
 * a tenth of all.
 */
type WithWrittenHead = ServerResponse & { _header?: unknown; _headerSent?: unknown };
