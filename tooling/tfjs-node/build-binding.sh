#!/usr/bin/env bash
# Installs @tensorflow/tfjs-node in a directory outside the repository and builds its native binding against
# the TensorFlow of a Python wheel, for where the archives that its own installer downloads are unreachable.
#
#   build-binding.sh DIRECTORY
#
# Needs Node 18 to 22 as `node` (tfjs-node calls functions that Node 23 removed) with its headers beside it,
# a C++ compiler, make, Python 3 with pip, unzip, and 2 GB of disk. What is there already is not done again.
set -euo pipefail

TFJS=4.22.0
TENSORFLOW=2.19.1
# Which Python the wheel is for does not matter: only its headers and libraries are used.
PYTHON=3.11

directory=${1:?"usage: build-binding.sh DIRECTORY"}
mkdir -p "$directory"
cd "$directory"

node -e 'if (process.versions.node.split(".")[0] > 22) throw "tfjs-node needs Node 22 or older"'
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
test -e "$prefix/include/node/node_api.h" || {
  echo "no Node headers in $prefix/include/node; install a Node that brings them" >&2
  exit 1
}

test -e package.json || echo '{ "private": true, "type": "module" }' > package.json
test -d node_modules/@tensorflow/tfjs-backend-wasm ||
  npm install --ignore-scripts \
    "@tensorflow/tfjs-node@$TFJS" "@tensorflow/tfjs-backend-wasm@$TFJS" node-gyp@10

wheel=(wheel/tensorflow_cpu-"$TENSORFLOW"-*.whl)
test -e "${wheel[0]}" ||
  python3 -m pip download --no-deps --only-binary :all: --python-version "$PYTHON" \
    --dest wheel "tensorflow-cpu==$TENSORFLOW"
wheel=(wheel/tensorflow_cpu-"$TENSORFLOW"-*.whl)

package=$PWD/node_modules/@tensorflow/tfjs-node
dependencies=$package/deps
if ! test -e "$dependencies/lib/libtensorflow.so"; then
  mkdir -p "$dependencies/lib"
  unzip -q -o "${wheel[0]}" "tensorflow/include/*" "tensorflow/libtensorflow_*.so.2" -d unpacked
  rm -rf "$dependencies/include"
  mv unpacked/tensorflow/include "$dependencies/include"
  mv unpacked/tensorflow/libtensorflow_*.so.2 "$dependencies/lib/"
  rm -r unpacked
  # The binding asks the linker for these names; the loader then looks for the libraries' own.
  ln -sf libtensorflow_framework.so.2 "$dependencies/lib/libtensorflow_framework.so"
  ln -sf libtensorflow_cc.so.2 "$dependencies/lib/libtensorflow.so"
fi

binding=$package/lib/napi-v8
test -e "$binding/tfjs_binding.node" || (
  cd "$package"
  node ../../node-gyp/bin/node-gyp.js rebuild --nodedir="$prefix" \
    --module_name=tfjs_binding --module_path="$binding" --napi_build_version=8
)
node --input-type=module -e '
  import tf from "@tensorflow/tfjs-node";
  console.log(`backend ${tf.getBackend()}, TensorFlow.js ${tf.version.tfjs}: 1 + 1 = ${tf.add(1, 1).dataSync()[0]}`);
'
