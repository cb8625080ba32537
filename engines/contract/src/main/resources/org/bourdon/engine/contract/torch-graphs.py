# Makes doubling.pt, undeclared.pt and looping.pt: python3 torch-graphs.py (PyTorch 1.13).
import torch
from typing import Tuple

class Doubling(torch.nn.Module):
    def forward(self, x: torch.Tensor, n: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        return x + x, n

class Looping(torch.nn.Module):
    def forward(self, x: torch.Tensor, n: torch.Tensor) -> torch.Tensor:
        for _ in range(int(n[0])):
            x = torch.sin(x)
        return x

def save(module, name, signature):
    files = {'signature': signature} if signature else {}
    torch.jit.script(module.eval()).save(name + '.pt', _extra_files=files)

save(Doubling(), 'doubling', '(x: FLOAT32 [1, -1], n: INT64 [2]) -> (y: FLOAT32 [1, -1], m: INT64 [2])')
save(Doubling(), 'undeclared', None)
save(Looping(), 'looping', '(x: FLOAT32 [1, -1], n: INT64 [1]) -> (y: FLOAT32 [1, -1])')
