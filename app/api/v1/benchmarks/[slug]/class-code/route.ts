import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { makeClassCode, removeClassCode } from '@/services/entry/maintain-entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.makeClassCode, ({ actor, params }) => makeClassCode(actor, params.slug)),
  DELETE: serve(operations.removeClassCode, ({ actor, params }) => removeClassCode(actor, params.slug)),
});
