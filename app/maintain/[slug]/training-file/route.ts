import { respondPrivateResult } from '@/app/_http/respond';
import { operations } from '@/lib/contracts/api/operations';
import { findActorOfRequest } from '@/services/access/caller';
import { putTrainingFile } from '@/services/benchmark/training-file';

type Context = { params: Promise<{ slug: string }> };

/** Receives the host's training file from the settings page, with or without scripts, and redirects back to that page. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, operations.putTrainingFile.scope);
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug } = await params;
  const stored = await putTrainingFile(actor.value, slug, request);
  const settings = `/maintain/${encodeURIComponent(slug)}/settings`;
  const next = stored.ok ? `${settings}?saved=file#file` : `${settings}?refused=${stored.error.kind}#file`;
  return new Response(null, { status: 303, headers: { location: next } });
}
