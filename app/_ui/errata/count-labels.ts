/** `1 label`, `1,000 labels`. */
export const countLabels = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'label' : 'labels'}`;
