import { readJson } from '@/app/_http/read-json';
import { respondProblem } from '@/app/_http/respond';
import { route } from '@/app/_http/serve-operation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { askedLeaseSchema } from '@/lib/contracts/runner';
import { requireRunner, takeLease } from '@/services/runner/lease';

/** A runner asks for a run of a model, and gets a lease or an empty response. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: async (request) => {
    const runner = await requireRunner(request);
    if (!runner.ok) return respondProblem(runner.error, new Date());
    const body = await readJson(request);
    const asked = body.ok ? parseWith(askedLeaseSchema, body.value) : body;
    if (!asked.ok) return respondProblem(asked.error, new Date());
    const lease = await takeLease(runner.value, asked.value, request.signal);
    return lease ? Response.json(lease) : new Response(null, { status: 204 });
  },
});
