/**
 * The scorer version that rounds are sealed with. Raise it whenever anything that an archive holds can come out differently: scores,
 * intervals, seeds, pair tests, ties. A scorer leaves rounds of other versions alone (decision 0029).
 */
export const scorerVersion = '6';
