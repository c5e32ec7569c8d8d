/** Files and metrics of both programs. */
export const labelsName = 'labels.tsv';
export const predictionsName = 'predictions.csv';
export const classes = ['no', 'yes'] as const;
export const metricNames = ['accuracy', 'macro_f1', 'log_loss', 'roc_auc'] as const;
