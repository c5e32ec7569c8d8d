import { findReadiness } from '@/services/publication/find-readiness';

export const dynamic = 'force-dynamic';

/** Readiness check: the database responds, and a scorer has sent a heartbeat recently. */
export async function GET(): Promise<Response> {
  const readiness = await findReadiness();
  return Response.json(readiness, {
    status: readiness.database === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
