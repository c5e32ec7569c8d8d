import {
  readIdempotencyKey,
  respondPrivate,
  respondPrivateDownload,
  respondReceipt,
} from '@/app/_http/respond';
import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { formatSubmissionsCsv } from '@/lib/contracts/participants';
import { parseSubmissionQuery } from '@/lib/contracts/submission';
import { listSubmissionsForMaintainer } from '@/services/benchmark/participants';
import { submit } from '@/services/submission/submit';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listSubmissionsOfBenchmark, async ({ actor, params: { slug }, query }) => {
    const page = await listSubmissionsForMaintainer(actor, slug, query);
    if (!page.ok || query.format !== 'csv') return page;
    return respondPrivateDownload(formatSubmissionsCsv(page.value.items), `${slug}-submissions.csv`);
  }),
  POST: serve(operations.createSubmission, async ({ actor, params, request }) => {
    const query = parseSubmissionQuery(new URL(request.url).searchParams);
    if (!query.ok) return query;
    const submitted = await submit(actor, params.slug, request, {
      dryRun: query.value.dryRun,
      idempotencyKey: readIdempotencyKey(request),
    });
    if (!submitted.ok) return submitted;
    const { value } = submitted;
    if (value.kind === 'validated') return respondPrivate(value.validation);
    if (value.kind === 'tried') return respondPrivate(value.dryRun, 202);
    return respondReceipt(value.submission, { status: 202, isReplay: value.isReplay });
  }),
});
