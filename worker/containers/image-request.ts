import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import type { StoredModel } from '../models/open-stored-model';
import { type ContainerLimits, limitsOfNeeds } from '../runner/container/container-limits';
import type { ContainerWork } from '../runner/container/container-work';
import type { ScorerPlatform } from '../scorer-platform';
import type { ComposedInputs } from './compose-inputs';
import { openSealedImage } from './sealed-image';

/**
 * Composes the request to run an image on inputs, with the limits that its benchmark grants. @param share
 * further limits; a time limit longer than the benchmark's is reduced to it
 */
export async function composeImageRequest(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  image: StoredModel,
  { containerNeeds, task, classes }: Pick<BenchmarkRow, 'containerNeeds' | 'task' | 'classes'>,
  { input, index }: ComposedInputs,
  {
    faultsAs,
    isHidden,
    share = {},
  }: {
    faultsAs: ContainerWork['faultsAs'];
    isHidden: boolean;
    share?: Partial<Pick<ContainerLimits, 'wallMsMax' | 'processorWeight'>>;
  },
): Promise<ContainerWork> {
  if (containerNeeds === null) throw new Error('an image for a benchmark that runs none');
  const outputBytesMax = countPlainBytesMax({ task, classes, itemCount: index.size });
  const granted = limitsOfNeeds(containerNeeds, outputBytesMax);
  const wallMsMax = Math.min(granted.wallMsMax, share.wallMsMax ?? granted.wallMsMax);
  const artefact = await openSealedImage(platform, image);
  const trained = image.trained && (await openSealedImage(platform, image.trained));
  return {
    artefact,
    ...(trained ? { trained } : {}),
    input,
    limits: { ...granted, ...share, wallMsMax },
    faultsAs,
    isHidden,
  };
}
