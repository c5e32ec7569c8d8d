import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findRankingPlan } from '@/services/publication/read-last-pairs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getRankingPlan, ({ params: { slug }, query, reader }) =>
    findRankingPlan(slug, query, reader),
  ),
});
