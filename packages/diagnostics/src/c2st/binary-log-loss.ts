/**
 * Mean over the rows of a batch of −log p(label), where `logits` are the log-odds of label 1, one a row of the batch;
 * its derivatives with respect to them go into `cotangent`. `labels` are those of all rows.
 */
export function binaryLogLoss(
  logits: Float64Array,
  labels: Uint8Array,
  batch: Uint32Array,
  cotangent: Float64Array,
): number {
  const rows = logits.length;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const z = logits[i];
    const decay = Math.exp(-Math.abs(z));
    const probability = (z > 0 ? 1 : decay) / (1 + decay);
    sum += Math.max(z, 0) - labels[batch[i]] * z + Math.log1p(decay);
    cotangent[i] = (probability - labels[batch[i]]) / rows;
  }
  return sum / rows;
}
