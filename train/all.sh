#!/usr/bin/env bash
# The runs that make the shipped weights and their scores; see train/README.md. PYTHON: the training environment's.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-../tv/bin/python}
export PYTHONPATH=src:. OMP_WAIT_POLICY=passive
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
real="--init runs/base --trees 0.2 --names 0.6 --gold 3 --lr 1e-4 --head-lr 6e-4 --pieces 1600"
[ -f runs/base/model.pt ] || $PYTHON -m train.train --out runs/base --minutes 40 --pieces 1600 --resume
[ -f runs/final/model.pt ] || $PYTHON -m train.train --out runs/final --fold -1 --minutes 10 $real --trees 0.25 --resume
$PYTHON -m train.export runs/final src/dragoman/reader/weights
for k in 0 1 2 3; do
    [ -f runs/fold$k/model.pt ] || $PYTHON -m train.train --out runs/fold$k --fold $k --minutes 8 $real --resume
    $PYTHON -m train.export runs/fold$k runs/fold$k/weights
done
