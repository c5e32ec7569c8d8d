import { corpusMetric } from './family/corpus-metric';
import { chrfStatistic, computeCorpusChrf, estimateCorpusChrf } from './text/chrf-counts';

/** `computeChrf` of all items together. Undefined for n = 0 (`no-items`). */
export const chrf = corpusMetric({
  name: 'chrf',
  title: 'chrF',
  meaning:
    'How many runs of one to six characters an answer shares with the reference. {1} is a perfect match.',
  formula: '5·PR/(4·P + R)',
  note: 'P and R are mean precision and recall of character n-grams of the orders 1 to 6. They are counted over all items together, white space left out (Popović 2015, W15-3049). sacreBLEU: nc:6, nw:0, space:no, β = 2.',
  computeScore: computeCorpusChrf,
  computeScoreOfOne: computeCorpusChrf,
  findStatistic: chrfStatistic,
  estimate: estimateCorpusChrf,
});
