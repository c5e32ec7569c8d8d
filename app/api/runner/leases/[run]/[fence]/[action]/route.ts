import { respondProblem } from '@/app/_http/respond';
import { byAction, route } from '@/app/_http/serve-operation';
import { resultBytesMax } from '@/lib/core/run/run';
import { noSpace } from '@/services/access/upload-limits';
import { openArtefact, openTrained, sealedModelBytesMax, takeModel } from '@/services/runner/artefact';
import { keepLease, openWork, takeResult } from '@/services/runner/lease';
import { aboutLease, respondEmpty, respondLost, respondStored } from '../about-lease';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: byAction({
    artefact: aboutLease(async (runner, lease) => respondStored(await openArtefact(runner, lease))),
    trained: aboutLease(async (runner, lease) => respondStored(await openTrained(runner, lease))),
    work: aboutLease(async (runner, lease, request) => {
      const work = await openWork(runner, lease, request.signal);
      if (work === 'lost') return respondLost();
      if (work === 'pending') return respondEmpty(204);
      return respondStored(work);
    }),
  }),
  POST: byAction({
    renewal: aboutLease(async (runner, lease) =>
      (await keepLease(runner, lease)) ? respondEmpty(204) : respondLost(),
    ),
  }),
  PUT: byAction({
    model: aboutLease(async (runner, lease, request) => {
      const taken = await takeModel(runner, lease, request.body ?? new ReadableStream());
      if (taken === 'too_large')
        return respondProblem({ kind: 'too_large', bytesMax: sealedModelBytesMax }, new Date());
      if (taken === 'no_space') return respondProblem(noSpace, new Date());
      return taken === 'taken' ? respondEmpty(204) : respondLost();
    }),
    result: aboutLease(async (runner, lease, request) => {
      const taken = await takeResult(runner, lease, request.body ?? new ReadableStream());
      if (taken === 'too_large')
        return respondProblem({ kind: 'too_large', bytesMax: resultBytesMax }, new Date());
      return taken === 'taken' ? respondEmpty(204) : respondLost();
    }),
  }),
});
