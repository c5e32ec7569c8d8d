export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
export const points = (share: number): string => (100 * share).toFixed(2);
