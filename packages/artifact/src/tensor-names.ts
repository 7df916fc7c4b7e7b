/**
 * Gives out names made of a path: `theta.mean`. Characters that another reader might stumble over become `_`; a
 * name that is taken, as two paths can have the same, gets a number.
 */
export function tensorNames(taken: Iterable<string>): (path: readonly string[]) => string {
  const used = new Set(taken);
  return (path) => {
    const name = path.join(".").replaceAll(/[^\w.-]/g, "_") || "value";
    let free = name;
    for (let i = 2; used.has(free); i++) free = `${name}-${i}`;
    used.add(free);
    return free;
  };
}
