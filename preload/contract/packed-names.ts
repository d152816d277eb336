/**
 * Thousands of names in one call, and so in one change, within the size that a call may have: each says only in what it differs
 * from the name before it. Names of one organisation begin and end alike.
 *
 * @module
 */
import * as z from 'zod/mini'

const longestName = 2_048
const part = z.int().check(z.minimum(0), z.maximum(longestName))

/** A name as it is; or how many signs of the one before stand at its start and at its end, and what is between. */
const packedNameSchema = z.union([
  z.string().check(z.minLength(1), z.maxLength(longestName)),
  z.tuple([part, part, z.string().check(z.maxLength(longestName))]),
])
export const packedNamesSchema = z.array(packedNameSchema).check(z.minLength(1), z.maxLength(10_000))
export type PackedNames = z.infer<typeof packedNamesSchema>

/** SECURITY (T27): what a small message may grow to, in signs. */
const mostSigns = 2_000_000

export function packNames(names: readonly string[]): PackedNames {
  return names.map((name, index) => {
    const before = names[index - 1]
    if (before === undefined) return name
    const most = Math.min(name.length, before.length)
    const start = sameSigns(most, (at) => name[at] === before[at])
    const end = sameSigns(most - start, (at) => name.at(-1 - at) === before.at(-1 - at))
    return start + end < shortestGain ? name : [start, end, name.slice(start, name.length - end)]
  })
}

/** What the numbers themselves take. */
const shortestGain = 8

function sameSigns(most: number, isSame: (at: number) => boolean): number {
  let count = 0
  while (count < most && isSame(count)) count += 1
  return count
}

/** Undefined for what nobody packed: it refers to signs that are not there, or grows beyond all use. */
export function unpackNames(packed: PackedNames): string[] | undefined {
  const names: string[] = []
  let signs = 0
  for (const each of packed) {
    const name = typeof each === 'string' ? each : unpacked(names.at(-1), each)
    signs += name?.length ?? 0
    if (!name || name.length > longestName || signs > mostSigns) return undefined
    names.push(name)
  }
  return names
}

function unpacked(
  before: string | undefined,
  [start, end, between]: readonly [number, number, string],
): string | undefined {
  if (before === undefined || start + end > before.length) return undefined
  return before.slice(0, start) + between + before.slice(before.length - end)
}
