import { listPredictionColumns } from '@/lib/core/submission/predictions';
import type { ExampleRound } from '@/services/page/find-submit-page';

type Example = Pick<ExampleRound, 'task' | 'classes' | 'metric'>;

/**
 * Composes a Python script that needs only the standard library. Values are inserted as JSON, since JSON strings and lists are
 * valid Python.
 */
export const composeScript = (example: Pick<ExampleRound, 'hasTraining'> & Example): string =>
  example.hasTraining ? composeBaseline(example) : composeGuess(example);

/**
 * Composes a baseline that is trained on train.csv. Classes: naive Bayes (Hand & Yu 2001, Int. Stat. Rev. 69:385–398). Numbers:
 * an additive model fitted in small steps (Friedman 2001, Ann. Stat. 29:1189–1232). Texts: the label of training items that
 * share rare words.
 */
function composeBaseline(example: Example): string {
  return `import csv, json, math
from bisect import bisect
from collections import Counter, defaultdict

def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))

def number(text):
    try:
        return float(text)
    except ValueError:
        return None

train, items = read("train.csv"), read("inputs.csv")

# the deciles of each column of numbers
columns, cuts = [name for name in items[0] if name != "id"], {}
for name in columns:
    values = [number(item[name]) for item in train]
    if None not in values:
        cuts[name] = sorted(values)[:: len(values) // 10 + 1]

def features(item):  # your features instead: here a bin of each number, and each word of a text
    for name in columns:
        if name not in cuts:
            yield from ((name, word) for word in item[name].split())
        elif (value := number(item[name])) is not None:
            yield name, bisect(cuts[name], value)

${composeFit(example)}

with open("predictions.csv", "w", newline="") as predictions:
    out = csv.writer(predictions)
    out.writerow(${JSON.stringify(listPredictionColumns(example))})
    for item in items:
        out.writerow([item["id"], ${predictionOf(example)}])`;
}

/** Composes the Python function `predict(item)`, which returns a probability for each class, a number, or a text. */
function composeFit({ task, classes }: Example): string {
  if (task === 'regression')
    return `labels = [float(item["label"]) for item in train]
mean, effect = sum(labels) / len(labels), defaultdict(float)
known = [list(features(item)) for item in train]
rate = 1 / max(map(len, known))
for _ in range(50):  # each pass fits what the passes before left over
    left, count = defaultdict(float), Counter()
    for label, own in zip(labels, known):
        rest = label - mean - sum(effect[feature] for feature in own)
        for feature in own:
            left[feature] += rest
            count[feature] += 1
    for feature in left:  # ten items more, so that a rare value says little
        effect[feature] += rate * left[feature] / (count[feature] + 10)

def predict(item):  # your model instead
    return mean + sum(effect[feature] for feature in features(item))`;
  if (task === 'text')
    return `commonest = Counter(item["label"] for item in train).most_common(1)[0][0]
labels = defaultdict(Counter)
for item in train:
    for feature in features(item):
        labels[feature][item["label"]] += 1

def predict(item):  # your model instead
    votes = Counter()
    for feature in features(item):
        for label, count in labels[feature].most_common(20):
            votes[label] += count / sum(labels[feature].values()) ** 2
    label = votes.most_common(1)[0][0] if votes else commonest
    # a list of accepted texts is JSON
    return json.loads(label)[0] if label.startswith("[") else label`;
  return `classes = ${JSON.stringify(classes)}
total = Counter(item["label"] for item in train)
seen = defaultdict(Counter)
for item in train:
    for feature in features(item):
        seen[feature][item["label"]] += 1

def predict(item):  # your model instead
    known = [seen[feature] for feature in features(item) if feature in seen]
    logs = [
        math.log(total[label] + 1) + sum(math.log((count[label] + 1) / (total[label] + 2)) for count in known)
        for label in classes
    ]
    shares = [math.exp(log - max(logs)) for log in logs]
    return [share / sum(shares) for share in shares]`;
}

function predictionOf({ task, classes, metric }: Example): string {
  if (task === 'regression' || task === 'text') return 'predict(item)';
  return listPredictionColumns({ classes, metric }).length > 2
    ? '*predict(item)'
    : 'max(zip(predict(item), classes))[1]';
}

/**
 * Composes a script for a benchmark without training data: a guess from the column with the most distinct values, since a
 * constant prediction gets no feedback on a feedback ladder. Sorting texts by length first sorts whole numbers by size.
 */
const composeGuess = (example: Example): string => `import csv

with open("inputs.csv", newline="") as inputs:
    items = list(csv.DictReader(inputs))

# the column with most distinct values, and their order
columns = [name for name in items[0] if name != "id"]
column = max(columns, key=lambda name: len({item[name] for item in items}))
values = sorted({item[column] for item in items}, key=lambda text: (len(text), text))
place = {value: (i + 1) / (len(values) + 1) for i, value in enumerate(values)}

with open("predictions.csv", "w", newline="") as predictions:
    out = csv.writer(predictions)
    out.writerow(${JSON.stringify(listPredictionColumns(example))})
    for item in items:
        p = place[item[column]]  # your model instead, a number from 0 to 1
        out.writerow([item["id"], ${guessOf(example)}])`;

/** The Python expression that turns `p`, a number from 0 to 1, into a prediction: probabilities, a class, a number or a text. */
function guessOf({ task, classes, metric }: Example): string {
  const needsProbabilities = listPredictionColumns({ classes, metric }).length > 2;
  const others = classes.length - 1;
  if (needsProbabilities) return others === 1 ? '1 - p, p' : `1 - p, *[p / ${others}] * ${others}`;
  if (task === 'regression') return 'p';
  if (task === 'text') return 'item[column][:40]';
  return `${JSON.stringify(classes)}[int(p * ${classes.length})]`;
}
