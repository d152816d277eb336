/** Whether `version` comes after `running`; both as `1.2.3`. */
export function isNewer(version: string, running: string): boolean {
  const [a, b] = [version, running].map((text) => text.split('.').map(Number))
  for (const place of [0, 1, 2]) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
