import type { tables as english } from '../en/tables.ts'

export const tables: typeof english = {
  toList: 'Zur Liste',
  columns: 'Spalten',
  automatic: 'Alle, die Platz haben',
  noRoom: 'jetzt kein Platz',
  show: (column) => `Spalte ${column} zeigen`,
  hide: (column) => `Spalte ${column} ausblenden`,
}
