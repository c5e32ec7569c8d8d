import { describe, expect, it } from 'vitest';
import { listSnippets } from './list-snippets';
import { signaturesOfSnippets } from './testing/signatures';

const textOf = (name: string, tool: string): string => {
  const signature = signaturesOfSnippets[name];
  return signature ? listSnippets(signature).find((one) => one.tool === tool)!.text : '';
};

describe('export snippet for a tool', () => {
  it('of scikit-learn contains features, categories and classes, and switches ZipMap off', () => {
    expect(textOf('a table, probabilities', 'scikit-learn')).toMatchInlineSnapshot(`
      "import numpy as np
      import pandas as pd
      from sklearn.ensemble import RandomForestClassifier
      from skl2onnx import to_onnx

      features = ["hour", "distance", "carrier"]
      categories = {
          "carrier": ["AA", "DL", "UA"],
      }
      classes = ["on time", "late"]

      # Your own training data: a column for each feature, and one called label.
      texts = dict.fromkeys([*categories, "label"], str)
      train = pd.read_csv("train.csv", dtype=texts)
      for name, names in categories.items():
          train[name] = train[name].map(names.index)
      X = train[features].to_numpy(np.float32)
      y = train["label"].map(classes.index).to_numpy()

      model = RandomForestClassifier(min_samples_leaf=5).fit(X, y)
      onnx_model = to_onnx(model, X[:1], options={"zipmap": False}, target_opset=17)

      open("model.onnx", "wb").write(onnx_model.SerializeToString())
      "
    `);
  });

  it('of PyTorch ends with the expected output', () => {
    expect(textOf('a table, the place of the class', 'PyTorch')).toMatchInlineSnapshot(`
      "import numpy as np
      import pandas as pd
      import torch
      from torch import nn

      features = ["hour", "distance", "carrier"]
      categories = {
          "carrier": ["AA", "DL", "UA"],
      }
      classes = ["on time", "late", "cancelled"]

      # Your own training data: a column for each feature, and one called label.
      texts = dict.fromkeys([*categories, "label"], str)
      train = pd.read_csv("train.csv", dtype=texts)
      for name, names in categories.items():
          train[name] = train[name].map(names.index)
      X = train[features].to_numpy(np.float32)
      y = train["label"].map(classes.index).to_numpy()
      X = torch.from_numpy(X.reshape(len(X), -1))
      y = torch.from_numpy(y).long()

      network = nn.Sequential(
          nn.BatchNorm1d(3), nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 3)
      )
      optimizer = torch.optim.Adam(network.parameters())
      loss = nn.CrossEntropyLoss()
      for epoch in range(20):
          for batch in torch.randint(len(X), (len(X) // 256 + 1, 256)):
              optimizer.zero_grad()
              loss(network(X[batch]), y[batch]).backward()
              optimizer.step()

      class Answer(nn.Module):
          def __init__(self):
              super().__init__()
              self.network = network

          def forward(self, rows):
              return self.network(rows).argmax(1)

      model = Answer()
      torch.onnx.export(
          model.eval(), X[:2], "model.onnx", input_names=["rows"], output_names=["answer"],
          dynamic_axes={"rows": {0: "N"}, "answer": {0: "N"}}, opset_version=17, dynamo=False,
      )
      "
    `);
  });

  it('of XGBoost takes one input per feature, and outputs the class name where that is expected', () => {
    expect(textOf('an input a feature, the class by its name', 'XGBoost')).toMatchInlineSnapshot(`
      "import numpy as np
      import pandas as pd
      from onnxmltools import convert_xgboost
      from onnxmltools.convert.common.data_types import FloatTensorType
      from xgboost import XGBClassifier

      features = ["hour", "distance", "carrier"]
      categories = {
          "carrier": ["AA", "DL", "UA"],
      }
      classes = ["on time", "late"]

      # Your own training data: a column for each feature, and one called label.
      texts = dict.fromkeys([*categories, "label"], str)
      train = pd.read_csv("train.csv", dtype=texts)
      for name, names in categories.items():
          train[name] = train[name].map(names.index)
      X = train[features].to_numpy(np.float32)
      y = train["label"].map(classes.index).to_numpy()

      model = XGBClassifier(n_estimators=200).fit(X, y)
      rows = [("rows", FloatTensorType([None, 3]))]
      onnx_model = convert_xgboost(model, initial_types=rows, target_opset=15)

      from onnx import TensorProto, helper

      graph = onnx_model.graph
      # Exporters import only what their own operators need.
      if all(one.domain != "" for one in onnx_model.opset_import):
          onnx_model.opset_import.append(helper.make_opsetid("", 15))
      # An input for each feature, of its name; a category comes as its place in the list.
      joined = helper.make_node("Concat", features, [graph.input[0].name], axis=1)
      nodes = [joined, *graph.node]
      del graph.node[:], graph.input[:]
      graph.node.extend(nodes)
      graph.input.extend(
          helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", 1]) for name in features
      )
      # The class by its name, not by its place.
      names = helper.make_tensor("names", TensorProto.STRING, [len(classes)], [name.encode() for name in classes])
      graph.initializer.append(names)
      graph.node.append(helper.make_node("Gather", ["names", graph.output[0].name], ["class"]))
      del graph.output[:]
      graph.output.append(helper.make_tensor_value_info("class", TensorProto.STRING, ["N"]))

      open("model.onnx", "wb").write(onnx_model.SerializeToString())
      "
    `);
  });

  it('of LightGBM flattens tensors, in front of the model too', () => {
    expect(textOf('tensors, probabilities', 'LightGBM')).toMatchInlineSnapshot(`
      "import numpy as np
      from lightgbm import LGBMClassifier
      from onnxmltools import convert_lightgbm
      from onnxmltools.convert.common.data_types import FloatTensorType

      classes = ["cat", "dog", "owl"]

      # Your own training data: an array [n, 4, 5], and the labels.
      X = np.load("inputs.npy").astype(np.float32)
      y = np.load("labels.npy")  # the place of the class in classes, from 0
      X = X.reshape(len(X), -1)

      model = LGBMClassifier(n_estimators=200).fit(X, y)
      rows = [("rows", FloatTensorType([None, 20]))]
      onnx_model = convert_lightgbm(model, initial_types=rows, zipmap=False, target_opset=15)

      from onnx import TensorProto, helper

      graph = onnx_model.graph
      # Exporters import only what their own operators need.
      if all(one.domain != "" for one in onnx_model.opset_import):
          onnx_model.opset_import.append(helper.make_opsetid("", 15))
      # The benchmark feeds tensors; the model takes them flat.
      flat = helper.make_node("Flatten", ["tensors"], [graph.input[0].name], axis=1)
      nodes = [flat, *graph.node]
      del graph.node[:], graph.input[:]
      graph.node.extend(nodes)
      shape = ["N", 4, 5]
      graph.input.append(helper.make_tensor_value_info("tensors", TensorProto.FLOAT, shape))

      open("model.onnx", "wb").write(onnx_model.SerializeToString())
      "
    `);
  });

  it('reads names from the signature’s file if there are very many', () => {
    const names = Array.from({ length: 2000 }, (_, i) => ({ name: `feature ${i}`, type: 'number' }) as const);
    const [snippet] = listSnippets({
      input: { kind: 'one-tensor', shape: [2000], features: names },
      output: { kind: 'number' },
    });
    expect(snippet!.text).toContain('open("signature.json")');
    expect(snippet!.text.length).toBeLessThan(2_000);
  });

  it('quotes names with any characters', () => {
    const [snippet] = listSnippets({
      input: { kind: 'one-tensor', shape: [1], features: [{ name: '"]; import os #', type: 'number' }] },
      output: { kind: 'label', classes: ['"', '\\'] },
    });
    expect(snippet!.text).toContain(String.raw`features = ["\"]; import os #"]`);
    expect(snippet!.text).toContain(String.raw`classes = ["\"", "\\"]`);
  });
});
