import { z } from 'zod';
import { nameText } from './name';
import { lineText } from './text';

const webAddress = z.url({ protocol: /^https?$/, error: 'give a web address with https://' }).max(500);

/** Where more about a benchmark stands: a data card, a paper. */
export const linkSchema = z.object({
  url: webAddress,
  title: nameText(0, 80).refine((title) => title !== '', 'give each link a title'),
});
export type Link = z.output<typeof linkSchema>;

/** Whom to ask: an e-mail or web address. Everybody reads it. */
export const contactSchema = lineText(3, 254).refine(
  (text) => z.email().safeParse(text).success || webAddress.safeParse(text).success,
  'give an e-mail address, or a web address with https://',
);

export const linksMax = 10;
export const contactsMax = 5;
