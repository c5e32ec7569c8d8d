import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';

/** The teams that were named can't be linked or unlinked. */
export const refuseTeams = (detail: string): Result<never, Refusal> =>
  refuse({ kind: 'invalid_request', faults: [{ code: 'invalid', field: 'teams', detail }] });
