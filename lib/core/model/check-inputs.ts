import { parseJson } from '../files/canonical-json';
import { quoteValue } from '../files/cell-text';
import { createProblemList, type FileProblem } from '../files/file-problem';
import type { ModelInput } from '../onnx/model-summary';
import { type TestSetItem, type TestSetReport, testSetProblemsShownMax } from '../round/read-test-set';
import { countRowValues, createFeatureRowWriter, type FeatureFault } from './feature-row';

/** Checks that the items of a test set fit the inputs of models, and adds faults to the test set's report. */
export type InputsCheck = {
  add(item: Pick<TestSetItem, 'line' | 'inputJson'>): void;
  completeReport(report: TestSetReport): TestSetReport;
};

export function createInputsCheck(input: ModelInput): InputsCheck {
  const write = createFeatureRowWriter(input);
  const row = new Float32Array(countRowValues(input));
  const found = createProblemList(testSetProblemsShownMax);
  return {
    add({ line, inputJson }) {
      if (found.isFull) return;
      const fault = write(parseJson(inputJson), row);
      if (fault) found.add(describeFault(fault, line));
    },
    completeReport: (report) => ({
      ...report,
      problemCount: report.problemCount + found.count,
      problems: [...report.problems, ...found.problems].slice(0, testSetProblemsShownMax),
    }),
  };
}

const describeFault = ({ feature, kind }: FeatureFault, line: number): FileProblem => ({
  ...words[kind],
  line,
  column: null,
  detail: `${quoteValue(feature)}: ${words[kind].detail}`,
});

/** Texts of faults. They quote no cell: inputs may be hidden, and in a row with shifted columns they may be labels. */
const words: Readonly<Record<FeatureFault['kind'], Pick<FileProblem, 'code' | 'detail' | 'hint'>>> = {
  missing: {
    code: 'missing_input',
    detail: 'the item has no such input',
    hint: 'Give every item the features that the benchmark declares, called as they are there.',
  },
  not_a_number: {
    code: 'not_a_number',
    detail: 'the value is not a finite float32 number',
    hint: 'Write it in decimals, with a point; leave it empty where it is missing.',
  },
  unknown_category: {
    code: 'unknown_category',
    detail: 'the value is not one of the categories that the benchmark declares',
    hint: 'Map it to one of them, or to one for all others.',
  },
  wrong_count: {
    code: 'wrong_input_size',
    detail: 'the item has more or fewer numbers than the benchmark’s shape',
    hint: 'Give each item nested lists of numbers of this shape.',
  },
};
