/** `TypeError [ERR_…]: ` */
const name = /^[\w$]*(?: \[\w+\])?(?:: )?/

/** Where something was thrown: the first frame of its stack, which names code and never values. */
export function placeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  const { stack = '', message } = thrown
  // SECURITY (T23): a text may be made like a frame. The frames come after it, or nobody knows where it ends.
  const begin = name.exec(stack)?.[0].length ?? 0
  const frames = stack.startsWith(message, begin) ? stack.slice(begin + message.length) : ''
  const frame = frames.split('\n').find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  return frame?.trim().replace(/\(?(file:\/\/)?\/.*\/(?=[^/]+$)/, '') ?? 'unknown'
}
