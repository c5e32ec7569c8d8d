import { respondProblem } from '@/app/_http/respond';

/** Responds to all paths below `/api` that have no route of their own. */
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
