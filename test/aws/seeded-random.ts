import { createHash } from 'node:crypto'

/** Chance that comes out the same for the same seed. */
export class SeededRandom {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** The next, 0 to under 1. Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to under `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new TypeError('There is nothing to pick from.')
    return item
  }
}

/** Chance of one question: the same whenever it is asked, whatever was asked before. */
export function chanceOf(...question: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(question)).digest().readUInt32BE() / 2 ** 32
}
