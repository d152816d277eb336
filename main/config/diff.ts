/**
 * What an edit changes, as unified hunks for a person to read. Edits are local, so one walk from both ends finds the
 * span that differs; within it a longest common subsequence keeps the lines that stayed.
 *
 * @module
 */
import { anchorsOf } from './anchors.ts'
import { type ShownLine, shownLines } from './shown-lines.ts'

const contextLines = 3

/** Beyond this a span is taken apart at its anchors; a part that is as long still is all removed, then all added. */
const mostCells = 4_000_000

interface Step {
  readonly sign: ' ' | '-' | '+'
  readonly line: ShownLine | undefined
}

/**
 * Lines that start with ` `, `-`, `+` or `@@`; none when the texts are equal.
 *
 * SECURITY: a diff is shown and may be logged, so no line of it has the value of a secret key.
 */
export function diffLines(before: string, after: string): readonly string[] {
  if (before === after) return []
  const left = shownLines(before)
  const right = shownLines(after)
  const head = commonHead(left, right)
  const tail = commonTail(left, right, head)
  const start = Math.max(0, head - contextLines)
  const steps: readonly Step[] = [
    ...left.slice(start, head).map(kept),
    ...spanSteps(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
    ...left.slice(left.length - tail, left.length - tail + contextLines).map(kept),
  ]
  return hunks(steps, start)
}

function kept(line: ShownLine): Step {
  return { sign: ' ', line }
}

function hunks(steps: readonly Step[], start: number): readonly string[] {
  const near = steps.map((_, index) =>
    steps.slice(Math.max(0, index - contextLines), index + contextLines + 1).some(({ sign }) => sign !== ' '),
  )
  const lines: string[] = []
  let oldLine = start + 1
  let newLine = start + 1
  for (let index = 0; index < steps.length; ) {
    let end = index
    while (end < steps.length && near[end]) end += 1
    const hunk = steps.slice(index, end)
    const oldCount = hunk.filter(({ sign }) => sign !== '+').length
    const newCount = hunk.filter(({ sign }) => sign !== '-').length
    if (hunk.length > 0) {
      lines.push(`@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@`)
      lines.push(...hunk.map(({ sign, line }) => sign + (line?.shown ?? '')))
    }
    // A step that is near to no change is one line on both sides.
    const skipped = end < steps.length ? 1 : 0
    oldLine += oldCount + skipped
    newLine += newCount + skipped
    index = end + 1
  }
  return lines
}

function range(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`
}

function commonHead(left: readonly ShownLine[], right: readonly ShownLine[]): number {
  let count = 0
  while (count < left.length && count < right.length && left[count]?.whole === right[count]?.whole) count += 1
  return count
}

function commonTail(left: readonly ShownLine[], right: readonly ShownLine[], head: number): number {
  const most = Math.min(left.length, right.length) - head
  let count = 0
  while (count < most && left.at(-1 - count)?.whole === right.at(-1 - count)?.whole) count += 1
  return count
}

function spanSteps(left: readonly ShownLine[], right: readonly ShownLine[]): readonly Step[] {
  if (left.length * right.length <= mostCells) return comparedSteps(left, right)
  const steps: Step[] = []
  let [l, r] = [0, 0]
  const wholes = (lines: readonly ShownLine[]) => lines.map(({ whole }) => whole)
  const end = { left: left.length, right: right.length }
  for (const anchor of [...anchorsOf(wholes(left), wholes(right)), end]) {
    for (const step of comparedSteps(left.slice(l, anchor.left), right.slice(r, anchor.right)))
      steps.push(step)
    if (anchor !== end) steps.push({ sign: ' ', line: left[anchor.left] })
    ;[l, r] = [anchor.left + 1, anchor.right + 1]
  }
  return steps
}

function comparedSteps(left: readonly ShownLine[], right: readonly ShownLine[]): readonly Step[] {
  const lengths = left.length * right.length > mostCells ? undefined : commonLengths(left, right)
  const steps: Step[] = []
  let l = 0
  let r = 0
  while (l < left.length || r < right.length) {
    const both = l < left.length && r < right.length
    if (both && lengths && left[l]?.whole === right[r]?.whole) {
      steps.push({ sign: ' ', line: left[l] })
      l += 1
      r += 1
    } else if (l < left.length && (!both || at(lengths, l + 1, r) >= at(lengths, l, r + 1))) {
      steps.push({ sign: '-', line: left[l] })
      l += 1
    } else {
      steps.push({ sign: '+', line: right[r] })
      r += 1
    }
  }
  return steps
}

type Lengths = readonly Uint32Array[]

/** Length of the longest common subsequence of what is left of both, for each pair of places. */
function commonLengths(left: readonly ShownLine[], right: readonly ShownLine[]): Lengths {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let l = left.length - 1; l >= 0; l -= 1) {
    const row = rows[l]
    for (let r = right.length - 1; row && r >= 0; r -= 1) {
      const same = left[l]?.whole === right[r]?.whole
      row[r] = same ? at(rows, l + 1, r + 1) + 1 : Math.max(at(rows, l + 1, r), at(rows, l, r + 1))
    }
  }
  return rows
}

function at(rows: Lengths | undefined, l: number, r: number): number {
  return rows?.[l]?.[r] ?? 0
}
