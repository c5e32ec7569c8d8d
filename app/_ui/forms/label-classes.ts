/** The name of a control or of a group of them. */
export const labelClasses = 'mb-5 block text-data font-semibold';
