import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { setFollowing } from '@/services/benchmark/announce';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.followBenchmark, ({ actor, params }) => setFollowing(actor, params.slug, true)),
  DELETE: serve(operations.unfollowBenchmark, ({ actor, params }) => setFollowing(actor, params.slug, false)),
});
