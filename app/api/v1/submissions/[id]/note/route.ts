import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { setNote } from '@/services/submission/note';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.setSubmissionNote, ({ actor, params, body }) => setNote(actor, params.id, body)),
});
