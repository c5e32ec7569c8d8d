import type { RoundState } from './round-state';

/**
 * Whether a round has taken, or will at its sealing take, the place of the one that it names. Several drafts can name the same
 * sealed round: the first that is sealed takes its place, at the instant of its own sealing, and the others none. A round
 * that has opened meanwhile keeps its own.
 */
export function takesThePlaceOf(
  round: { readonly state: RoundState; readonly sealedAt: Date | null },
  named: {
    readonly state: RoundState;
    readonly openedAt: Date | null;
    readonly invalidatedAt: Date | null;
  },
): boolean {
  if (round.state === 'draft') return named.state === 'sealed';
  return (
    named.state === 'invalidated' &&
    named.openedAt === null &&
    named.invalidatedAt?.getTime() === round.sealedAt?.getTime()
  );
}
