import { respondProblem } from '@/app/_http/respond';

/** Handles paths below `/api` without a route of their own. */
const respondMissing = () => respondProblem({ kind: 'not_found', what: 'address' }, new Date());

export {
  respondMissing as DELETE,
  respondMissing as GET,
  respondMissing as HEAD,
  respondMissing as OPTIONS,
  respondMissing as PATCH,
  respondMissing as POST,
  respondMissing as PUT,
};
