/**
 * Fixed points of two long texts: lines that each has once, in an order that both have. What lies between two of them is
 * compared alone, so a long text with changes all over costs what its changes cost (the idea of the patience diff).
 *
 * @module
 */
export interface Anchor {
  readonly left: number
  readonly right: number
}

export function anchorsOf(left: readonly string[], right: readonly string[]): readonly Anchor[] {
  const places = onlyPlaces(right)
  const pairs = [...onlyPlaces(left)].flatMap(([line, at]): Anchor[] => {
    const other = places.get(line)
    return other === undefined ? [] : [{ left: at, right: other }]
  })
  return longestRise(pairs)
}

/** Where a line is that is there once, in the order of the text. */
function onlyPlaces(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const twice = new Set<string>()
  for (const [at, line] of lines.entries()) {
    if (places.has(line)) twice.add(line)
    else places.set(line, at)
  }
  for (const line of twice) places.delete(line)
  return places
}

/** As many pairs as rise on both sides, by the piles of patience sorting. */
function longestRise(pairs: readonly Anchor[]): readonly Anchor[] {
  const tops: { readonly pair: Anchor; readonly below: number }[][] = []
  for (const pair of pairs) {
    let [low, high] = [0, tops.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tops[middle]?.at(-1)?.pair.right ?? 0) < pair.right) low = middle + 1
      else high = middle
    }
    const entry = { pair, below: (tops[low - 1]?.length ?? 0) - 1 }
    const pile = tops[low]
    if (pile) pile.push(entry)
    else tops.push([entry])
  }
  const rise: Anchor[] = []
  let at = (tops.at(-1)?.length ?? 0) - 1
  for (const pile of tops.toReversed()) {
    const entry = pile[at]
    if (!entry) break
    rise.push(entry.pair)
    at = entry.below
  }
  return rise.reverse()
}
