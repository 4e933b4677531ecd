#!/usr/bin/env bash
# The runs that make the shipped weights and their scores; see train/README.md. PYTHON: the training environment's.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-../tv/bin/python}
# without these, threads stall on a shared machine and every step asks the system for its memory anew: three times slower
export PYTHONPATH=src:. OMP_WAIT_POLICY=passive OMP_NUM_THREADS=1
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
both() { # one run in two processes: name, options
    mkdir -p "runs/$1"
    if [ ! -f "runs/$1/model.pt" ]; then
        for rank in 0 1; do
            $PYTHON -m train.train --out "runs/$1" --pieces 1600 --threads 1 "${@:2}" --resume --rank $rank &
        done
        wait
    fi
    $PYTHON -m train.export "runs/$1" "runs/$1/weights"
}
one() { # one run of its own thread: name, options
    [ -f "runs/$1/model.pt" ] || $PYTHON -m train.train --out "runs/$1" --pieces 1600 --threads 1 "${@:2}" --resume
    $PYTHON -m train.export "runs/$1" "runs/$1/weights"
}
real="--init runs/base --names 0.3 --corpus 0.5 --gold 3 --coded 1 --lr 1e-4 --head-lr 6e-4"
both base --minutes 120 --trees 1 --names 0.8 --coded 2 --without 13_digests
for pair in "0 1" "2 3"; do
    for k in $pair; do one "fold$k" $real --trees 0.2 --fold "$k" --without 13_digests --minutes 10 & done
    wait
done
both final $real --trees 0.6 --fold -1 --all-names --minutes 12
$PYTHON -m train.export runs/final runs/final/weights --keep-float --temper polarity=1.7 mood=1.5
for seed in 1 2 3; do $PYTHON -m train.lines --out "runs/judge$seed" --seed "$seed" --epochs 14; done
$PYTHON -m train.lines --out runs/judge1 runs/judge2 runs/judge3 --export src/dragoman/capture
cp runs/final/weights/{reader.onnx,labels.json,tokenizer.json,version.json} src/dragoman/reader/weights/
