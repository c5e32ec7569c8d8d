import { respondPrivateDownload } from '@/app/_http/respond';
import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { formatParticipantsCsv } from '@/lib/contracts/participants';
import { listParticipants } from '@/services/benchmark/participants';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listParticipants, async ({ actor, params: { slug }, query }) => {
    const found = await listParticipants(actor, slug);
    if (!found.ok || query.format !== 'csv')
      return pageOfFound(found, query, ({ round, team }) => `${round} ${team}`);
    return respondPrivateDownload(formatParticipantsCsv(found.value), `${slug}-participants.csv`);
  }),
});
