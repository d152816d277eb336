export const tables = {
  columns: 'Columns',
  toList: 'Go to the list',
  automatic: 'All that have room',
  noRoom: 'no room now',
  show: (column: string) => `Show the column ${column}`,
  hide: (column: string) => `Hide the column ${column}`,
}
