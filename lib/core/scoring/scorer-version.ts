/**
 * The scorer version that rounds are sealed with. Raise it with every change that can alter an archive's content: scores,
 * intervals, seeds, pair tests, ties. A scorer leaves rounds of other versions alone (decision 0029).
 */
export const scorerVersion = '6';
