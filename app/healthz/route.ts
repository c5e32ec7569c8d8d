export const dynamic = 'force-dynamic';

/** Liveness check: responds 200 as long as the process handles requests. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
