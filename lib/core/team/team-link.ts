/** A team's place in a group of linked ones, where that holds in a round that isn't over. */
export type TeamLink = {
  readonly teamId: string;
  readonly teamGroupId: string;
  /** Null while it holds in later rounds too. */
  readonly unlinkedAt: Date | null;
};
