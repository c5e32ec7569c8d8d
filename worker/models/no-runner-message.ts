/** Message about a model that no runner may run. */
export const noRunnerMessage =
  'This site can’t run models safely at the moment; the operator finds the reason at /readyz.';
