import { describe, expect, it } from 'vitest';
import { factsOfMadeBenchmark } from '@/testing/make-benchmark-facts';
import {
  formatDataForm,
  formatRoundsForm,
  formatTaskForm,
  formatTextsForm,
  readDataForm,
  readRoundsForm,
  readTaskForm,
  readTextsForm,
} from './settings-form-values';

const texts = {
  title: 'Owls',
  description: 'One.\n\nTwo.',
  rules: '',
  links: [{ title: 'Data card of 2026', url: 'https://example.org/card' }],
  contacts: ['owls@example.org', 'https://example.org/ask'],
  tags: ['birds', 'sound'],
  visibility: 'unlisted' as const,
};

const withCrlf = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('\n', '\r\n')]));

describe('the forms of a benchmark’s settings', () => {
  it('return the saved texts unchanged, also with CRLF line breaks', () => {
    const values = formatTextsForm(factsOfMadeBenchmark(texts));
    expect(readTextsForm(values)).toEqual(texts);
    expect(readTextsForm(withCrlf(values))).toEqual(texts);
  });

  it('don’t contain the listing where it can’t be changed', () => {
    const { visibility, ...fields } = formatTextsForm(factsOfMadeBenchmark(texts));
    expect(visibility).toBe('unlisted');
    expect(readTextsForm(fields)).not.toHaveProperty('visibility');
  });

  it('pass on a link without a title, which the API’s schema rejects', () => {
    expect(readTextsForm({ links: 'https://example.org' })).toMatchObject({
      links: [{ title: '', url: 'https://example.org' }],
    });
  });

  it('return licence, links and columns unchanged, even with a vertical bar in a column’s meaning', () => {
    const data = {
      license: 'CC-BY-4.0',
      terms: null,
      paper: 'https://example.org/paper',
      columns: [
        { name: 'wind', type: 'number', unit: 'm/s', text: 'at 10 m | hourly' },
        { name: 'place', type: null, unit: '', text: '' },
      ],
    } as const;
    const values = formatDataForm(factsOfMadeBenchmark({ ...data, columns: [...data.columns] }));
    expect(values.columns).toBe('wind | number | m/s | at 10 m | hourly\nplace |  |  | ');
    expect(readDataForm(withCrlf(values))).toEqual(data);
    expect(readDataForm({ license: ' ' })).toEqual({ license: null, terms: null, paper: null, columns: [] });
  });

  it('return the settings of later rounds unchanged', () => {
    const facts = factsOfMadeBenchmark({ accepts: ['predictions', 'onnx'], secondary_metrics: ['macro_f1'] });
    expect(readRoundsForm(formatRoundsForm(facts))).toEqual({
      accepts: ['predictions', 'onnx'],
      secondary_metrics: ['macro_f1'],
      quota_per_round: '20',
      quota_per_day: '3',
    });
  });

  it('return the limits of images unchanged where images are accepted', () => {
    const container_needs = {
      cores: 2,
      memory_mb: 4_096,
      wall_seconds: 60,
      training_hours: 1.5,
      gpus: 0,
    } as const;
    const values = formatRoundsForm(factsOfMadeBenchmark({ accepts: ['container'], container_needs }));
    expect(readRoundsForm(values).container_needs).toEqual({
      ...{ cores: '2', memory_mb: '4096', wall_seconds: '60', training_hours: '1.5' },
    });
    expect(readRoundsForm({ ...values, accepts: 'onnx' })).not.toHaveProperty('container_needs');
  });

  it('return task and scoring unchanged', () => {
    const facts = factsOfMadeBenchmark({ features: ['wind', 'sun'] });
    expect(readTaskForm(withCrlf(formatTaskForm(facts)))).toEqual({
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
      log_loss_clip: '0.0001',
      features: ['wind', 'sun'],
    });
  });
});
