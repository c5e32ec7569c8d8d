/**
 * Far beyond what may be nested, so that a line of code that only looks nested passes; the parser overflows at thousands, after
 * seconds.
 */
const markersMax = 100;

/** A mark that begins a quotation or a list item. */
const marker = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
/** Marks and spaces alone are a line across the page, and no list. */
const rule = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;

/** The first line that begins with more marks of lists and quotations than a parser should be given; null without one. */
export function findLineTooDeep(markdown: string): number | null {
  const at = markdown
    .split(/\r\n?|\n/)
    .findIndex((line) => countMarkers(line) > markersMax && !rule.test(line));
  return at < 0 ? null : at + 1;
}

function countMarkers(line: string): number {
  marker.lastIndex = 0;
  let count = 0;
  while (marker.test(line)) count += 1;
  return count;
}
