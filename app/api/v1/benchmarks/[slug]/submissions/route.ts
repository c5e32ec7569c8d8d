import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { parseSubmissionQuery } from '@/lib/contracts/submission-query';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { submit } from '@/services/submission/submit';

type Context = { params: Promise<{ slug: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/submissions');
  if (!actor.ok) return respondPrivateResult(actor);
  const query = parseSubmissionQuery(new URL(request.url).searchParams);
  if (!query.ok) return respondPrivateResult(query);
  const submitted = await submit(actor.value, (await params).slug, request, {
    dryRun: query.value.dryRun,
    idempotencyKey: request.headers.get('idempotency-key')?.slice(0, 200) ?? null,
  });
  if (!submitted.ok) return respondPrivateResult(submitted);
  const { value } = submitted;
  if (value.kind === 'validated') return respondPrivate(value.validation);
  if (value.kind === 'tried') return respondPrivate(value.dryRun, 202);
  const receipt = respondPrivate(value.submission, 202);
  if (value.isReplay) receipt.headers.set('idempotency-replayed', 'true');
  return receipt;
}
