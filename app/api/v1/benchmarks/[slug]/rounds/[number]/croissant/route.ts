import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findRankingCroissant } from '@/services/publication/find-round-results';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getRankingCroissant, ({ params, reader }) =>
    findRankingCroissant(params.slug, params.number, reader),
  ),
});
