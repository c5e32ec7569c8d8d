import { runProgram } from './run-program';

const programs = ['/usr/bin/python3', 'python3', 'python3.13', 'python3.12', 'python3.11'];

/** The reason that a skipped test of the Python client states. */
export const noPython = 'There is no Python 3.11 or newer on this machine: apt-get install python3';

/** A Python that is new enough for the client; undefined if there is none. */
export async function findPython(): Promise<string | undefined> {
  for (const program of programs) {
    const isNew = 'import sys; sys.exit(sys.version_info < (3, 11))';
    if ((await runProgram(program, ['-c', isNew])).exitCode === 0) return program;
  }
  return undefined;
}

/** The reason that a skipped test states if Python packages are missing. */
export const noPackages =
  'There is no Python with pandas, scikit-learn and onnx on this machine: apt-get install python3-pandas python3-sklearn python3-onnx';

/** A Python in which these modules can be imported; undefined if there is none. */
export async function findPythonWith(...modules: readonly string[]): Promise<string | undefined> {
  for (const program of programs)
    if ((await runProgram(program, ['-c', `import ${modules.join(', ')}`])).exitCode === 0) return program;
  return undefined;
}
