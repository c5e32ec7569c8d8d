import type { IncomingMessage, ServerResponse } from 'node:http';

/** Longer than any form or JSON takes on a slow line, its handler's way to it included. */
const bodyWithinMs = 60_000;

/**
 * Ends a request the body of which trickles in. Not for files, which may take minutes and whose reader holds them to a speed
 * (adapters/read-multipart.ts).
 */
export function endSlowBody(
  request: IncomingMessage,
  response: ServerResponse,
  withinMs: number = bodyWithinMs,
): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  if (length === '0' && coding === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    // As Node answers a head that doesn't come: its handler may be amid reading.
    if (!response.headersSent) request.socket.write(timedOut);
    request.socket.destroySoon();
  }, withinMs);
  request.once('close', () => clearTimeout(timer));
}

const timedOut = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
