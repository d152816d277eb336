/**
 * What a table has under a name of its own. A name that comes from a file, a person or AWS may be `constructor`, to which every
 * object answers.
 */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
