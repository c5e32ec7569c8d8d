import type { ChanceLevelFlag } from './chance-level';
import type { EqualFileFlag } from './equal-file';
import type { ModelGapFlag } from './model-gap';
import type { NearCopyFlag } from './near-copies';
import type { RandomProbingFlag } from './random-probing';
import type { TinyEditFlag } from './tiny-edit';

/** A suspicion for a maintainer to judge, with its numbers. Nothing happens by itself. Plain JSON. */
export type Flag =
  | EqualFileFlag
  | NearCopyFlag
  | RandomProbingFlag
  | ChanceLevelFlag
  | TinyEditFlag
  | ModelGapFlag;
export type FlagKind = Flag['kind'];

export const flagKinds = [
  'near-copy',
  'random-probing',
  'chance-level',
  'tiny-edit',
  'equal-file',
  'model-gap',
] as const satisfies readonly FlagKind[];
