import type { Refusal } from '@/lib/core/refusal';

type ModelName = { teamId: string; name: string };

/** Refuses a name for which there is a model of that skeleton, unless it is the team's own of just that name. */
export function refuseLookAlike(model: ModelName, wanted: ModelName): Refusal | undefined {
  const isOwn = model.teamId === wanted.teamId;
  if (isOwn && model.name === wanted.name) return undefined;
  return { kind: 'name_taken', what: 'model', own: isOwn ? model.name : null };
}
