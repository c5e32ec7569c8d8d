import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { enterBenchmarkByCode } from '@/services/entry/entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.enterByCode, ({ actor, body }) => enterBenchmarkByCode(actor, body)),
});
