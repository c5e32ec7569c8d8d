import type { HostileSite } from './hostile-site';

let sentCount = 0;

/** A submission of the good file as the API takes it: a version of its own each time, with one more blank line, since a file is sent once. */
export function submitForm({ goodFile }: Pick<HostileSite, 'goodFile'>, sender: string): FormData {
  sentCount += 1;
  const form = new FormData();
  form.set('metadata', JSON.stringify({ model: `A model of ${sender}`, version: String(sentCount) }));
  form.set('file', new Blob([goodFile, '\n'.repeat(sentCount)]), 'predictions.csv');
  return form;
}
