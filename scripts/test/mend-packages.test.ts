import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendPackages } from '../mend-packages.mjs';

const patch = `What it is for.

--- a/src/sum.js
+++ b/src/sum.js
@@ -1,3 +1,3 @@
 export function sum(a, b) {
-  return a - b
+  return a + b
 }
`;
const before = 'export function sum(a, b) {\n  return a - b\n}\n';

describe('mending installed packages', () => {
  let root: string;
  const sum = () => join(root, 'node_modules', 'sum', 'src', 'sum.js');
  const install = (version: string, text: string) => {
    mkdirSync(join(root, 'node_modules', 'sum', 'src'), { recursive: true });
    writeFileSync(join(root, 'node_modules', 'sum', 'package.json'), JSON.stringify({ version }));
    writeFileSync(sum(), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tidemark-mend-'));
    mkdirSync(join(root, 'scripts', 'patches'), { recursive: true });
    writeFileSync(join(root, 'scripts', 'patches', 'sum@1.0.0.patch'), patch);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('changes them once', () => {
    install('1.0.0', before);
    for (let time = 0; time < 2; time++) {
      mendPackages(root);
      expect(readFileSync(sum(), 'utf8')).toBe(before.replace('a - b', 'a + b'));
    }
  });

  it('says so where the version is another, and changes nothing', () => {
    install('1.0.1', before);
    expect(() => mendPackages(root)).toThrow('sum@1.0.0.patch is not for sum 1.0.1');
    expect(readFileSync(sum(), 'utf8')).toBe(before);
  });

  it('says so where the text is neither the one before nor the one after', () => {
    install('1.0.0', before.replace('a - b', 'b - a'));
    expect(() => mendPackages(root)).toThrow(/doesn't fit .*sum\.js: install the packages anew/);
  });
});
