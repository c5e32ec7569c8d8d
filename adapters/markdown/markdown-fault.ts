/** The reason why a text isn't rendered as Markdown. Lines count from 1. */
export type MarkdownFault =
  | { readonly code: 'too_deep'; readonly line: number }
  | { readonly code: 'table_too_large'; readonly line: number }
  | { readonly code: 'too_much' }
  | { readonly code: 'too_slow' };

/** Levels of lists, quotations, emphasis and links within one another. */
export const nestingMax = 16;
/** Cells of a text's tables: a table's width times its height, for short rows are filled up. */
export const cellsMax = 5000;
/** UTF-16 units. A text of 20,000 characters that are all escaped has 120,000; links by reference repeat an address without end. */
export const htmlLengthMax = 200_000;

/** Message with the fault and its fix. */
export function describeMarkdownFault(fault: MarkdownFault): string {
  switch (fault.code) {
    case 'too_deep':
      return `at line ${fault.line}, lists, quotations or emphasis are nested more than ${nestingMax} levels within one another; use fewer levels`;
    case 'table_too_large':
      return `with the table at line ${fault.line}, the text has more than ${cellsMax.toLocaleString('en')} cells; leave rows or columns out`;
    case 'too_much':
      return `it makes more than ${htmlLengthMax.toLocaleString('en')} characters of HTML; use fewer or shorter links`;
    case 'too_slow':
      return 'its marks take too long to read; use fewer brackets, asterisks and nested lists';
  }
}
