import { findReadiness } from '@/services/publication/find-readiness';

export const dynamic = 'force-dynamic';

/**
 * Readiness check: status 200 as long as the database responds, otherwise 503. The body has the state of every part, such as a
 * silent scorer, which doesn't change the status.
 */
export async function GET(): Promise<Response> {
  const readiness = await findReadiness();
  return Response.json(readiness, {
    status: readiness.database === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
