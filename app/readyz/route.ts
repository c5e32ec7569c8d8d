import { findReadiness } from '@/services/publication/find-readiness';

export const dynamic = 'force-dynamic';

/** The process can do its work: the database answers, and a scorer was heard from lately. */
export async function GET(): Promise<Response> {
  const readiness = await findReadiness();
  return Response.json(readiness, {
    status: readiness.database === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
