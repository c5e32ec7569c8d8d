import { route } from '@/app/_http/serve-operation';
import { openTrainingFile } from '@/services/runner/artefact';
import { aboutLease, respondLost, respondStored } from '../../about-lease';

/** Serves a data file that a leased training reads. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: aboutLease(async (runner, lease, _request, { index }) =>
    /^\d{1,6}$/.test(String(index))
      ? respondStored(await openTrainingFile(runner, lease, Number(index)))
      : respondLost(),
  ),
});
