/** Φ⁻¹(0.975), to double precision: the two-sided 95 % point of the normal distribution. */
export const normalQuantile975 = 1.959963984540054;
