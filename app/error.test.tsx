import { isValidElement, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import ErrorPage from './error';

/** What a button of these words does. */
function findAct(node: ReactNode, words: string): (() => void) | undefined {
  if (Array.isArray(node)) return node.map((one) => findAct(one, words)).find(Boolean);
  if (!isValidElement<{ children?: ReactNode; onClick?: () => void }>(node)) return undefined;
  return node.props.children === words ? node.props.onClick : findAct(node.props.children, words);
}

describe('the page of a failure', () => {
  it('asks the server anew: what came before would only fail again', () => {
    const [reset, retry] = [vi.fn(), vi.fn()];
    findAct(ErrorPage({ error: new Error('fault'), ...{ reset, retry } }), 'Try again')?.();
    expect(retry).toHaveBeenCalledOnce();
    expect(reset).not.toHaveBeenCalled();
  });
});
