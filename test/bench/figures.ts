/** One line of the table. */
export interface Figure {
  readonly name: string
  readonly measured: string
  readonly budget: string
  /** Null: there is no budget for it, or it was not measured. */
  readonly met: boolean | null
  /** For programs: the numbers behind `measured`. */
  readonly numbers: Readonly<Record<string, number>>
}

export function figure(
  name: string,
  measured: string,
  numbers: Readonly<Record<string, number>>,
  budget?: { readonly text: string; readonly met: boolean },
): Figure {
  return { name, measured, numbers, budget: budget?.text ?? '', met: budget?.met ?? null }
}

export function skipped(name: string, why: string): Figure {
  return { name, measured: `skipped: ${why}`, budget: '', met: null, numbers: {} }
}

/** The value that a share of them (0 to 1) does not exceed. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, measured, budget, met }) => [
    name,
    measured,
    budget,
    met === null ? '' : met ? 'met' : 'NOT MET',
  ])
  const all = [['what', 'measured', 'budget', ''], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
