import { mae, mape } from './absolute-errors';
import { accuracy, balancedAccuracy, microF1, top3Accuracy, top5Accuracy } from './accuracy';
import { averagePrecision } from './average-precision';
import { bleu } from './bleu';
import { brierScore } from './brier-score';
import { calibrationError } from './calibration-error';
import { chrf } from './chrf';
import { cohenKappa, quadraticKappa } from './kappa';
import { logLoss } from './log-loss';
import { macroF1, macroPrecision, macroRecall, weightedF1 } from './macro-averages';
import { mcc } from './mcc';
import { precision, recall } from './precision-and-recall';
import { choiceAccuracy, exactMatch, numericAccuracy, tokenF1 } from './question-answering';
import { kendall, spearman } from './rank-correlations';
import { rocAuc } from './roc-auc';
import { rougeL } from './rouge-l';
import { r2, rmse } from './squared-errors';

/**
 * All metrics, in the order of pages and the API. Everything else derives from this list, so a test can add a metric by
 * replacing this file: worker/snapshot/made-up-metric.db.test.ts.
 */
export const metrics = [
  accuracy,
  balancedAccuracy,
  macroF1,
  logLoss,
  rocAuc,
  mae,
  rmse,
  r2,
  mcc,
  cohenKappa,
  quadraticKappa,
  weightedF1,
  microF1,
  precision,
  recall,
  macroPrecision,
  macroRecall,
  top3Accuracy,
  top5Accuracy,
  brierScore,
  calibrationError,
  averagePrecision,
  mape,
  spearman,
  kendall,
  exactMatch,
  tokenF1,
  choiceAccuracy,
  numericAccuracy,
  rougeL,
  chrf,
  bleu,
] as const;
