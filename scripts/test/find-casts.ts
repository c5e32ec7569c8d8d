import ts from 'typescript';

/** A line for each `as T` and `<T>value`; `as const` asserts nothing about types. */
export function findCasts(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCast(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.type.getStart());
      found.push(`${file.fileName}:${line + 1}: as ${node.type.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isCast = (node: ts.Node): node is ts.AsExpression | ts.TypeAssertion =>
  (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && !ts.isConstTypeReference(node.type);
