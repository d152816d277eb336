import { useState } from 'react'
import { onlyRow, type Selection } from './selection.ts'

/**
 * The selection of a list with a sheet beside it. While the sheet is open it shows the active row, whichever way that was
 * chosen; and what the palette or an address opens is the active row.
 *
 * @param open - The key of what the sheet shows.
 */
export function useSheetSelection(
  open: string | undefined,
  setOpen: (key: string | undefined) => void,
): readonly [Selection, (selection: Selection) => void] {
  const [selection, setSelection] = useState(() => onlyRow(open))
  const [shown, setShown] = useState(open)
  if (shown !== open) {
    setShown(open)
    if (open !== undefined && open !== selection.active) setSelection(onlyRow(open))
  }
  const select = (next: Selection) => {
    setSelection(next)
    if (open !== undefined && next.active !== undefined && next.active !== open) setOpen(next.active)
  }
  return [selection, select]
}
