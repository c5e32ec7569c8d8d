import { respondProblem } from '@/app/_http/respond';

/** Every path below `/api` that no other route has. */
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
