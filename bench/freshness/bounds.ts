/** Two standard errors beyond 5 %: what chance alone makes of a rate of 5 %. */
export const alarmsMax = (count: number): number => 0.05 + 2 * Math.sqrt((0.05 * 0.95) / count);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
export const points = (share: number): string => (100 * share).toFixed(2);
