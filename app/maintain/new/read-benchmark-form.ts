import { readModelForm, takesModels } from './read-model-form';

/** The form's texts in the shape of the API's body; whether they are right is for its contract to say. */
export function readBenchmarkForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { classes = '', secondary_metrics = '', feedback_share = '', accepts = '', ...more } = values;
  const texts = Object.entries(more).filter(([name]) => !name.startsWith('model_'));
  return {
    ...Object.fromEntries(texts),
    accepts: splitBy(accepts, ','),
    ...(takesModels(accepts) && readModelForm(values)),
    classes: splitBy(classes, /\r?\n/),
    secondary_metrics: splitBy(secondary_metrics, ','),
    // People type per cent; the API takes a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}

const splitBy = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
