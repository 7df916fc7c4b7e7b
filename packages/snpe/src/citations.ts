import type { Citation } from "@retrodict/spec";

export const papamakarios2016: Citation = Object.freeze({
  title: "Fast ε-free inference of simulation models with Bayesian conditional density estimation",
  authors: "Papamakarios, G. and Murray, I.",
  year: 2016,
  url: "https://arxiv.org/abs/1605.06376",
});

export const lueckmann2017: Citation = Object.freeze({
  title: "Flexible statistical inference for mechanistic models of neural dynamics",
  authors:
    "Lueckmann, J.-M., Gonçalves, P. J., Bassetto, G., Öcal, K., Nonnenmacher, M. and Macke, J. H.",
  year: 2017,
  url: "https://arxiv.org/abs/1711.01861",
});

export const greenberg2019: Citation = Object.freeze({
  title: "Automatic posterior transformation for likelihood-free inference",
  authors: "Greenberg, D., Nonnenmacher, M. and Macke, J.",
  year: 2019,
  url: "https://arxiv.org/abs/1905.07488",
});

export const deistler2022: Citation = Object.freeze({
  title: "Truncated proposals for scalable and hassle-free simulation-based inference",
  authors: "Deistler, M., Gonçalves, P. J. and Macke, J. H.",
  year: 2022,
  url: "https://arxiv.org/abs/2210.04815",
});
