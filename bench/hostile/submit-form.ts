import type { HostileSite } from './hostile-site';

/** A submission of the good file, as the API takes it. */
export function submitForm({ goodFile }: Pick<HostileSite, 'goodFile'>): FormData {
  const form = new FormData();
  form.set('metadata', JSON.stringify({ model: 'A model' }));
  form.set('file', new Blob([goodFile]), 'predictions.csv');
  return form;
}
