import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult, respondPublic, respondPublicResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { designateMark } from '@/services/mark/designate';
import { dropMark } from '@/services/mark/drop';
import { listMarks } from '@/services/mark/list';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const marks = await listMarks((await params).slug);
  if (!marks.ok) return respondPublicResult(request, marks);
  const nameOf = (mark: (typeof marks.value)[number]) =>
    JSON.stringify([mark.by, mark.model_slug, mark.version]);
  return respondPublic(request, pageOf(marks.value, new URL(request.url), nameOf));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/marks');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await designateMark(actor.value, (await params).slug, body.value), 201);
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'DELETE /benchmarks/{slug}/marks');
  if (!actor.ok) return respondPrivateResult(actor);
  const named = Object.fromEntries(new URL(request.url).searchParams);
  return respondPrivateResult(await dropMark(actor.value, (await params).slug, named));
}
