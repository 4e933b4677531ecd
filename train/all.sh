#!/usr/bin/env bash
# The runs that make the shipped weights and their scores; see train/README.md. PYTHON: the training environment's.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-../tv/bin/python}
# without these, threads stall on a shared machine and every step asks the system for its memory anew: three times slower
export PYTHONPATH=src:. OMP_WAIT_POLICY=passive
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
real="--init runs/base --trees 0.2 --names 0.3 --gold 3 --coded 1 --lr 1e-4 --head-lr 6e-4 --pieces 1600 --threads 1"
one() { # one run of its own thread: name, options
    [ -f "runs/$1/model.pt" ] || $PYTHON -m train.train --out "runs/$1" $real "${@:2}" --resume
    $PYTHON -m train.export "runs/$1" "runs/$1/weights"
}
[ -f runs/base/model.pt ] ||
    $PYTHON -m train.train --out runs/base --minutes 100 --pieces 1600 --trees 0.8 --names 0.6 --coded 2 --without 13_digests --resume
# two runs of one thread each use two cores better than one run of two
one fold0 --fold 0 --without 13_digests --minutes 10 & one fold1 --fold 1 --without 13_digests --minutes 10 & wait
one fold2 --fold 2 --without 13_digests --minutes 10 & one fold3 --fold 3 --without 13_digests --minutes 10 & wait
one final --fold -1 --all-names --minutes 12
cp runs/final/weights/{reader.onnx,labels.json,tokenizer.json,version.json} src/dragoman/reader/weights/
