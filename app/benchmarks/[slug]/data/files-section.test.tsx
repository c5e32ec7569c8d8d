import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { DataPage } from '@/services/page/find-data-page';
import { factsOfMadeBenchmark } from '@/testing/make-benchmark-facts';
import { FilesSection } from './files-section';

const draw = (page: object) => renderToStaticMarkup(<FilesSection page={page as DataPage} />);

const link = { number: 1, title: 'February', byte_count: 900, href: '/train-of-february' };

const training = {
  ...{ file_name: 'train.csv', href: '/training-data', columns: ['x'], rounds: [link], left_out: [] },
  ...{ byte_count: 1_234_000, corrected: [] },
};

const page = {
  benchmark: { ...factsOfMadeBenchmark(), open_round: { number: 2, title: 'March', item_count: 40 } },
  rounds: [{ number: 1, item_count: 30 }],
  training,
  hostFile: null,
  byteCounts: { inputs: 2_345_000, sampleSubmission: 3_456_000 },
  columns: null,
};

describe('the files of the Data tab', () => {
  it('include training data, inputs and sample submission with their sizes, and the origin of their labels', () => {
    const drawn = draw(page);
    for (const text of ['1.23 MB', '2.35 MB', '3.46 MB', 'inputs of', 'sample-submission.csv'])
      expect(drawn).toContain(text);
    expect(drawn).toContain('train.csv has the labels as they were sealed');
  });

  it('include the host’s own file, its licence and its terms', () => {
    const benchmark = {
      ...page.benchmark,
      ...{ license: 'CC0-1.0', terms: 'https://example.org/terms', paper: 'https://example.org/paper' },
    };
    const hostFile = { name: 'own.csv', byte_count: 4_567_000, sha256: 'ab', href: '/training-file' };
    const drawn = draw({ ...page, benchmark, hostFile });
    for (const text of [
      'own.csv',
      '4.57 MB',
      'https://spdx.org/licenses/CC0-1.0.html',
      'Terms of use',
      'Paper',
    ])
      expect(drawn).toContain(text);
  });

  it('include training data, signature and sample where the inputs are hidden', () => {
    const { benchmark } = page;
    const hidden = {
      ...benchmark,
      ...{
        accepts: ['onnx'],
        inputs: 'hidden',
        model_signature: { input: { features: [{}] } },
        model_sample: [{}, {}],
      },
    };
    const drawn = draw({ ...page, benchmark: hidden });
    for (const text of ['train.csv', 'signature.json', 'sample.csv', 'until its reveal'])
      expect(drawn).toContain(text);
    expect(drawn).not.toContain('without labels');
    expect(drawn).not.toContain('sample-submission');
  });
});
