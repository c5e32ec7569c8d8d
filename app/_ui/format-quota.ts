/** How many submissions are scored: a day's limit that the round's makes meaningless isn't said. */
export const formatQuota = (perRound: number, perDay: number): string =>
  perDay < perRound ? `${perRound} a round, at most ${perDay} a day` : `${perRound} a round`;
