/** Where something was thrown: the first frame of its stack, which names code and never values. */
export function placeOf(thrown: unknown): string {
  const frame =
    thrown instanceof Error ? thrown.stack?.split('\n').find((line) => /^\s+at /.test(line)) : undefined
  return frame?.trim().replace(/\(?(file:\/\/)?\/.*\/(?=[^/]+$)/, '') ?? 'unknown'
}
