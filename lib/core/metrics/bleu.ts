import { corpusMetric } from './family/corpus-metric';
import { bleuStatistic, computeBleuOfOne, computeCorpusBleu, estimateCorpusBleu } from './text/bleu-counts';

/** `computeBleu` of all items together. Undefined for n = 0 (`no-items`). */
export const bleu = corpusMetric({
  name: 'bleu',
  title: 'BLEU',
  meaning:
    'How many runs of one to four words an answer shares with the reference; short answers are penalised. {1} is a perfect match.',
  formula: 'exp(min(0, 1 − r/c)) · (p₁p₂p₃p₄)^{1/4}',
  note: 'Precisions of 1- to 4-grams and lengths of all items together, c tokens answered against r of reference (Papineni et al. 2002, P02-1040). sacreBLEU: tok:13a, smooth:exp, case:mixed (Post 2018, W18-6319).',
  computeScore: computeCorpusBleu,
  computeScoreOfOne: computeBleuOfOne,
  findStatistic: bleuStatistic,
  estimate: estimateCorpusBleu,
});
