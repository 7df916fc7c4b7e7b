"""sbi's SNLE with a MAF and its vectorised slice sampler, on one thread.

sbi_slice.py SIMULATIONS.json DRAWS.csv N CHAINS: SIMULATIONS holds theta and x (lists of rows), observed, and the
prior's lower and upper edges. Writes N draws, one chain after the other, and prints what it took as one line of JSON.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import numpy as np
import torch
from sbi import __version__
from sbi.inference import NLE
from sbi.utils import BoxUniform

torch.set_num_threads(1)
source, target, n, chains = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
data = json.load(open(source))
prior = BoxUniform(torch.tensor(data["lower"]), torch.tensor(data["upper"]))
torch.manual_seed(1)
np.random.seed(1)
inference = NLE(prior, density_estimator="maf", show_progress_bars=False)
inference.append_simulations(torch.tensor(data["theta"]), torch.tensor(data["x"]))
started = time.time()
inference.train(training_batch_size=200)
train_seconds = time.time() - started
posterior = inference.build_posterior(
    mcmc_method="slice_np_vectorized",
    mcmc_parameters=dict(num_chains=chains, warmup_steps=200, thin=1),
)
started = time.time()
draws = posterior.sample((n,), x=torch.tensor([data["observed"]]), show_progress_bars=False)
sample_seconds = time.time() - started
np.savetxt(target, draws.numpy(), delimiter=",")
versions = f"sbi {__version__}, torch {torch.__version__}"
print(json.dumps(dict(trainSeconds=train_seconds, sampleSeconds=sample_seconds, versions=versions)))
