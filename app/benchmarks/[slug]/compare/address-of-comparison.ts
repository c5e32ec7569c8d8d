/** The page of these models side by side; its choice stands in the address, so that it can be sent. */
export const addressOfComparison = (benchmark: string, modelSlugs: readonly string[]): string =>
  `/benchmarks/${benchmark}/compare?${modelSlugs.map((slug) => `model=${slug}`).join('&')}`;
