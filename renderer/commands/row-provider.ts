/** One thing that can be done with a row of the palette. A menu's item has the same shape. */
export interface RowAction {
  readonly id: string
  readonly title: string
  /** The key that does the same where the row is shown. */
  readonly keys?: string
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  readonly run: () => void
}

/** A thing that the palette finds: a profile, an account, a session. */
export interface PaletteRow {
  /** Of all rows: `profile:shop-dev`. Rows that were used come first by it. */
  readonly id: string
  /** What is searched first. */
  readonly title: string
  /** Shown beside it and searched too: an account, a role, a region. */
  readonly detail?: string
  /** Further words that find it, not shown. */
  readonly words?: string
  /** Shown at its end, such as `default`. */
  readonly badge?: string
  /** It only leads somewhere: what can be done at once stands before it. */
  readonly isElsewhere?: boolean
}

/**
 * Rows of one kind for the palette. `rows` is called when the palette opens and when the provider has become another
 * object; `actions` only for the row that is active: the first is what Enter does.
 */
export interface RowProvider {
  readonly id: string
  /** The heading, already in the person's language. */
  readonly title: string
  /** Where its rows stand among those of others before anything is typed; after the others where left out. */
  readonly order?: number
  readonly rows: () => readonly PaletteRow[]
  readonly actions: (row: PaletteRow) => readonly RowAction[]
}
