import ts from 'typescript';

export const linesMax = 60;

type LongFunction = { readonly name: string; readonly lines: number };

/** The functions of more than `linesMax` lines, from the first token to the last, that aren't tables. */
export function findLongFunctions(file: ts.SourceFile): LongFunction[] {
  if (file.getLineStarts().length <= linesMax) return [];
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: LongFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && node.body) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (lines > linesMax && !isTable(node.body))
        found.push({ name: `${file.fileName} ${nameOf(node)}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type FunctionNode = ts.FunctionLikeDeclaration;

const isFunction = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node);

function nameOf(node: FunctionNode): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : 'of no name';
}

/** A body that is one object or list, or one piece of a page with words and no logic. */
function isTable(body: ts.ConciseBody): boolean {
  const value = ts.isBlock(body) ? returnedBy(body) : body;
  if (value === undefined) return false;
  const bare = ts.isParenthesizedExpression(value) ? value.expression : value;
  if (ts.isObjectLiteralExpression(bare) || ts.isArrayLiteralExpression(bare)) return true;
  return (ts.isJsxElement(bare) || ts.isJsxFragment(bare)) && !hasLogic(bare);
}

function returnedBy({ statements }: ts.Block): ts.Expression | undefined {
  const [only, ...others] = statements;
  return only && others.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
}

const hasLogic = (node: ts.Node): boolean =>
  isFunction(node) ||
  ts.isCallExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isBinaryExpression(node) ||
  (ts.forEachChild(node, (child) => hasLogic(child) || undefined) ?? false);
