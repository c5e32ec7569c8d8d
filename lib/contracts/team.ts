import { modelSlugSchema } from './model';

/** A team's address. */
export const teamSlugSchema = modelSlugSchema;
