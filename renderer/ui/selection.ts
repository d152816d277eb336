/** What is selected in a list, and the one row that keys act on. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly active: string | undefined
  /** Where a range began. */
  readonly anchor: string | undefined
}

export const noSelection: Selection = { keys: new Set(), active: undefined, anchor: undefined }

/** That row only. */
export function onlyRow(key: string | undefined): Selection {
  return key === undefined ? noSelection : { keys: new Set([key]), active: key, anchor: key }
}

/** The selection after a move to the row at `index`: that row only, that row more or less, or all from the anchor to it. */
export function moveSelection(
  { keys, active, anchor }: Selection,
  all: readonly string[],
  index: number,
  how: 'only' | 'toggle' | 'extend',
): Selection {
  const key = all[index]
  if (key === undefined) return { keys, active, anchor }
  if (how === 'only') return { keys: new Set([key]), active: key, anchor: key }
  if (how === 'toggle') {
    const toggled = new Set(keys)
    if (!toggled.delete(key)) toggled.add(key)
    return { keys: toggled, active: key, anchor: key }
  }
  const from = Math.max(0, all.indexOf(anchor ?? active ?? key))
  const range = all.slice(Math.min(from, index), Math.max(from, index) + 1)
  return { keys: new Set(range), active: key, anchor: anchor ?? active ?? key }
}
