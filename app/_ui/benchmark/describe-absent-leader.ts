type Row = {
  readonly lead: object | null;
  readonly benchmark: { readonly newest_closed_round: object | null };
};

/** Why the list shows no first model: a closed round's ranking takes some seconds to be made, and may rank nobody. */
export function describeAbsentLeader({ lead, benchmark }: Row): string {
  if (benchmark.newest_closed_round === null) return 'no official ranking yet';
  return lead === null ? 'its ranking is being made' : 'nobody is ranked';
}
