import { accuracy } from './accuracy';
import { averagePrecision } from './average-precision';
import { balancedAccuracy } from './balanced-accuracy';
import { bleu } from './bleu';
import { brierScore } from './brier-score';
import { calibrationError } from './calibration-error';
import { choiceAccuracy } from './choice-accuracy';
import { chrf } from './chrf';
import { cohenKappa } from './cohen-kappa';
import { exactMatch } from './exact-match';
import { kendall } from './kendall';
import { logLoss } from './log-loss';
import { macroF1 } from './macro-f1';
import { macroPrecision } from './macro-precision';
import { macroRecall } from './macro-recall';
import { mae } from './mae';
import { mape } from './mape';
import { mcc } from './mcc';
import { microF1 } from './micro-f1';
import { numericAccuracy } from './numeric-accuracy';
import { precision } from './precision';
import { quadraticKappa } from './quadratic-kappa';
import { r2 } from './r2';
import { recall } from './recall';
import { rmse } from './rmse';
import { rocAuc } from './roc-auc';
import { rougeL } from './rouge-l';
import { spearman } from './spearman';
import { tokenF1 } from './token-f1';
import { top3Accuracy } from './top-3-accuracy';
import { top5Accuracy } from './top-5-accuracy';
import { weightedF1 } from './weighted-f1';

/**
 * All metrics, in the order in which pages and the API name them. Nothing but the list stands here, and all else derives from it, so
 * a test that puts a longer one in the place of this file has added a metric: worker/snapshot/made-up-metric.db.test.ts.
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
