"""torchscript_twin.py IN.pt OUT.pt SIGNATURE (PyTorch 1.13): a traced and frozen graph as a twin of its ONNX sibling.

Weights of 2,048 numbers and more are rounded to halves, as the ONNX file keeps them; what was traced on the CPU makes its own tensors
where its first input is; and the file tells its signature, such as
 plan:    (input: INT64 [-1, -1], input_lengths: INT64 [-1], scales: FLOAT32 [3]) -> (frames: FLOAT32 [1, -1, 53], durations: FLOAT32 [-1])
 vocoder: (frames: FLOAT32 [1, -1, 53], noise_scale: FLOAT32 [1], source: FLOAT32 [2, 160], tail: FLOAT32 [1, 1, 864])
          -> (audio: FLOAT32 [1, -1], source_out: FLOAT32 [2, -1], tail_out: FLOAT32 [1, 1, -1])
"""
import sys
import torch

source, target, signature = sys.argv[1:4]
module = torch.jit.load(source)
graph = module.forward.graph


def halve(block):
    for node in block.nodes():
        if node.kind() == 'prim::Constant' and 'value' in node.attributeNames() and node.kindOf('value') == 't':
            weights = node.t('value')
            # The bases of the Fourier transform (1,026 rows) are built in the ONNX graph, whole.
            if weights.dtype == torch.float32 and weights.numel() >= 2048 and weights.shape[0] != 1026:
                weights.copy_(weights.half().float())
        for inner in node.blocks():
            halve(inner)


with torch.no_grad():
    halve(graph)
device = graph.create('prim::device', [list(graph.inputs())[1]], 1)
device.output().setType(torch._C.DeviceObjType.get())
graph.prependNode(device)
for node in list(graph.nodes()):
    if node.kind() == 'prim::Constant' and str(node.output().type()) == 'Device':
        node.output().replaceAllUsesWith(device.output())
module.save(target, _extra_files={'signature': signature})
